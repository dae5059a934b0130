"""Text -> its outline: the numbered parts, nested, each with its own words and its title.

Levels are told by the form of the number (第一章, 一、, (一), 1., (1), ①, 一是), never by a file. A number at the
start of a line counts; one in mid-line counts where it continues a row (clauses in text without line breaks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.lexicon import table

FAMILIES = ("chapter", "part", "article", "cn", "topic", "pcn", "num", "pnum", "circle", "box", "yishi")
"""Forms of numbers, from the top of an outline to the bottom."""

_CN = "[一二三四五六七八九十百零〇]{1,5}"
_FORMS = (
    rf"(?P<chapter>第{_CN}(?:章|部分|篇|编))[、:]?"
    rf"|(?P<part>第{_CN}节)[、:]?"
    rf"|(?P<article>第{_CN}条)[、:]?"
    rf"|(?:[\u4e00-\u9fff]{{2,4}}/)?(?P<topic>(?:专项|行动|任务|方向|赛道|领域|板块|专题|举措|工程)(?:{_CN}|\d{{1,2}})):"
    rf"|(?P<cn>{_CN})(?:、|[.](?!\d))"
    rf"|[(〔](?P<pcn>{_CN})[)〕][、.]?"
    r"|(?P<num>\d{1,3})(?:[.](?!\d)|、|(?<=\d)(?=[【《“]))"
    r"|[(](?P<pnum>\d{1,2})[)][、.]?|(?P<pnum2>\d{1,2})[)](?!\))"
    r"|(?P<circle>[①-⑳])"
    rf"|(?P<box>专栏(?:{_CN}|\d{{1,2}})?)[:、]?(?![\u4e00-\u9fff]*。)"
)
_YISHI = rf"(?P<yishi>{_CN})(?:是|要)(?!否)"
_AT_LINE = re.compile(rf"^(?:\*\*)?(?:{_FORMS}|{_YISHI})", re.MULTILINE)
_IN_LINE = re.compile(rf"(?<=[。;:!?)\]〕】”,])(?:{_FORMS}|{_YISHI})")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_CONTENTS = re.compile(r"(?:[.…·]{3,}|\t)\d{1,3}$")
_STOP = re.compile(r"[。;!?\n]")
_LONG_TITLE = 38
_CONTENTS_END = 20_000
"""A table of contents stands before this."""
_ANNEX = re.compile(r"^附(?:件|表|录)?\d{0,2}(?::|$)", re.MULTILINE)
_WEB, _HOST = (re.compile(rule["pattern"], re.MULTILINE) for rule in table("frame")["line"])


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
    inline: bool = False
    """Its number stands in mid-line."""
    rank: float = -1.0
    """Depth of its form; a box (专栏) lies right below the part it stands in, and its rows right below it."""

    def __post_init__(self) -> None:
        self.rank = float(FAMILIES.index(self.family))

    @property
    def own_end(self) -> int:
        """Where its own words end: at its first child, or at its end."""
        return self.children[0].start if self.children else self.end

    def path(self) -> str:
        """Numbers of all levels above and its own, joined by ``/``."""
        return f"{self.parent.path()}/{self.number}" if self.parent else self.number


def value_of(number: str) -> int:
    """The value of a number: 十二 is 12, ③ is 3, 7 is 7."""
    if digits := re.search(r"\d+", number):
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
    if family == "pnum2":
        family = "pnum"
    label = {"pcn": f"({number})", "pnum": f"({number})", "yishi": f"{number}是"}.get(family, number)
    return Node(family, label, value_of(number), m.start(), m.end())


def outline(text: str) -> list[Node]:
    """The top parts of the text, each with its parts below it, titles and ends set."""
    body_end = _foot(text)
    annexes = [m.start() for m in _ANNEX.finditer(text)]
    roots: list[Node] = []
    stack: list[Node] = []
    last: dict[str, int] = {}
    for node, sure in _candidates(text, body_end):
        if annexes and annexes[0] <= node.start:
            while annexes and annexes[0] <= node.start:
                _close(stack, 0, annexes.pop(0))
            stack = []
        node.inline = not sure and node.family != "yishi"
        if not sure and not _continues(node, stack, last):
            continue
        _place_by_box(node, stack)
        last[node.family] = node.value
        while stack and stack[-1].rank >= node.rank:
            stack.pop().end = node.start
        node.parent = stack[-1] if stack else None
        (node.parent.children if node.parent else roots).append(node)
        stack.append(node)
    _close(stack, 0, annexes[0] if annexes and stack and annexes[0] > stack[-1].start else body_end)
    for root in roots:
        _finish(root, text)
    return roots


def _place_by_box(node: Node, stack: list[Node]) -> None:
    """Set the rank of a box, and of the rows in it, whose numbers may be of the form of the task's own number."""
    box = next((above for above in stack if above.family == "box"), None)
    if node.family == "box":
        outer = next((above for above in reversed(stack) if above.family not in {"box", "circle", "yishi"}), None)
        node.rank = (outer.rank if outer and outer.rank < 7 else 0.0) + 0.25
        if box and box.rank <= node.rank:
            node.rank = box.rank
    elif box and node.rank <= box.rank:
        row = box.children[-1] if box.children else None
        same = row is not None and row.family == node.family
        outer = next(above for above in stack if above is box or above.rank >= node.rank)
        if (node.value == 1 and not box.children) or (same and row and node.value == row.value + 1 != outer.value + 1):
            node.rank = box.rank + 0.25


