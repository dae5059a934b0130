"""Things with a proper name that are built, renovated, run as a pilot or as a campaign.

A project is read from its sentence: a verb of doing (推进, 建成, 实施 …), a list of names, and what is done with them.
What makes a name proper is a place, a river, a school, a road number, a phase or quotation marks in it; where the list
ends in 等工程 or 等项目 the text itself calls every part of it a project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from loaders import strategies
from loaders import worklists as lists
from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage
from loaders.worklists import Spans
from loaders.works import rules

_LONG = 500
"""No stretch between commas is longer; what goes on is noise."""
_SEGMENT = re.compile(r"(?:[^,。;:!?\n(“《]+|\([^()\n]{0,60}\)|“[^”\n]{0,40}”|《[^》\n]{0,80}》|[(“《])+")
_NAMELESS = re.compile(
    "等(?:地|市|省|县|区)(?![级域])|[两二三四五六七八九](?:地|市|省|县|州)(?![级域])|等(?:实施|开展|推进|建设|加快|参与)|向(?<=.向)(?<![定方面导取].)(?![阳家量日])|“(?:[一二两三四五六七八九十][^一二两三四五六七八九十”]{1,4}){2,}”$|“[^”]*[+][^”]*”$"
)
"""Things of several places (甲、乙等地基地), what goes to one (轨道向甲县延伸), mottos (“一心两翼”): no names."""
_CALLED = ("项目", "工程", "项目建设", "工程建设")
_ROW = re.compile(r"(?:\(?\d{1,2}[.、)])?(?P<name>[^、]{5,40}(?:项目|工程))")
_CLOSED = re.compile(r"、[^、]{4,}(?:项目|工程)(?:建设)?$")
"""A list whose last part is called a project: 实施甲、乙、丙项目."""
_AHEAD = re.compile("[^,;。:\n]{0,80}")
_WORDED = re.compile("[“”]|(?:行动|战略)$")
_FIRMS = re.compile("等[^、,]{0,8}(?:企业|公司|集团)(?![^、,]{0,12}(?:项目|工程|基地|工厂))")
"""Behind a list that is called firms."""
_NEXT = re.compile(r"[、和及与的]|.{9}")
_BETWEEN = re.compile("(?:学|院|校)[与和同]")
"""Two houses that do something together: 甲医院与乙医院."""
_COUNTED = re.compile(r"\d[\d.,万]*(?:个|家|处|条|座|所|公里|亩|项|批|类|户|台|套|米|名)")
_UPGRADES = ("提质升级", "提质", "扩容", "更新")
"""What is done to a region as a whole makes no thing that is built."""
_BUILDS = re.compile(
    r"在[^、,]{1,14}?(?:设立|布局|建设|建立|新建|开设)|牵头(?:建设|组建|承建|实施|开展)|联合(?:建设|组建|承建)"
)
"""Those before such words are who builds: 甲医院、乙医院在丙市建设分院, 甲大学、乙大学牵头建设丙装置."""
_SCOPES = ("行业", "领域", "区域", "流域", "河湖")  # what 重点 is said of, before the work: 重点流域治理工程
_SOME = ("一批", "若干", "一系列")
"""Before things of a kind, which have no names."""
_PREPOSITION = re.compile(
    r"[以把对由在按用为]|将(?!乐)|从(?![江化])|向(?![阳家])"
    r"|依托|围绕|通过|根据|利用|借助|结合|聚焦|参加|用好|学习|发挥|推广"
)
_DOES = re.compile("(?:建设|建立|设立|创建|打造|申报|争创|对接|融入|参与|联合|承接)(?!工程|项目)(?=..)")
"""What a place does to a thing that is not called after it: 甲市|建设乙区."""
_NESTED = re.compile(
    # every branch begins with a letter, so that the engine can leap to it
    r"在[^、]{1,14}?(?:设立|布局|建设|建立|新建)|打造(?!工作)|创建(?!工作)|争创(?!工作)|开展(?!工作)|申报(?!工作)|成为|承接(?!产业转移(?:示范|先行)区)"
    r"|共建(?!试点|项目|工程)|合作建设|联合建设|(?:联合)?组建|建设(?<=[学镇市县院司乡室业]..)(?<!产业..)(?!工程|项目|运营|步伐|进度|发展|提速)"
)


def base(name: str) -> str:
    """What two phases of one project have in common: 洪湖堤加固二期工程 and 洪湖堤加固 have one base."""
    return rules().base.sub("", name) or name


def find(passage: Passage, places: Sequence[Find] = ()) -> Iterator[Find]:
    """The projects that an item names, each once. ``places`` (of the passage) help to tell a proper name."""
    known, text = rules(), passage.text
    spans = sorted((place.start, place.end) for place in places)
    starts = {place.start for place in places}
    areas = [(place.start, place.end) for place in places if place.rule == "place.region"]
    seen: set[str] = set()
    verb = ""
    for segment in _SEGMENT.finditer(text, passage.start, passage.end):
        start, end = segment.start(), min(segment.end(), segment.start() + _LONG)
        if not known.guard.search(text, start, end):
            verb = ""
            continue
        found = known.verb.search(text, start, end)
        if (done := _done(text, start, end, found)) is not None:
            verb, begin, end = "建成", start, done
        elif verb and start in starts and (found is None or found.start() > start + 6):
            begin = start
        elif (row := _row(text, start, end, found)) is not None:
            verb, begin = "建设", row
        else:
            verb, begin = (found[0], found.end()) if found else ("", end)
        firms = _FIRMS.search(text, begin, end) if text.find("等", begin, end) >= 0 else None
        for name in _segment(text, firms.end() if firms else begin, end, spans, verb):
            if name.name not in seen and not _is_region(name, areas):
                seen.add(name.name)
                yield name


def _row(text: str, start: int, end: int, verb: re.Match[str] | None) -> int | None:
    """Where a name begins that is the whole row of a box or a list: 1.甲公司乙海上风电项目."""
    if not ((text.startswith("\n", start - 1) and text.startswith("\n", end)) or end == len(text)):
        return None
    row = _ROW.fullmatch(text, start, end)
    return row.start("name") if row and (verb is None or verb.start() > row.start("name") + 2) else None


def _done(text: str, start: int, end: int, verb: re.Match[str] | None) -> int | None:
    """Where a thing ends that stands first, and what it does begins: 某桥|全线通车, 甲乙高铁|开工, 丙机场|完成校飞."""
    if verb is None or verb.start() > start + 4:
        done = rules().done.search(text, start, end)
        return done.start() if done else None
    at = verb.start()
    done = rules().done.search(text, start, end) if at > start + 2 else None
    ends = [done.start()] if done else []
    ends += [at] if verb[0].startswith("完成") else []
    return next((end for end in ends if _ends(text, start, end)), None)


def _ends(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends as the name of a thing does: 甲乙高铁|开工."""
    return start + 3 <= end and any(head.end() == end for head in rules().head.finditer(text, start, end))


