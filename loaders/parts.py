"""One file, several plans: a notice hands on two plans as 附件1 and 附件2, a plan brings another one behind it.

A part begins where a line says 附件N, a title that ends like a plan follows, and the part has an outline and clauses of
its own. A table, a list or a form behind a plan stays with it. So does everything where a rule of the whole file
(列第一位的为牵头单位,下同; 以下简称) would be cut off from what it binds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders import clauses, outline
from loaders.grammar import all_share, first_leads
from loaders.head import short_forms
from loaders.lexicon import table
from loaders.values import value

_ANNEX = re.compile(
    r"^附件(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:.、]?(?P<title>[^\n。:;]{4,60}))?:?$", re.MULTILINE
)
_PLAN = re.compile(table("frame")["title"]["plan"])
_TITLE_LINES = 4
_LONGEST = 60


@value
class Part:
    """One plan of a file: where it stands, its title where it is an annex, and its number there."""

    start: int
    end: int
    title: str = ""
    number: str = ""


def split(text: str) -> tuple[Part, ...]:
    """The plans of a cleaned text; the whole text where it holds one."""
    whole = (Part(0, len(text)),)
    if "附件" not in text:
        return whole
    marks = [(m, title) for m in _ANNEX.finditer(text) if (title := _title(text, m))]
    if not marks:
        return whole
    ends = [m.start() for m, _ in marks[1:]] + [len(text)]
    found = [
        Part(m.start(), end, title, m["number"])
        for (m, title), end in zip(marks, ends, strict=True)
        if _hands_out_work(text[m.end() : end])
    ]
    if not found:
        return whole
    if not _hands_out_work(text[: found[0].start]):
        found[0] = Part(0, found[0].end, found[0].title)
    else:
        found.insert(0, Part(0, found[0].start))
    parts = tuple(_closed(found, len(text)))
    return whole if len(parts) < 2 or _bound([text[part.start : part.end] for part in parts]) else parts


def _closed(found: list[Part], end: int) -> Iterator[Part]:
    """Parts one behind the other: what lies between two of them belongs to the first."""
    for part, stop in zip(found, [*(later.start for later in found[1:]), end], strict=True):
        yield Part(part.start, stop, part.title, part.number)


def _title(text: str, mark: re.Match[str]) -> str:
    """The title in the line of a mark or in those behind it; nothing where it is none of a plan."""
    title = mark["title"] or ""
    lines = [] if title else text[mark.end() + 1 : mark.end() + 1 + 4 * _LONGEST].split("\n")[:_TITLE_LINES]
    for line in ["", *lines]:
        title += line
        if len(title) > _LONGEST or "。" in title or ":" in title:
            return ""
        if _PLAN.search(title):
            return title
    return ""


def _hands_out_work(text: str) -> bool:
    """Tell whether a text has two numbered parts or more and clauses that name bodies."""
    roots = outline.outline(text)
    return len(roots) > 1 and any(clause.bodies and clause.start > roots[0].start for clause in clauses.find(text))


def _bound(texts: list[str]) -> bool:
    """Tell whether words of one part bind what stands in another: a rule for all clauses, a short form."""
    rules = [any(first_leads(text)) or all_share(text) is not None for text in texts]
    if any(rules) and not all(rules):
        return True
    shorts = [set(short_forms(text)) for text in texts]
    return any(
        short in text and short not in known
        for own in shorts
        for short in own
        for text, known in zip(texts, shorts, strict=True)
    )
