"""Where the lines of a page stand: the first line of a paragraph is indented, and what goes on begins at the margin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_INDENT = (1.2, 3.2)
"""How far the first line of a paragraph stands in, in widths of a Hanzi; what stands further in is centred."""
_EVEN = 0.6
"""So far lines that begin alike may differ."""
_FULL = 2.2
"""A full line ends so near to the right edge: the next word did not fit."""
_FEWEST = 3
"""Lines of either sort by which a page shows that it indents."""
_MOST = 300
"""No page that one reads has more lines."""
_WORDS = re.compile(r"\S(?:[^\r\n]*\S)?")
_BLANK = re.compile(r" +(?=[—–-])")


class Line(NamedTuple):
    """One line of a page: its words, where they begin and end from the left edge of the page, and how wide a Hanzi is;
    no width where the page does not tell."""

    words: str
    left: float = 0.0
    right: float = 0.0
    em: float = 0.0


def lines(page: PdfTextPage) -> list[Line]:
    """The lines of a page that hold words, in the order of the file."""
    text = page.get_text_range()
    spans = [found.span() for found in _WORDS.finditer(text)]
    if page.count_chars() != len(text):
        return [Line(text[start:end]) for start, end in spans]
    return [line for start, end in spans for line in _placed(page, text, start, end)]


def _placed(page: PdfTextPage, text: str, start: int, end: int) -> Iterator[Line]:
    """A line of the file with its place, parted where it goes on in another row: before a dash stands a blank only."""
    for blank in _BLANK.finditer(text, start, end):
        _, low, _, high = page.get_charbox(start, loose=True)
        if abs(page.get_charbox(blank.end(), loose=True)[1] - low) > (high - low) / 2:
            yield _line(page, text, start, blank.start())
            start = blank.end()
    yield _line(page, text, start, end)


def _line(page: PdfTextPage, text: str, start: int, end: int) -> Line:
    left, low, right, high = page.get_charbox(start, loose=True)
    last = page.get_charbox(end - 1, loose=True)
    return Line(text[start:end], left, last[2], max(right - left, high - low))


def begins(pages: Sequence[Sequence[Line]]) -> list[bool | None]:
    """For each line of all pages, whether it begins a paragraph; None where its place does not tell."""
    return [told for page in pages for told in _begins(page)]


def _begins(page: Sequence[Line]) -> list[bool | None]:
    """The same for one page, which is asked only where it shows that it indents: lines stand in, and those that stand
    at the margin go on behind full ones (the cells of a table do not). Of its first line it says nothing that depends
    on the page before."""
    found: list[bool | None] = []
    behind_full = at_margin = 0
    before = Line("")
    for line in page if len(page) < _MOST else ():
        reach = _INDENT[1] * line.em
        column = [other for other in page if abs(other.left - line.left) < reach]
        step = (line.left - min(other.left for other in column)) / line.em if column else _EVEN
        same = before.words != "" and abs(before.left - line.left) < reach
        goes_on = same and _is_full(before, page)
        at_margin += step < _EVEN and before.words != ""
        behind_full += step < _EVEN and goes_on
        found.append(True if step > _INDENT[0] else not goes_on if step < _EVEN and same else None)
        before = line
    indents = min(found.count(True), at_margin) >= _FEWEST and behind_full * 5 >= at_margin * 4
    return found if indents else [None] * len(page)


def _is_full(line: Line, page: Sequence[Line]) -> bool:
    """Whether a line reaches the right edge of its column."""
    reach = _INDENT[1] * line.em
    edge = max((other.right for other in page if abs(other.left - line.left) < reach), default=0.0)
    return line.right > edge - _FULL * line.em
