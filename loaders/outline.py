"""Text -> its outline: the numbered parts, nested, each with its own words and its title.

A number at the start of a line counts; one in mid-line counts where it continues a row (clauses in text without line
breaks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.frame import headings, is_facet, is_label, opening, run_in
from loaders.lexicon import table
from loaders.numbering import FAMILIES, Node, marks

_CONTENTS = re.compile(r"(?:[.…·]{3,}|\t)\d{1,3}$")
_LONG_TITLE = 38
_RUN_ON = 12
"""A title of the frame that is longer may have swallowed the text behind it."""
_TITLE_WORDS = re.compile(r"[^。,;:!?]*(?:。|(?<=[\u4e00-\u9fff]))")
_RATIO = re.compile(r"\d:\d")
_CELL = 15
"""Characters of a line that is no paragraph yet."""
_FOOT = 12
"""Lines of a page's foot; where it has more, no item stands in it."""
_CONTENTS_END = 20_000
"""A table of contents stands before this."""
_ANNEX = re.compile(r"^附(?:件|表|录)?\d{0,2}(?::|$)", re.MULTILINE)
_WEB, _HOST = (re.compile(rule["pattern"], re.MULTILINE) for rule in table("frame")["line"])


def outline(text: str) -> list[Node]:
    """The top parts of the text, each with its parts below it, titles and ends set."""
    body_end = _foot(text)
    annexes = [m.start() for m in _ANNEX.finditer(text)]
    roots: list[Node] = []
    stack: list[Node] = []
    last: dict[str, int] = {}
    candidates = list(_candidates(text, body_end))
    begin = opening(text)
    if begin and any(node.start > begin and node.value == 1 for node, sure in candidates if sure):
        candidates = [(node, sure) for node, sure in candidates if node.start > begin]
    heads = list(_headings(text, body_end, candidates))
    frame = ""
    for node, sure in candidates:
        if annexes and annexes[0] <= node.start:
            while annexes and annexes[0] <= node.start:
                _close(stack, 0, annexes.pop(0))
            stack = []
        node.inline = not sure and node.family != "yishi"
        if not sure and not _continues(node, stack, last):
            continue
        while heads and heads[0][0] <= node.start:
            at, frame = heads.pop(0)
            _close(stack, 0, at)
            stack = []
        node.frame = frame
        _place_by_box(node, stack)
        last[node.family] = node.value
        while stack and stack[-1].rank >= node.rank:
            stack.pop().end = node.start
        node.parent = stack[-1] if stack else None
        (node.parent.children if node.parent else roots).append(node)
        stack.append(node)
    _close(stack, 0, annexes[0] if annexes and stack and annexes[0] > stack[-1].start else body_end)
    for root in roots:
        _drop_facets(root, text)
        _finish(root, text)
    return roots


def _headings(text: str, end: int, candidates: list[tuple[Node, bool]]) -> Iterator[tuple[int, str]]:
    """Headings without a number that begin a new row at the top: a first number follows, and none of a higher form.

    Between the heading and that number stand whole paragraphs, if anything: short lines are cells of a table.
    """
    for at, kind in headings(text, end):
        behind = [node for node, sure in candidates if sure and node.start > at]
        if behind and behind[0].value == 1 and all(node.rank >= behind[0].rank for node in behind):
            between = text[at : behind[0].start].split("\n")[1:-1]
            if all(len(line) > _CELL for line in between):
                yield at, kind


def _place_by_box(node: Node, stack: list[Node]) -> None:
    """Set the rank of a box, and of the rows in it, whose numbers may be of the form of the task's own number."""
    box = next((above for above in stack if above.family == "box"), None)
    if node.family == "box":
        outer = next((above for above in reversed(stack) if above.rank < FAMILIES.index("pnum") and above != box), None)
        node.rank = (outer.rank if outer else 0.0) + 0.25
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
    """The numbers that make the outline, and whether they are sure: none of a table of contents, no first without
    a second."""
    rows = marks(text, end)
    for i, (node, sure) in enumerate(rows):
        if sure:
            line_end = text.find("\n", node.start)
            if _CONTENTS.search(text, node.start, line_end if line_end > 0 else end) or _is_contents(
                text, node, rows, i
            ):
                continue
        elif not (_begins_row if node.value == 1 else _goes_on)(text, rows, i):
            continue
        yield node, sure


def _is_contents(text: str, node: Node, rows: list[tuple[Node, bool]], i: int) -> bool:
    """Tell a line of a table of contents: the same heading stands again further on, and hardly a word lies between."""
    if node.rank > 3 or node.start > _CONTENTS_END or "目录" not in text[:3000]:
        return False
    line = text[node.start : text.find("\n", node.start)]
    return 4 < len(line) < 60 and text.find(line, node.words + len(line)) >= 0


def _begins_row(text: str, rows: list[tuple[Node, bool]], i: int) -> bool:
    """Tell whether a first number in mid-line begins a row: a second follows, or it stands behind a title; both where
    no stop is before it."""
    if _no_stop_before(text, rows[i][0]):
        return _has_second(rows, i) and (i == 0 or _follows_title(text, rows, i))
    return _has_second(rows, i) or _follows_title(text, rows, i)


def _goes_on(text: str, rows: list[tuple[Node, bool]], i: int) -> bool:
    """Tell whether a later number in mid-line may go on with a row: it stands behind a title where no stop is before
    it (二、拓展市场(三)扩大消费…)."""
    return not _no_stop_before(text, rows[i][0]) or _follows_title(text, rows, i)


def _no_stop_before(text: str, node: Node) -> bool:
    return "\u4e00" <= text[node.start - 1] <= "\u9fff"


def _follows_title(text: str, rows: list[tuple[Node, bool]], i: int) -> bool:
    """Tell whether a number in mid-line stands right behind the title of the part above it, or behind its stop."""
    node, above = rows[i][0], rows[i - 1][0] if i else None
    if above is None or above.rank >= node.rank or node.family == "yishi":
        return False
    between = text[above.words : node.start]
    return len(between) <= _LONG_TITLE and _TITLE_WORDS.fullmatch(between) is not None


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
    few = text.count("\n", first) < _FOOT
    return first if few or not any(sure for _, sure in marks(text[first:], len(text) - first)) else len(text)


def _drop_facets(node: Node, text: str) -> None:
    """Leave out the parts that are no items: a numbered 责任单位:…, and beside it what are but aspects of one task."""
    labels = [child for child in node.children if is_label(text, child.words)]
    if labels:
        whole = all(is_facet(text, child.words) for child in node.children)
        node.children = [] if whole else [child for child in node.children if child not in labels]
        for child in node.children:
            child.end = next((after.start for after in node.children if after.start > child.start), node.end)
    for child in node.children:
        _drop_facets(child, text)


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
        elif depth == 0 and (
            c in "。;!?" or (c == ":" and at - node.words <= _LONG_TITLE and not _RATIO.match(text, at - 1))
        ):
            stop = at
            break
    if stop - node.words > _RUN_ON and (short := run_in(text, node.words)):
        return short
    return max(node.words, stop)