def _is_region(name: Find, areas: Spans) -> bool:
    """Whether a name is that of a region or a strategy, which is no thing that is built."""
    bare = _WORDED.sub("", name.name)
    part = 4 if name.name.endswith("区") else 0  # 某都市圈核心区 is a part of it
    for start, end in areas:
        if start <= name.start < end and (name.end <= end + part or bare[end - name.start :] in _UPGRADES):
            return True
    return bare in strategies.named(bare)


def _segment(text: str, start: int, end: int, places: Spans, verb: str) -> Iterator[Find]:
    """Read what a verb governs up to the next comma: a list that is called projects, or names one by one."""
    if builds := _BUILDS.search(text, start, end):
        verb, start = builds[0], builds.end()
    listed = rules().listed.search(text, start, end) if text.find("等", start, end) >= 0 else None
    if listed is not None:
        read = _item if listed["head"] == "园区" else _listed
        items = lists.items(text, start, listed.start(), places)
        yield from _alike(text, [name for item in items if (name := read(text, *item, places, verb))], places)
        return
    pieces = [piece for item in lists.items(text, start, end, places) for piece in lists.pieces(text, *item, places)]
    closed = text.endswith(_CALLED, start, end) and _CLOSED.search(text, start, end)
    beside, names = "", list[Find | None]()
    for piece in pieces:
        name = _item(text, *piece, places, verb, beside)
        if closed and (name is None or name.doubtful) and lists.is_proper(text, *piece, places):
            name = _listed(text, *piece, places, verb) or name
        if name is not None:
            beside = "" if name.doubtful else name.name
        elif (lists.trim(text, *piece), piece[1]) in places:
            beside = text[slice(*piece)]
        names.append(name)
    if len(names) > 1 and names[0] is None and (second := names[1]) and not second.doubtful:
        names[0] = _item(text, *pieces[0], places, verb, second.name)
    yield from filter(None, names)


