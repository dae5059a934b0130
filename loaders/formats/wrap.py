"""Undo hard line wraps: a line that fills the measure and does not end a paragraph goes on in the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, repeat

_STARTS = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}[、.．]|[（(〔][一二三四五六七八九十百]{1,4}[)）〕]|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[)）]"
    r"|\d{1,2}[.](?=\d{3})|\d{1,2}(?:[.]\d{1,2}){0,3} +[\u4e00-\u9fff]|\d{1,2}(?:[.]\d{1,2}){1,3}(?=[\u4e00-\u9fff])"
    r"|[①-⑳]|第[一二三四五六七八九十百]{1,3}[章节条部编]|附件|附表|专栏(?=[\d一二三四五六七八九十:： ]|$)"
    r"|表\s?\d|图\s?\d|备?注[:：]|[—－-]{1,2}[^\d\s—-]|[*＊●■◆]"
    r"|(?:任务|行动|举措|专项)(?:\d{1,2}|[一二三四五六七八九十]{1,3})[:：]"
    r"|(?:主要|工作|具体|重点|完成|推进)(?:内容|举措|措施|目标|任务|时限)[:：]"
    r"|本(?:方案|措施|意见|办法|计划|通知|规定|政策|举措)[自由])"
)
_LABEL = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:单位|部门|领导)(?:[(（][\u4e00-\u9fff]{2,3}[)）])?[:：]|【[\u4e00-\u9fff]{2,6}(?:单位|部门)】"
)
"""Begins a list of bodies, in which no line begins with a number."""
_NARROW = re.compile("(?![“”‘’—…])[\0-\u2e7f]")
_SURE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,3}[章节编]"
    r"|(?:任务|行动|举措|专项)(?:\d{1,2}|[一二三四五六七八九十]{1,3})[:：]"
)
"""Numbers that hardly ever begin a line by chance."""
_PAGE = 30
"""Lines that are measured together."""
_ENDS = (*"。！；：!;:)）】〕]”", "负责", "牵头", "配合", "落实", "单位")
_NEVER_FIRST = tuple("。，、；：！？,;:!?)）】〕”》%％")
_LONGEST_HEADING = 100
_INDENT = 2
"""Characters that the first line of a paragraph is shorter, its blanks stripped."""
_WIDEST = 120
"""No maker wraps at more columns."""


def width(line: str) -> int:
    """Columns that a line takes: a Hanzi is two, a Latin letter one."""
    return 2 * len(line) - len(_NARROW.findall(line))


def unwrap(lines: Sequence[str], begins: Sequence[bool | None] = ()) -> str:
    """Join hard-wrapped ``lines`` (stripped, not empty) into paragraphs, one a line; ``begins`` tells of a line whether
    it begins one, where the page shows it."""
    if not lines:
        return ""
    measures = _measures(lines)
    out, first = [lines[0]], 0
    for measure, (before, line), told in zip(measures, pairwise(lines), begins[1:] or repeat(None), strict=False):
        if told is None:
            closed = before.endswith(_ENDS) or _ends_here(out[first : first + _LONGEST_HEADING])
            short = width(before) < measure * 0.86
            told = short or _SURE.match(line) is not None or (closed and _starts(line))
        if told:
            out.append("\n")
            first = len(out)
        elif before[-1].isascii() and before[-1].isalpha() and line[0].isascii() and line[0].isalpha():
            out.append(" ")
        out.append(line)
    return "".join(out)


def _starts(line: str) -> bool:
    return _STARTS.match(line) is not None or _LABEL.match(line) is not None


def _ends_here(paragraph: list[str]) -> bool:
    """Tell whether a paragraph that ends without a mark may end before a number: it is a heading, or names bodies."""
    words = "".join(paragraph)
    if _LABEL.search(words.rpartition("。")[2]):
        return True
    return _SURE.match(words) is not None and "。" not in words and width(words) < _LONGEST_HEADING


def _measure(lines: Sequence[str]) -> int:
    """The width that most long lines have; the few that are wider (a row of a table) tell nothing."""
    widths = sorted(width(line) for line in lines)
    wide = widths[(len(widths) - 1) * 19 // 20] * 0.6
    long = [w // 2 * 2 for w in widths if w > wide]
    return Counter(long).most_common(1)[0][0] if long else 0


def _measures(lines: Sequence[str]) -> list[int]:
    """The measure at each line: a document may change its type size from one page to another."""
    whole = _measure(lines)
    found: list[int] = []
    for at in range(0, len(lines), _PAGE):
        page = lines[at : at + _PAGE]
        here = _measure(page)
        alike = sum(abs(width(line) - here) <= 4 for line in page)
        found += [here if here < whole and alike * 3 > len(page) else whole] * len(page)
    return found


def is_wrapped(lines: list[str]) -> bool:
    """Tell whether plain text was wrapped by its maker: its longest lines are of one length and end in mid-sentence.

    They are many, or else nearly all of them are cut: whole paragraphs seldom are of one length.
    """
    if any(len(line) > _WIDEST for line in lines):
        return False
    widths = [width(line) for line in lines]
    widest = max(widths, default=0)
    if not 40 <= widest <= _WIDEST:
        return False
    most = max(map(len, lines))
    by_letters = [at for at, line in enumerate(lines) if len(line) >= most - _INDENT]
    by_columns = [at for at, columns in enumerate(widths) if columns >= widest - 3]
    return _are_cut(lines, by_columns) or (len(by_letters) > 1 and _are_cut(lines, by_letters))


def _are_cut(lines: list[str], full: list[int]) -> bool:
    """Tell whether the longest lines were cut by their maker."""
    cut = sum(_is_cut(line, behind) for line, behind in ((lines[at], lines[at + 1 : at + 2]) for at in full))
    many = len(full) >= max(2, len(lines) * 0.25) and cut * 5 >= len(full) * 2
    return many or (len(full) > 2 and cut * 3 >= len(full) * 2) or cut == len(full) == 2


def _is_cut(line: str, behind: list[str]) -> bool:
    """Tell whether a line ends in mid-sentence: inside of a bracket, without a mark, or with its mark in the next; none
    does before a line that begins a paragraph."""
    if sum(map(line.count, "(（〔【[")) > sum(map(line.count, ")）〕】]")):
        return True
    if any(_STARTS.match(after) or _LABEL.match(after) for after in behind):
        return False
    return not line.endswith(_ENDS) or any(after.startswith(_NEVER_FIRST) for after in behind)
