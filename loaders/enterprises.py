"""Companies by name, as partners or as places of work; the bodies in responsibility clauses are not read here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage
from loaders.words import any_of, scan


class _Rules(NamedTuple):
    """The patterns that are built from the lexicon."""

    form: re.Pattern[str]
    begin: re.Pattern[str]
    brand: re.Pattern[str]
    called: re.Pattern[str]
    tied: re.Pattern[str]
    kind: re.Pattern[str]
    generic: tuple[str, ...]


_SITE = re.compile("(?:基地|工厂|园区|产业园|生产线|项目)$")
"""What a firm runs somewhere is not the firm."""
_SHORTEST = 2
"""Letters of a name in a list; the last one, which alone may stand there, has one more."""
_LETTER = r"[\u4e00-\u9fffA-Za-z0-9·]"
_NAME = re.compile(rf"(?:{_LETTER}|\({_LETTER}{{1,6}}\))+")


@cache
def _rules() -> _Rules:
    data = table("enterprises")
    trades = any_of({*data["kinds"], *data["trades"]})
    return _Rules(
        form=re.compile(rf"{any_of(data['forms'])}(?![+务司团行险公队化])"),
        begin=re.compile(rf".*(?:{any_of(data['before'])}(?<!美的)(?<!华为)|[、,。;:\n“”《》+—])(?=.{{2}})", re.DOTALL),
        brand=re.compile(scan(data["brands"])),
        called=re.compile(rf"等(?:\d+[家个户])?{any_of(data['callers'])}"),
        tied=re.compile(
            rf"与(?P<name>[\u4e00-\u9fffA-Za-z]{{2,8}}?{any_of(data['shapes'])})(?:深化|加强|开展|的)?{any_of(data['ties'])}"
        ),
        kind=re.compile(rf"^\d|^(?:{trades})+(?:类|型|业|等)?$|[省市县区镇乡村州国校院局委厅办部湾]$"),
        generic=tuple(data["generic"]),
    )


def find(passage: Passage) -> Iterator[Find]:
    """Companies of an item, each once, in order: by form, by list (A、B等企业), by a tie (与A合作), by brand."""
    text, start, end = passage.text, passage.start, passage.end
    taken: list[Find] = []
    for found in (
        *_called(text, start, end),
        *_formed(text, start, end),
        *_tied(text, start, end),
        *_brands(text, start, end),
    ):
        if all(found.end <= other.start or found.start >= other.end or found.name == other.name for other in taken):
            taken.append(found)
    seen: set[str] = set()
    for found in sorted(taken, key=lambda find: find.start):
        if found.name not in seen:
            seen.add(found.name)
            yield found


def _formed(text: str, start: int, end: int) -> Iterator[Find]:
    """Names that end in 公司, 集团 …: they begin behind the last word that cannot be a part of them."""
    rules = _rules()
    for match in rules.form.finditer(text, start, end):
        low = max(start, match.start() - 24)
        lead = rules.begin.match(text, low, match.end())
        at = lead.end() if lead else low
        while text[at] in "0123456789.":  # the number of a row
            at += 1
        name = text[at : match.end()]
        bare = text[at : match.start()]
        common = name.endswith(rules.generic) and not (match[0] == "公司" and len(bare) > 6)
        if len(bare) < 2 or common or not _NAME.fullmatch(name):
            continue
        unsure = rules.kind.search(bare) is not None
        if not (unsure and len(match[0]) == 2):
            yield Find("Enterprise", name, at, match.end(), "enterprise.form", unsure)


def _called(text: str, start: int, end: int) -> Iterator[Find]:
    """Names in a list that the text calls companies: back from 等企业, part by part, while it looks like a name."""
    rules = _rules()
    for match in rules.called.finditer(text, start, end):
        at = match.start()
        while at > start:
            low = max(start, at - 24)
            lead = rules.begin.match(text, low, at)
            begin = lead.end() if lead else low
            mark = text.rfind("、", low, at) + 1
            if at - begin <= _SHORTEST and mark > low and _NAME.fullmatch(text, mark, at):
                begin = mark  # 联合飞机 in a list of firms is one, not 飞机 that is joined
            name = text[begin:at]
            last = at == match.start() and not rules.brand.fullmatch(name)
            if len(name) < _SHORTEST + last or not _NAME.fullmatch(name) or rules.kind.search(name):
                break
            brand = rules.brand.match(name) if _SITE.search(name) else None
            name = brand[0] if brand else name
            yield Find("Enterprise", name, begin, begin + len(name), "enterprise.list")
            if text[begin - 1] != "、":
                break
            at = begin - 1


def _tied(text: str, start: int, end: int) -> Iterator[Find]:
    """与A合作, where A is shaped like the short name of a company."""
    rules = _rules()
    for match in rules.tied.finditer(text, start, end):
        if not rules.kind.search(match["name"]):
            yield Find("Enterprise", match["name"], *match.span("name"), "enterprise.tie")


def _brands(text: str, start: int, end: int) -> Iterator[Find]:
    for match in _rules().brand.finditer(text, start, end):
        yield Find("Enterprise", match[0], match.start(), match.end(), "enterprise.brand")
