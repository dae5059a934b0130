"""The body a plan sets up to see it through (专班, 领导小组): who calls it, who sits on it, who keeps its office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.lexicon import table
from loaders.values import value
from loaders.words import any_of


@value
class Span:
    """Words of the text and where they stand."""

    name: str
    start: int
    end: int


@value
class Post:
    """A person's post as written (市发改局局长), and the body in it (市发改局) where the post names one."""

    name: str
    start: int
    end: int
    body: Span | None


@value
class Workgroup:
    """One group; ``start``–``end`` covers all that is said of it."""

    name: Span
    convener: Post | None
    deputies: tuple[Post, ...]
    office: Span | None
    members: tuple[Span, ...]
    open_ended: bool
    start: int
    end: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Compile the slots from the lists of the lexicon."""
    data = table("workgroup")
    kinds, heads, found = any_of(data["kinds"]), any_of(data["heads"]), any_of(data["found"])
    post = rf"(?:{any_of(data['ranks'])}|(?:(?:主要|分管|有关|相关)?(?:负责人|负责同志|领导(?:同志)?)))"
    stop, part = r"[^,。;:\n]", r"[^、,。;:\n]"
    return {
        "name": re.compile(
            rf"(?:{found})(?:了)?(?:由(?P<chair>[^,。;:、\n]{{2,24}}?)(?:担任|任){heads}的)?(?:由(?P<by>[^。;\n]{{2,200}}?)(?:组成|参加|参与|组成参与)的)?"
            rf"(?P<name>[^,。;:、\n]{{0,40}}?{kinds}(?:制度)?)(?![办的])"
        ),
        "head": re.compile(
            rf"(?:由|[,。;:\n]|^)(?P<post>[^,。;:\n]{{2,60}}?)(?:(?<!负责)(?<!领导)同志)?(?:担任|任|为)(?P<deputy>常务副|副)?{heads}"
        ),
        "label": re.compile(
            rf"(?:^|[\n。;,]|(?<=\s))(?P<deputy>常务副|副)?{heads}:(?P<post>[^\n。;]{{2,200}})", re.MULTILINE
        ),
        "members": re.compile(
            r"成员(?:单位)?(?:主要)?(?:包括|由|为|有|:)(?P<list>[^。\n]{3,2000}?)"
            r"(?P<etc>等)?(?:有关(?:部门|单位))?(?:组成|为成员|,?(?:专班|领导小组|工作专班|联席会议|下设)?办公室设|[。;\n]|$)"
        ),
        "behind": re.compile(
            rf"(?<=[,。;])(?P<list>(?:{part}{{2,40}}、)+{part}{{2,40}}?)(?P<etc>等)?(?:有关|相关)?(?:部门|单位)?"
            r"(?:(?:主要|分管)?负责(?:同志|人))?(?:为|作为)成员"
        ),
        "office": re.compile(rf"办公室(?:设(?:立)?(?:在|于)?|由)(?P<office>{stop}{{2,30}}?)(?=[,。;:\n]|承担|负责|$)"),
        "post": re.compile(rf"^(?P<body>.{{2,40}}?)(?:{any_of(data['duties'])})*{post}.{{0,4}}$"),
        "lead": re.compile(r"^(?P<lead>[^、,]{2,30})(?:牵头|负责),?(?P<rest>.*)$"),
    }


def find(text: str, start: int, end: int) -> Workgroup | None:
    """The first group set up in ``text[start:end]`` of which something more than its name is said."""
    patterns = _patterns()
    for match in patterns["name"].finditer(text, start, end):
        stop = min(end, match.end() + 4000)
        following = patterns["name"].search(text, match.end(), stop)
        group = _read(text, match, following.start() if following else stop)
        if group is not None:
            return group
    return None


def _read(text: str, match: re.Match[str], stop: int) -> Workgroup | None:
    """Fill the slots of one group from the words behind its name."""
    patterns = _patterns()
    name = Span(match["name"], *match.span("name"))
    convener: Post | None = None
    deputies: list[Post] = []
    last = match.end()
    if match["chair"]:
        convener = next(_posts(text, *match.span("chair")), None)
    for key in ("head", "label"):
        for head in patterns[key].finditer(text, match.end(), stop):
            posts = list(_posts(text, *head.span("post")))
            last = max(last, head.end())
            if head["deputy"]:
                deputies += posts
            elif convener is None and posts:
                convener = posts[0]
                deputies += posts[1:] if key == "label" else []
    members: tuple[Span, ...] = ()
    open_ended = False
    listed = patterns["members"].search(text, match.end(), stop)
    if not listed and text.find("为成员", match.end(), stop) >= 0:
        listed = patterns["behind"].search(text, match.end(), stop)
    if listed:
        members, last = tuple(split(text, *listed.span("list"))), max(last, listed.end())
        open_ended = bool(listed["etc"])
    elif match["by"]:
        members, open_ended = _inline(text, *match.span("by"))
    office = None
    if found := patterns["office"].search(text, match.end(), stop):
        office, last = Span(found["office"], *found.span("office")), max(last, found.end())
    if convener is None and not members and office is None:
        return None
    return Workgroup(name, convener, tuple(deputies), office, members, open_ended, match.start(), last)


def _inline(text: str, start: int, end: int) -> tuple[tuple[Span, ...], bool]:
    """Members that stand before the name: 由甲局牵头,乙局、丙局等参加的联席会议."""
    parts: list[Span] = []
    words = text[start:end]
    if lead := _patterns()["lead"].match(words):
        parts.append(Span(lead["lead"], start, start + len(lead["lead"])))
        start += lead.start("rest")
    open_ended = text[start:end].rstrip("部门单位有关相").endswith("等")
    return (*parts, *split(text, start, end)), open_ended


def split(text: str, start: int, end: int) -> Iterator[Span]:
    """The members of a list: 、 , and ; part them, but not inside brackets."""
    depth, begin = 0, start
    for at in range(start, end + 1):
        letter = text[at] if at < end else "、"
        depth += (letter in "(〔") - (letter in ")〕")
        if letter in "、,;" and depth <= 0:
            name = text[begin:at]
            bare = name.strip().removesuffix("等")
            if len(bare) > 1:
                offset = begin + name.index(bare)
                yield Span(bare, offset, offset + len(bare))
            begin = at + 1


def _posts(text: str, start: int, end: int) -> Iterator[Post]:
    """The posts of a list, each with the body it belongs to."""
    for span in split(text, start, end):
        lead = 1 if span.name.startswith("由") else 0
        name = span.name[lead:]
        at = span.start + lead
        found = _patterns()["post"].match(name)
        body = None
        if found and found["body"] not in table("workgroup")["duties"]:
            body = Span(found["body"], at, at + len(found["body"]))
        yield Post(name, at, span.end, body)