def _alike(text: str, names: list[Find], places: Spans) -> list[Find]:
    """A list that holds a proper name holds names: 两湾一岭 beside 甲市大剧院."""
    if any(lists.is_proper(text, name.start, name.end, places) for name in names if not name.doubtful):
        return [replace(name, doubtful=False) for name in names]
    return names


def _heads(words: str) -> Iterator[re.Match[str]]:
    """Ends of a name in the words: not inside brackets, not a word that only ends so."""
    known = rules()
    for head in known.head.finditer(words):
        name = words[: head.end()]
        if "(" in name and name.count("(") != name.count(")"):
            continue
        if "“" in name and name.count("“") != name.count("”"):
            continue
        if head["work"] or not words[: head.end("head")].endswith(known.unlike):
            yield head


def _listed(text: str, start: int, end: int, places: Spans, verb: str) -> Find | None:
    """A part of a list that the text calls projects: taken by its word, but what is only backed must be proper."""
    start = lists.trim(text, start, end)
    words = text[start:end]
    if lists.chain(text, start, places) >= end and not lists.PARK.search(words):
        return None
    if len(words) < 4 or _COUNTED.match(words) or _PREPOSITION.match(words):
        return None
    head = next((head for head in _heads(words) if head.end() > 3), None)
    stop = start + head.end() if head and head["head"] not in rules().kinds["acts"] else end
    vague = stop - start < 6 or _tells(verb, "backing")
    if lists.chain(text, start, places) >= stop and not lists.PARK.search(text, start, stop):
        return None
    doubtful = vague and not lists.is_proper(text, start, stop, places)
    return Find("Project", text[start:stop], start, stop, "project.listed", doubtful)


def _item(text: str, start: int, end: int, places: Spans, verb: str, beside: str = "") -> Find | None:
    """One name by itself: where it begins and ends, or None where the words are no name at all.

    ``beside``: the proper name before it in a list, so that it need not hold anything proper itself.
    """
    known = rules()
    if not known.guard.search(text, start, end):
        return None
    start = lists.trim(text, start, end)
    if "《" in text[start:end] or _PREPOSITION.match(text, start, end):
        return None
    verb, start = _begin(text, start, end, places, verb)
    words = text[start:end]
    if _COUNTED.match(words) or text.endswith(_SOME, 0, start):
        return None
    heads = [head for head in _heads(words) if head.end() > 3 and not known.beyond.match(words, head.end())]
    for number, head in enumerate(heads):
        slogan = _slogan(words[: head.end()]) if "“" in words else ""
        if slogan and not lists.is_proper(words.partition(slogan)[0], 0, words.index(slogan), _shift(places, start)):
            return None
        if found := _judge(text, start, head, verb, places, _is_alike(words, head, beside)):
            for later in heads[number + 1 :]:
                if (later["work"] or later["phase"]) and not _NEXT.search(words, head.end(), later.start()):
                    found = _judge(text, start, later, verb, places, not found.doubtful) or found
            return found
    return None


