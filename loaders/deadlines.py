"""By when: 2024年12月底前完成, 完成时限：9月底, 到2027年, 长期坚持.

``find`` yields what may bind a task, doubtful unless a label or a verb of completion says that it does. ``spans`` gives
all of them to ``targets.py``, where 到2027年 belongs to the number behind it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date

from loaders.facts import Find
from loaders.passage import Passage
from loaders.quantities import either, lexicon
from loaders.values import value

_RULES = lexicon("deadlines.toml")
_FORMS = _RULES["form"]
_ANCHOR = re.compile("[年月季半五]")
_PART = re.compile(r"[?]P<([a-z_]+)>")


def _numbered(pattern: str, form: int) -> str:
    """Give the named parts of a form names of their own, for one expression holds all forms."""
    return _PART.sub(rf"?P<\1_{form}>", pattern)


_PATTERN = re.compile(
    "(?=[0-9到至今本年第一二三四上下十“全两五])(?:"
    + "|".join(f"(?P<f{n}>{_numbered(form['pattern'], n)})" for n, form in enumerate(_FORMS))
    + ")"
)
_PARTS = tuple(tuple((part, f"{part}_{n}") for part in _PART.findall(form["pattern"])) for n, form in enumerate(_FORMS))
_DONE = re.compile(f",?[^,;。]{{0,14}}?{either(_RULES['done']['words'])}")
_LABEL = re.compile(f"{either(_RULES['label']['words'])}[:]([^;,。()\n]{{2,24}})")
_MONTH, _DAY = "1[0-2]|0?[1-9]", r"3[01]|[12]\d|0?[1-9]"
_LABELLED = re.compile(
    rf"(?:(?P<year>20\d\d)年)?(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?:(?P<month>{_MONTH})月)?"
    rf"(?:(?P<day>{_DAY})日)?(?:[—–至到-](?:(?P<to_year>20\d\d)年)?(?P<to_month>{_MONTH})月(?:(?P<to_day>{_DAY})日)?)?)"
    r"(?:年?[底末])?(?:之?前)?"
)
"""A day, a month, a quarter, half a year, or from one to another."""
_UNDATED = re.compile(either(_RULES["undated"]["words"]))
_ALONE = re.compile(f"(?<=[,;。、(]){either(_RULES['undated']['alone'])}(?=[,;。)\n]|$)")
_LASTING = re.compile(f"{either(_RULES['undated']['alone'])}(?=[,;。)\n]|$)")
_YEARLY = ("每年", "明年", "次年", "翌年", "来年")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PLANS = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}


@value
class Span:
    """Words that date something: ``date`` is the last day meant (ISO) or empty, ``year`` its year as written."""

    start: int
    end: int
    date: str
    year: int | None
    form: str
    binds: str
    task: bool
    far: bool


def spans(text: str, start: int, end: int, year: int | None) -> list[Span]:
    """All words that date something in ``text[start:end]``, in order; ``year`` stands in where none is written."""
    found: list[Span] = []
    free = start
    for anchor in _ANCHOR.finditer(text, start, end):
        at = anchor.start()
        if at < free:
            continue
        match = _PATTERN.search(text, max(free, at - 9), min(end, at + 30))
        if not match or not match.start() <= at < match.end() or not match.lastgroup:
            continue
        free = match.end()
        if text[match.start() - 2 : match.start()] in ("截至", "截止"):
            continue
        index = int(match.lastgroup[1:])
        form = _FORMS[index]
        parts = {part: match[name] for part, name in _PARTS[index]}
        yearly = text[max(start, match.start() - 2) : match.start()] in _YEARLY
        found.append(
            Span(
                match.start() - 2 * yearly,
                free,
                "" if yearly else _day(form["end"], parts, year),
                int(parts["year"]) if parts.get("year") else None,
                form["id"],
                form["binds"],
                form.get("task", True),
                form.get("far", False),
            )
        )
    return found


def find(passage: Passage) -> Iterator[Find]:
    """Yield the deadlines of the task: labelled ones first, then those in its sentences."""
    text = passage.text
    told = list(_labels(text, passage.start, passage.end, passage.year))
    labelled = [(find.start, find.end) for find in told]
    yield from told
    for span in spans(text, passage.start, passage.end, passage.year):
        if span.task and not any(low <= span.start < high for low, high in labelled):
            yield _deadline(text, span.start, span.end, span.form, span.date, not _binds(text, span, passage.end))
    for match in _ALONE.finditer(text, passage.start, passage.end):
        if not any(low <= match.start() < high for low, high in labelled):
            yield _deadline(text, match.start(), match.end(), "undated", "")


def of_clause(text: str, start: int, end: int, year: int | None) -> Iterator[Find]:
    """Yield what the words about responsibility say of time: (甲局牵头,2025年底前完成). They mean the whole task."""
    if labelled := list(_labels(text, start, end, year)):
        yield from labelled
    elif dated := [span for span in spans(text, start, end, year) if span.task]:
        yield from (_deadline(text, span.start, span.end, "label", span.date) for span in dated)
    else:
        yield from (_deadline(text, *match.span(), "label", "") for match in _LASTING.finditer(text, start, end))


def _labels(text: str, start: int, end: int, year: int | None) -> Iterator[Find]:
    if text.find(":", start, end) < 0:
        return
    for match in _LABEL.finditer(text, start, end):
        day = _labelled(match.group(1), year)
        if day is not None:
            yield _deadline(text, match.start(1), match.end(1), "label", day)


def _deadline(text: str, start: int, end: int, rule: str, day: str, doubtful: bool = False) -> Find:
    return Find("Deadline", text[start:end], start, end, f"deadline.{rule}", doubtful, {"date": day})


def _binds(text: str, span: Span, end: int) -> bool:
    """底前 binds with a verb of completion behind it, or alone between brackets."""
    if span.binds == "never":
        return False
    if text[span.start - 1 : span.start] in ("(", ";") and text[span.end : span.end + 1] in (")", ";"):
        return True
    return bool(_DONE.match(text, span.end, min(end, span.end + 24)))


def _labelled(words: str, year: int | None) -> str | None:
    """The day a label gives; empty for 长期坚持; None where the words say no time at all."""
    whole = _LABELLED.fullmatch(words)
    if not (whole and (whole["to_month"] or whole["quarter"] or whole["half"])):
        for span in spans(words, 0, len(words), year):
            if span.task:
                return span.date
    match = whole or _LABELLED.match(words)
    parts = match.groupdict() if match else {}
    for end in ("day", "month", "quarter", "half", "year"):
        if parts.get(f"to_{end}") or parts.get(end):
            to = {
                part: parts.get(f"to_{part}") or (None if parts.get("to_month") else parts[part])
                for part in ("month", "day")
            }
            return _day(end, {**parts, **to}, year)
    return "" if _UNDATED.match(words) else None


def _day(end: str, parts: Mapping[str, str | None], year: int | None) -> str:
    """The last day of what is written, as ISO; empty where year or day cannot be told."""
    if end == "plan":
        return f"{_PLANS[parts['plan'] or '四']}-12-31"
    written = parts.get("to_year") or parts.get("year")
    year = int(written) if written else year
    if year is None or end == "none":
        return ""
    if end == "before":
        return f"{year - 1}-12-31"
    month = int(parts.get("month") or 12)
    if end == "quarter":
        month = 3 * _QUARTERS[parts["quarter"] or "4"]
    elif end == "half":
        month = 6 if parts["half"] == "上" else 12
    last = monthrange(year, month)[1]
    return date(year, month, min(int(parts.get("day") or last), last)).isoformat()
