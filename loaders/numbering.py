"""The numbers that parts of a plan bear: their forms, from which their levels are told, never by a file.

第一章, 一、, (一), 1., 1.1, (1), ①, 一是. A figure at the start of a line (3.5万亩) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

FAMILIES = ("chapter", "part", "article", "cn", "topic", "pcn", "num", "dec", "pnum", "circle", "box", "yishi")
"""Forms of numbers, from the top of an outline to the bottom."""

_CN = "[一二三四五六七八九十百零〇]{1,5}"
_COUNTED = r"\d{3}|[2-6]G|\dA级|\d{1,2}[+]"
"""Digits that begin the words behind a number and its stop: 1.2027年底前…, 2.12345热线…, 3.5G基站…"""
_UNITS = "年月日时个项家万亿千百名户座条处批次类所台套种倍级号期张位人元米吨亩公平大岁天度辆艘株头分"
_WORDS_BEGIN = rf"(?=[\u4e00-\u9fff“《])(?![{_UNITS}])"
"""Words, and none that a number counts."""
_FORMS = (
    rf"(?P<chapter>第{_CN}(?:章|部分|篇|编))[、:]?"
    rf"|(?P<part>第{_CN}节)[、:]?"
    rf"|(?P<article>第{_CN}条)[、:]?"
    rf"|(?:[\u4e00-\u9fff]{{2,4}}/)?(?P<topic>(?:专项|行动|任务|方向|赛道|领域|板块|专题|举措|工程)(?:{_CN}|\d{{1,2}})):"
    rf"|(?P<cn>{_CN})(?:、|[.](?!\d)|,(?=[\u4e00-\u9fff]{{2,16}}$))"
    rf"|[(〔](?P<pcn>{_CN})[)〕][、.]?"
    rf"|(?P<num>\d{{1,3}})(?:[.](?!\d)|[.](?={_COUNTED})|、|(?<=\d)(?=[【《“]))"
    r"|[(](?P<pnum>\d{1,2})[)][、.]?|(?P<pnum2>\d{1,2})[)](?!\))"
    r"|(?P<circle>[①-⑳])"
    rf"|(?P<box>专栏(?:{_CN}|\d{{1,2}})?)[:、]?(?![\u4e00-\u9fff]*。)"
)
_YISHI = rf"(?P<yishi>{_CN})(?:是|要)(?!否)"
_PLAIN = (
    rf"(?P<dec>[1-9]\d?(?:[.][1-9]\d?){{1,3}})[.、]?{_WORDS_BEGIN}"
    rf"|(?P<bare>[1-9]\d?){_WORDS_BEGIN}"
    r"|(?P<figure>[1-9]\d?)[.](?=[1-9]\d?(?:年内|个月内|[家所条座名项][\u4e00-\u9fff]))"
)
"""Numbers that only their row tells from figures: 1.1修好道路, 1修好道路, 1.3年内修好道路."""
_LONE = frozenset({"bare", "figure"})
_AT_LINE = re.compile(rf"^(?:\*\*)?(?:{_FORMS}|{_YISHI}|{_PLAIN})", re.MULTILINE)
_IN_LINE = re.compile(rf"(?<=[。;:!?)\]〕】”,])(?:{_FORMS}|{_YISHI})")
_BEHIND_TITLE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\((?<=[\u4e00-\u9fff].)(?P<pcn>{_CN})\)[、.]?",
        r"(?P<num>[1-9](?<=[\u4e00-\u9fff].)\d?)[.、](?!\d)",
        r"(?P<cn>一)(?<=[\u4e00-\u9fff].)(?<![统第唯专万之合归同].)(?<![^清]单.)(?<!齐划.)、",
        rf"(?P<article>第(?<=[\u4e00-\u9fff].){_CN}条)(?![的规款之、])",
    )
)
"""Numbers with nothing before them but the words of a title; each begins with a sign that is quick to find."""
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_LONGEST_HEADING = 50
_STOP = re.compile(r"[。;!?\n]")


@dataclass(slots=True)
class Node:
    """A numbered part while the outline grows."""

    family: str
    number: str
    value: int
    start: int
    words: int
    """Where its words begin, behind the number."""
    end: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    title_end: int = 0
    frame: str = ""
    """Where a heading without a number stands above it: the frame that begins there."""
    inline: bool = False
    """Its number stands in mid-line."""
    rank: float = -1.0
    """Depth of its form; a box (专栏) lies right below the part it stands in, and its rows right below it."""

    def __post_init__(self) -> None:
        self.rank = float(FAMILIES.index(self.family)) + self.number.count(".") / 8

    @property
    def own_end(self) -> int:
        """Where its own words end: at its first child, or at its end."""
        return self.children[0].start if self.children else self.end

    def path(self) -> str:
        """Numbers of all levels above and its own, joined by ``/``."""
        return f"{self.parent.path()}/{self.number}" if self.parent else self.number


def value_of(number: str) -> int:
    """The value of a number: 十二 is 12, ③ is 3, 7 is 7, 2.7 is 7 among its kind."""
    if digits := re.search(r"\d+(?![.\d])", number):
        return int(digits[0])
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    core = re.sub(r"[^一二三四五六七八九十百零〇]", "", number)
    if "百" in core:
        head, _, rest = core.partition("百")
        return _DIGITS.get(head, 1) * 100 + (value_of(rest.lstrip("零〇")) if rest else 0)
    if "十" in core:
        head, _, rest = core.partition("十")
        return _DIGITS.get(head, 1) * 10 + _DIGITS.get(rest, 0)
    return _DIGITS.get(core, 0)


def _node(m: re.Match[str]) -> Node:
    family = m.lastgroup or ""
    number = m[family]
    family = {"pnum2": "pnum", "bare": "num", "figure": "num"}.get(family, family)
    label = {"pcn": f"({number})", "pnum": f"({number})", "yishi": f"{number}是"}.get(family, number)
    words = m.end() + m.string.startswith(" ", m.end())  # 3. 2027年底前…
    return Node(family, label, value_of(number), m.start(), words)


def marks(text: str, end: int) -> list[tuple[Node, bool]]:
    """Numbers in order of place; sure where they begin a line (一是 is never sure)."""
    at_line = {m.start(): m for m in _AT_LINE.finditer(text, 0, end)}
    found = [(m, True) for m in at_line.values()]
    found += [(m, False) for m in _IN_LINE.finditer(text, 0, end) if m.start() not in at_line]
    for pattern in _BEHIND_TITLE:
        found += [(m, False) for m in pattern.finditer(text, 0, end) if m.start() not in at_line]
    found.sort(key=lambda pair: pair[0].start())
    rows = [(_node(m), sure and m.lastgroup != "yishi") for m, sure in _in_rows(found)]
    for family in ("article", "topic"):
        _hang([node for node, _ in rows], family, text)
    return rows


def _hang(nodes: list[Node], family: str, text: str) -> None:
    """Put what is counted through all parts (第一条, 任务1) below these, where the first stands right behind the
    heading of one: 一、, (一)."""
    first = next((i for i, node in enumerate(nodes) if node.family == family), 0)
    if first and nodes[first].value == 1 and (above := nodes[first - 1]).family in {"cn", "pcn"}:
        heading = text[above.words : nodes[first].start].strip("。:\n")
        for node in nodes[first:] if len(heading) <= _LONGEST_HEADING and _STOP.search(heading) is None else ():
            if node.family == family:
                node.rank = above.rank + 0.5


def _in_rows(found: list[tuple[re.Match[str], bool]]) -> Iterator[tuple[re.Match[str], bool]]:
    """Leave out the plain numbers (1修好道路, 1.1修好道路) that stand in no row: they are figures."""
    plain = {m[m.lastgroup] for m, _ in found if m.lastgroup in {"dec", *_LONE}}
    before: set[str] = set()
    value = 0
    for m, sure in found:
        number = m[m.lastgroup or 0]
        if m.lastgroup in {"dec", *_LONE}:
            above, dot, last = number.rpartition(".")
            first, second = last == "1", f"{above}{dot}2"
            goes_on = f"{above}{dot}{int(last) - 1}" in before if dot else value + 1 == int(last) and _after_whole(m)
            if not (goes_on or (first and (second in plain or (dot and before)))):
                continue
            before.add(number)
        if m.lastgroup in {"num", *_LONE}:
            value = int(number)
        yield m, sure


def _after_whole(m: re.Match[str]) -> bool:
    """Tell whether a line begins behind one that is closed: it ends with a mark, or is a heading and has none."""
    before = m.string[m.string.rfind("\n", 0, max(0, m.start() - 1)) + 1 : m.start()].rstrip()
    return before.endswith(tuple("。:;)】〕!?")) or _STOP.search(before) is None