def _close(stack: list[Node], down_to: int, end: int) -> None:
    for node in stack[down_to:]:
        node.end = end


def _candidates(text: str, end: int) -> Iterator[tuple[Node, bool]]:
    """Numbers in order of place; sure where they begin a line."""
    at_line = {m.start(): m for m in _AT_LINE.finditer(text, 0, end)}
    found = [(m, True) for m in at_line.values()]
    found += [(m, False) for m in _IN_LINE.finditer(text, 0, end) if m.start() not in at_line]
    found.sort(key=lambda pair: pair[0].start())
    rows = [(_node(m), sure and m.lastgroup != "yishi") for m, sure in found]
    for i, (node, sure) in enumerate(rows):
        if sure:
            line_end = text.find("\n", node.start)
            if _CONTENTS.search(text, node.start, line_end if line_end > 0 else end) or _is_contents(
                text, node, rows, i
            ):
                continue
        elif node.value == 1 and not _has_second(rows, i) and not _follows_title(text, rows, i):
            continue
        yield node, sure


def _is_contents(text: str, node: Node, rows: list[tuple[Node, bool]], i: int) -> bool:
    """Tell a line of a table of contents: the same heading stands again further on, and hardly a word lies between."""
    if node.rank > 3 or node.start > _CONTENTS_END or "目录" not in text[:3000]:
        return False
    line = text[node.start : text.find("\n", node.start)]
    return 4 < len(line) < 60 and text.find(line, node.words + len(line)) >= 0


def _follows_title(text: str, rows: list[tuple[Node, bool]], i: int) -> bool:
    """Tell whether a number in mid-line stands right behind the title of the part above it."""
    node, above = rows[i][0], rows[i - 1][0] if i else None
    if above is None or above.rank >= node.rank or node.family == "yishi":
        return False
    between = text[above.words : node.start]
    return len(between) <= _LONG_TITLE and between.find("。") == len(between) - 1


def _has_second(rows: list[tuple[Node, bool]], i: int) -> bool:
    """A first number in mid-line starts a row only where a second follows before a higher level begins."""
    first = rows[i][0]
    for other, sure in rows[i + 1 :]:
        if other.family == first.family:
            return other.value == 2
        if sure and other.rank < first.rank:
            return False
    return False


def _continues(node: Node, stack: list[Node], last: dict[str, int]) -> bool:
    """Tell whether a number in mid-line continues the row of its family (or one that runs through all sections),
    or begins one below the open part."""
    for above in reversed(stack):
        if above.family == node.family:
            return node.value == above.value + 1
        if above.rank < node.rank:
            siblings = [c for c in above.children if c.family == node.family]
            return node.value == (siblings[-1].value + 1 if siblings else 1) or (
                not siblings and node.family != "yishi" and node.value == last.get(node.family, 0) + 1
            )
    return node.value == 1


def _foot(text: str) -> int:
    """Where the plan ends and the page's foot begins; the end of the text where there is none."""
    half = len(text) // 2
    first = min((m.start() for m in _WEB.finditer(text, half)), default=len(text))
    if first < len(text):
        first = min(first, *(m.start() for m in _HOST.finditer(text, text.rfind("。", 0, first) + 1)), first)
    rest = [line for line in text[first:].split("\n") if line]
    return first if len(rest) <= 12 else len(text)


def _finish(node: Node, text: str) -> None:
    node.title_end = _title_end(node, text)
    for child in node.children:
        _finish(child, text)


def _title_end(node: Node, text: str) -> int:
    """The title is the first sentence: up to a stop, a colon behind a short head, or a bracket that closes the line."""
    limit = node.own_end
    line_end = text.find("\n", node.words, limit)
    stop = line_end if line_end >= 0 else limit
    depth = 0
    for at in range(node.words, stop):
        c = text[at]
        if c in "“《(〔":
            depth += 1
        elif c in "”》)〕":
            depth = max(0, depth - 1)
        elif depth == 0 and (c in "。;!?" or (c == ":" and at - node.words <= _LONG_TITLE)):
            stop = at
            break
    return max(node.words, stop)