def _slogan(words: str) -> str:
    """The words in quotation marks that make no name (“十四五”), where there are any."""
    return next((word for word in table("projects")["unquoted"] if word in words), "")


def _begin(text: str, start: int, end: int, places: Spans, verb: str) -> tuple[str, int]:
    """The verb that is nearest to the name, and where the name begins: 支持|甲市建设|乙区."""
    if stop := lists.chain(text, start, places):
        if does := _DOES.match(text, stop, end):
            verb, start = does[0], lists.trim(text, does.end(), end)
        elif text.startswith(("与", "和", "及"), stop) and lists.is_proper(text, stop + 1, end, places):
            return _begin(text, stop + 1, end, places, verb)
    if (nested := _NESTED.search(text, start, end)) and nested.end() < end - 1:
        verb, start = nested[0], lists.trim(text, nested.end(), end)
    if text.endswith("重点", 0, start) and text.startswith(_SCOPES, start):
        start -= 2
    if (of := text.rfind("的", start, end - 4)) > 0 and "“" not in text[start:of]:
        start = of + 1
    return verb, start


def _is_alike(words: str, head: re.Match[str], beside: str) -> bool:
    """Whether a name may stand in a list with a proper one: it is as long as a name, or ends as the other does."""
    known, kind = rules(), head["head"]
    if not beside or not (kind in known.kinds["facilities"] or kind in known.kinds["works"]):
        return False
    if words.startswith(known.plain):
        return False
    return head.end() > 6 or (head.end() > 3 and beside.endswith(head[0][-2:]))


def _judge(text: str, start: int, head: re.Match[str], verb: str, places: Spans, beside: bool = False) -> Find | None:
    """Decide by the head: a phase, a work, a pilot, or a thing and an act that need a proper name before them."""
    data = rules().kinds
    stop = start + head.end()
    name, kind = text[start:stop], head["work"] or head["head"]
    if verb in data["loose"] and kind not in data["works"] and kind != "试点":
        return None
    proper = beside or lists.is_proper(text, start, stop, places)
    if _NAMELESS.search(name) or (not proper and name.endswith(rules().general)):
        return None
    if head["phase"] or head["last"] or kind in data["phases"]:
        return Find("Project", name, start, stop, "project.phase")
    if kind in data["campaigns"]:
        return Find("Project", name, start, stop, "project.campaign", "“" not in name)
    if kind == "工程":
        return Find("Project", name, start, stop, "project.work", not proper and len(name) < 7)
    wished = _tells(verb, "aspired") and not ("建设" in verb or "建成" in verb)
    if kind == "项目" or kind in data["pilots"]:
        return Find("Project", name, start, stop, "project.work", not proper or (wished and kind != "项目"))
    between = kind in data["built"] and _BETWEEN.search(name) is not None
    if not proper or between or (kind in data["built"] and not _is_built(verb, text, stop)):
        return None
    if kind in data["acts"] and not lists.is_proper(name.replace("“", " "), 0, len(name), _shift(places, start)):
        return None
    return Find("Project", name, start, stop, "project.thing", wished and kind not in data["solid"])


def _is_built(verb: str, text: str, at: int) -> bool:
    """Whether the verb, or what stands up to the next mark (it may speak of a whole list), tells of building.

    Who stands before 与 builds nothing, and behind the name 共建 has another object.
    """
    ahead = _AHEAD.match(text, at)
    told = _tells(verb, "building") or (ahead is not None and rules().built.search(ahead[0]) is not None)
    return told and not text.startswith("与", at)


@lru_cache(maxsize=1024)
def _tells(verb: str, kind: str) -> bool:
    """Whether the words of a verb hold one of a kind."""
    return any(word in verb for word in table("projects")[kind])


def _shift(places: Spans, start: int) -> Spans:
    return [(begin - start, end - start) for begin, end in places]
