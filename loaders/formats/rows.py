"""Rows of a table whose cells are parted by tabs or bars -> lines as plans write them elsewhere.

A table pasted with each cell on a line of its own is put together first.
Under 序号, 重点任务, 责任单位, 完成时限 the row 3, 建好园区, 市商务局, 年底 is
3.建好园区。(责任单位:市商务局;完成时限:年底).
Only where nothing but the table says who is responsible: beside a text with clauses a table says it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

_WHOSE = "(?:[省市县区州盟旗]{1,2}(?:级|直)?)?"
_BODIES = re.compile(
    rf"{_WHOSE}(?:牵头|责任|负责|主办|主责|承办|配合|协办|参与|落实|实施)(?:责任)?(?:单位|部门|主体)(?:[(（]..[)）])?"
)
_ASIDE = re.compile("(?:完成|办结|推进)?(?:时限|时间|期限|进度)(?:要求|安排|进度)?|.{0,4}(?:领导|责任人|联系人)|备注")
_COUNT = re.compile("序号|编号|序")
_WORK = re.compile("任务|事项|内容|措施|举措|工作|目标|项目")
_KIND = re.compile(".{0,4}(?:类别|分类|类型|领域|板块)")
_SAID = re.compile(r"(?:责任|牵头)(?:单位|部门)[:：]|(?:负责|牵头|配合|落实)[)）〕】\]]")
"""What a text with clauses of its own holds."""
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
_RULE = re.compile(r"[\s|:-]+")
"""The line of a drawn table between head and rows."""
_MARK = re.compile("[\t|]")
_FEWEST = 3
"""Cells of a row."""
_MOST, _LONGEST = 10, 12
"""Cells of a head, and letters of one."""


def lay_out(text: str) -> str:
    """The text with the rows of its tables written out; as it is where it has none, or clauses beside them."""
    lines = list(_side_by_side([line for line in text.split("\n") if line.strip()]))
    if not any(_is_head(_cells(line)) for line in lines):
        return text
    if any(_SAID.search(line) for line in lines if not _cells(line)):
        return text
    return "\n".join(_written(lines))


def _side_by_side(lines: Sequence[str]) -> Iterator[str]:
    """Rows whose cells were pasted one below the other, under a head pasted so, with tabs between their cells."""
    at = 0
    while at < len(lines):
        head = _stacked_head(lines, at)
        if not head:
            yield lines[at]
            at += 1
            continue
        yield "\t".join(head)
        at, count = at + len(head), 1
        while at < len(lines):
            row = [line.strip() for line in lines[at : at + len(head)]]
            behind = [line.strip() for line in lines[at + len(head) : at + 2 * len(head)]]
            ends = not behind or str(count + 1) not in behind[1:] or _HEADING.match(behind[0])
            if row[0] == str(count) and ends:
                yield "\t".join(row)
                at, count = at + len(head), count + 1
            elif _HEADING.match(row[0]):
                yield row[0]
                at += 1
            else:
                break


def _stacked_head(lines: Sequence[str], at: int) -> list[str]:
    """The head of a table that begins here, a cell a line: 序号 first, bodies among the others, 1 behind them."""
    if not _COUNT.fullmatch(lines[at].strip()):
        return []
    near = (line.strip() for line in lines[at : at + _MOST])
    head = list(takewhile(lambda cell: cell != "1" and 0 < len(cell) <= _LONGEST and not _HEADING.match(cell), near))
    behind = lines[at + len(head)].strip() if at + len(head) < len(lines) else ""
    known = len(head) >= _FEWEST and any(map(_BODIES.fullmatch, head))
    return head if known and (behind == "1" or _HEADING.match(behind)) else []


def _cells(line: str) -> list[str]:
    """The cells of a row; none of a line that is no row."""
    row = line.strip(" \u3000").removeprefix("|").removesuffix("|")
    cells = [cell.strip() for cell in _MARK.split(row)] if _MARK.search(line) else []
    return cells if len(cells) >= _FEWEST else []


def _is_head(cells: Sequence[str]) -> bool:
    return any(map(_BODIES.fullmatch, cells)) and any(map(_WORK.search, cells)) and not any(map(str.isdecimal, cells))


def _written(lines: Sequence[str]) -> Iterator[str]:
    head: list[str] = []
    kind, count = "", 0
    for line in lines:
        cells = _cells(line)
        filled = [cell for cell in cells if cell]
        if _is_head(cells):
            head, kind, count = cells, "", 0
        elif not head or not cells:
            head = head if not line.strip() or _HEADING.match(line.strip()) else []
            yield line
        elif _RULE.fullmatch(line):
            continue
        elif len(set(filled)) == 1:  # one cell over all columns
            yield filled[0]
        elif filled:
            row = dict(zip(head, [""] * _lost(head, cells) + cells, strict=False))
            said = next((cell for column, cell in row.items() if _KIND.fullmatch(column) and cell), kind)
            if said != kind:
                kind = said
                yield kind
            count += 1
            yield _row(row, count)


def _lost(head: Sequence[str], cells: Sequence[str]) -> int:
    """How many cells before the number were left out, for they are one with those of the row above."""
    at = next((n for n, column in enumerate(head) if _COUNT.fullmatch(column)), 0)
    return at if len(cells) <= len(head) - at and cells[0].isdecimal() else 0


def _row(row: dict[str, str], count: int) -> str:
    """One row as an item: its number, its work, and in brackets whom its other columns name."""
    number = next((cell for column, cell in row.items() if _COUNT.fullmatch(column) and cell.isdecimal()), str(count))
    labels = {column: cell for column, cell in row.items() if _BODIES.fullmatch(column) or _ASIDE.fullmatch(column)}
    beside = {column for column in row if column in labels or _COUNT.fullmatch(column) or _KIND.fullmatch(column)}
    words = [cell.strip("。;；") for column, cell in row.items() if cell and column not in beside]
    named = ";".join(f"{column}:{cell}" for column, cell in labels.items() if cell)
    return f"{number}.{'。'.join(words)}。" + (f"({named})" if named else "")
