"""Undo hard line wraps: a line that fills the measure and does not end a paragraph goes on in the next."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_STARTS = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}[、.．]|[（(〔][一二三四五六七八九十百]{1,4}[)）〕]|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[)）]"
    r"|[①-⑳]|第[一二三四五六七八九十百]{1,3}[章节条部编]|附件|附表|专栏|表\s?\d|图\s?\d|[—－-]{1,2}[^\d\s—-]|[*＊●■◆])"
)
_LATIN = re.compile("[A-Za-z]{2}")
_SURE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,3}[章节编]"
)
"""Numbers that hardly ever begin a line by chance."""
_ENDS = (*"。！；：!;:)）】〕]”", "负责", "牵头", "配合", "落实", "单位")


def width(line: str) -> int:
    """Columns that a line takes: a Hanzi is two, a Latin letter one."""
    return sum(2 if c > "\u2e7f" or c in "“”‘’—…" else 1 for c in line)


def unwrap(lines: list[str]) -> str:
    """Join hard-wrapped ``lines`` (stripped, not empty) into paragraphs, one a line."""
    if not lines:
        return ""
    full = _measure(lines) * 0.86
    out = [lines[0]]
    for before, line in pairwise(lines):
        ends = before.endswith(_ENDS)
        starts = _STARTS.match(line) is not None
        if width(before) < full or (starts and (ends or _is_heading(out[-1]))) or _SURE.match(line):
            out.append(line)
        else:
            glue = (
                " " if before[-1].isascii() and before[-1].isalpha() and line[0].isascii() and line[0].isalpha() else ""
            )
            out[-1] += glue + line
    return "\n".join(out)


def _is_heading(paragraph: str) -> bool:
    return _SURE.match(paragraph) is not None and "。" not in paragraph and width(paragraph) < 100


def _measure(lines: list[str]) -> int:
    """The width that most long lines have."""
    widths = [width(line) for line in lines]
    long = [w // 2 * 2 for w in widths if w > max(widths) * 0.6]
    return Counter(long).most_common(1)[0][0] if long else 0


def is_wrapped(lines: list[str]) -> bool:
    """Tell whether plain text was wrapped by its maker: its longest lines are of one length and end in mid-sentence."""
    widths = [width(line) for line in lines]
    widest = max(widths, default=0)
    if not 40 <= widest <= 120:
        return False
    longest = [line for line, w in zip(lines, widths, strict=True) if w >= widest - 4]
    cut = sum(not line.endswith(_ENDS) for line in longest)
    return len(longest) > 1 and cut > len(longest) * 0.5
