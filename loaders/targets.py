"""Measured promises: 新建公共停车场12个以上, 绿化率达到45%, 营收增长8%左右.

A number with a unit is taken as a promise unless a rule of ``lexicon/targets.toml`` says what else it is: history, a
condition, the size of a project, a name. Rules that are unsure mark the find as doubtful instead of dropping it.
The sign ``+`` is a change of the metric by the value; a fall keeps its verb in the metric (能耗下降).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeAlias

from loaders import deadlines
from loaders.facts import Find
from loaders.metrics import Before, Metrics
from loaders.passage import Passage
from loaders.quantities import Measures, Quantity, either, lexicon
from loaders.values import value

_RULES = lexicon("targets.toml")
_OPS: list[dict[str, Any]] = _RULES["op"]
_MEASURES = Measures(_RULES, [word for op in _OPS for word in op["after"]])
_METRICS = Metrics(_RULES)
_AFTER = [(re.compile(either(op["after"])), op["id"], op["sign"]) for op in _OPS if op["after"]]
_BEFORE = {word: (rank, op["id"], op["sign"]) for rank, op in enumerate(_OPS) for word in op["before"]}
_APART = [(re.compile(f"{either(op['apart'])}.{{2,6}}$"), op["id"], op["sign"]) for op in _OPS if "apart" in op]
_COUNTED = re.compile(f"{either(_RULES['verbs']['counted'])}$")
_FOLD = re.compile(f"(?<!推){either(_RULES['fold']['words'])}")
_FALLS: list[str] = _RULES["growth"]["falls"]
_NOUNS = re.compile("[、和及与]")
_STOP = re.compile("[,;。:、\n]")
_WHOLE = re.compile(f"{either(_RULES['whole']['words'])}(?=[,;。、)\n]|$)")
_WORDED = {"fold": (_FOLD, "+", "番"), "whole": (_WHOLE, "=", "%")}
_ELSEWHERE = re.compile(either(_RULES["elsewhere"]["words"]))
_NEW = re.compile("。|[;。\n](?:[一二三四五六七八九十]是|[①-⑨])")
"""Behind it speaks another measure: what the last promise was about does not hold there."""
_DIGIT = re.compile("[0-9](?![A-Za-z0-9])")
_SUBJECT = re.compile("(?:五年|十年)$|(?:进行|实现|达到|[较比].{2,8})$")
_TABLE = re.compile(
    r"(?:[^\d\n()]{2,8}(?=\d{1,2} ?[一-鿿]))?(?:\d{1,2} ?(?=[一-鿿]))?"
    r"(?P<metric>[^\n()]{2,30}?)\s*\((?P<unit>[^()\n]{1,8})\)\s*(?P<sign>[≥≤<>]?)(?P<value>\d+(?:\.\d+)?)%?\s*"
    r"(?=预期性|约束性)"
)
_SIGNS = {"≥": ">=", ">": ">=", "≤": "<=", "<": "<=", "": "="}
_SLOTS = ("right", "left", "clause", "window", "tail")
_REACH = 60


_Search: TypeAlias = Callable[[str], re.Match[str] | None]


@value
class _Refusal:
    """A rule that says a number is no promise, or that it may be none: all its patterns must match."""

    doubt: bool
    units: frozenset[str]
    slot: int
    search: _Search
    rest: tuple[tuple[int, _Search], ...]


def _refusals() -> dict[str, tuple[_Refusal, ...]]:
    """The rules by the kind of unit they look at."""
    kinds = {"scale", "bare", *(rule["kind"] for rule in _RULES["unit"])}
    table: dict[str, list[_Refusal]] = {kind: [] for kind in kinds}
    for rule in _RULES["refuse"]:
        slots = [(n, re.compile(rule[slot]).search) for n, slot in enumerate(_SLOTS) if slot in rule]
        (slot, search), *rest = slots
        refusal = _Refusal(rule.get("doubt", False), frozenset(rule.get("units", ())), slot, search, tuple(rest))
        for kind in rule.get("kinds", kinds):
            table[kind].append(refusal)
    return {kind: tuple(rules) for kind, rules in table.items()}


_REFUSALS = _refusals()
_YEARS = re.compile(
    r"(?P<first>20\d\d)年?[—–-](?P<last>20\d\d)年|20\d\d年[底末前]{0,2}(?:[、和及]20\d\d年[底末前]{0,2})+"
)
_YEARS_AHEAD = 40
"""So far before the first number its years are looked for."""


def find(passage: Passage) -> Iterator[Find]:
    """Yield the targets of a passage, in the order of the text; 各1个 over two things yields two of one span."""
    if any(_ELSEWHERE.fullmatch(heading) for heading in (*passage.headings, passage.title)):
        return
    text, start, end = passage.text, passage.start, passage.end
    rows: list[Find] = []
    if text.find("预期性", start, end) >= 0 or text.find("约束性", start, end) >= 0:
        rows = list(_tabled(passage))
    quantities = _MEASURES.find(text, start, end)
    if rows:
        quantities = [q for q in quantities if not any(row.start <= q.start < row.end for row in rows)]
    if quantities:
        counted = list(_counted(passage, quantities))
        yield from _yearly(_apart(counted, text), text) if text.find("分别", start, end) >= 0 else counted
    if text.find("番", start, end) >= 0:
        yield from _worded(passage, "fold")
    if text.find("全覆盖", start, end) >= 0:
        yield from _worded(passage, "whole")
    yield from rows


def _counted(passage: Passage, quantities: Sequence[Quantity]) -> Iterator[Find]:
    text = passage.text
    dates = deadlines.spans(text, passage.start, passage.end, passage.year)
    ends = [date.end for date in dates]
    before = Before(passage.start)
    for index, quantity in enumerate(quantities):
        at = quantity.start
        if _NEW.search(text, before.end, at):
            before = Before(before.end)
        clause = _clause(text, passage.start, at)
        edge = max(clause, before.end)
        promised = _judge(passage, quantity, edge, clause)
        dated = bisect_right(ends, at)
        span, past = _dated(passage, dates[dated - 1], at) if dated else (None, False)
        if promised is False or past:
            continue
        by = text[span.start : span.end] if span else ""
        if span and 0 <= span.start - edge < 4:
            edge = span.end
        follows = _follows(passage, quantities, index)
        measured = _METRICS.read(text, quantity, edge, follows, passage.end, before)
        rule, sign = ("growth", "+") if measured.grows else _sign(quantity, measured.compare, text[edge:at])
        start, metrics = measured.start, measured.metrics
        if not metrics[0] and (noun := _noun_before(text, passage.start, clause)):
            start, before.metric = noun
            metrics = (before.metric,)
        for metric in metrics:
            yield _target(
                passage, metric, start, measured.end, "each" if len(metrics) > 1 else rule, sign,
                quantity.value, quantity.unit, to=quantity.to, by=by, doubtful=promised is None,
            )  # fmt: skip


def _apart(finds: Sequence[Find], text: str) -> Iterator[Find]:
    """甲、乙分别达到3个、5个 are two metrics: as many nouns as numbers go with them one by one."""
    for metric, group in groupby(finds, key=lambda find: find.name):
        same = list(group)
        nouns = [noun for noun in _NOUNS.split(metric.replace("分别", "")) if noun]
        if len(same) != len(nouns) or "分别" not in text[same[0].start : same[-1].end]:
            yield from same
            continue
        fall = next((word for word in _FALLS if metric.endswith(word)), "")
        for find, noun in zip(same, nouns, strict=True):
            noun = noun.removesuffix(fall) + fall
            yield replace(find, name=noun, props={**find.props, "metric": noun})


def _yearly(finds: Iterable[Find], text: str) -> Iterator[Find]:
    """2026年、2027年分别建成3个、5个: as many years as numbers go with them one by one."""
    for _, group in groupby(finds, key=lambda find: (find.name, find.props["by"])):
        same = list(group)
        ahead = text[max(0, same[0].start - _YEARS_AHEAD) : same[0].end]
        listed = [m for m in _YEARS.finditer(ahead) if "分别" in ahead[m.end() :]] if len(same) > 1 else []
        years = _listed_years(listed[-1]) if listed else []
        for find, by in zip(same, years if len(years) == len(same) else [""] * len(same), strict=True):
            yield replace(find, props={**find.props, "by": by}) if by else find


def _listed_years(found: re.Match[str]) -> list[str]:
    """The years of a list, as written; those of a span from the first to the last."""
    if found["first"]:
        return [f"{year}年" for year in range(int(found["first"]), int(found["last"]) + 1)]
    return re.split("[、和及]", found[0])


def _noun_before(text: str, low: int, clause: int) -> tuple[int, str] | None:
    """What a clause without a noun speaks of, and where that starts: 稳定开行班列|,全年不少于90列."""
    if text[clause - 1 : clause] != ",":
        return None
    start = _clause(text, low, clause - 1)
    start += _METRICS.lead_in(text[start : clause - 1])
    noun = _SUBJECT.sub("", _FOLD.split(text[start : clause - 1])[0])
    return (start, noun) if 2 <= len(noun) <= 24 else None


def _follows(passage: Passage, quantities: Sequence[Quantity], index: int) -> int:
    """Where the next number starts; one that only qualifies the noun is passed over: 3个|产值超5亿元的集群."""
    quantity = quantities[index]
    for at in range(index + 1, len(quantities)):
        after = quantities[at]
        noun = passage.text[quantity.end : after.start]
        if _STOP.search(noun) or _judge(passage, after, quantity.end, quantity.end) is not False:
            return after.start
    return passage.end


def _target(
    passage: Passage, metric: str, start: int, end: int, rule: str, sign: str, value: int | float, unit: str,
    *, to: int | float | None = None, by: str = "", doubtful: bool = False,
) -> Find:  # fmt: skip
    text, name = passage.text[start:end], metric or passage.title
    props = {"metric": name, "op": sign, "value": value, "to": to, "unit": unit, "by": by, "text": text}
    return Find("Target", name, start, end, f"target.{rule}", doubtful or not metric, props)


def _clause(text: str, start: int, at: int) -> int:
    """Where the clause begins that ends at the number; never further back than ``_REACH``."""
    low = max(start, at - _REACH)
    return max(low, *(text.rfind(mark, low, at) + 1 for mark in ",;。:\n"))


def _judge(passage: Passage, quantity: Quantity, edge: int, clause: int) -> bool | None:
    """True: a promise. None: perhaps one. False: none."""
    text, at, behind = passage.text, quantity.start, quantity.end
    left = text[edge:at]
    if quantity.chinese and not _counts(quantity, left):
        return False
    unit, right = quantity.unit, text[behind : min(passage.end, behind + 40)]
    views = (right, left, text[clause:at], text[max(passage.start, at - 40) : at], quantity.tail)
    verdict: bool | None = True
    for rule in _REFUSALS[quantity.kind]:
        if (rule.units and unit not in rule.units) or not rule.search(views[rule.slot]):
            continue
        for slot, search in rule.rest:
            if not search(views[slot]):
                break
        else:
            if not rule.doubt:
                return False
            verdict = None
    return verdict


def _counts(quantity: Quantity, left: str) -> bool:
    """Whether a Chinese numeral counts: 新增两条 does, 打造一个平台 and 实现两个同步 do not."""
    if quantity.kind != "count":
        return quantity.value > 1 or quantity.kind in ("share", "money")
    if quantity.unit not in _RULES["verbs"]["counted_units"]:
        return False
    return bool(_COUNTED.search(left)) or (quantity.value > 1 and _METRICS.ends_in_verb(left))


def _dated(passage: Passage, span: deadlines.Span, at: int) -> tuple[deadlines.Span | None, bool]:
    """The nearest words that date something, if they date the number, and whether its sentence is of a past year.

    到2027年 reaches to the end of the sentence, 2024年 and 6月底前 to the next ``;``.
    """
    text = passage.text
    if text.find("。", span.end, at) >= 0 or text.find("\n", span.end, at) >= 0:
        return None, False
    last = int(span.date[:4]) if span.year and span.date else span.year
    past = bool(last and passage.year and last < passage.year)
    return (span if span.far or text.find(";", span.end, at) < 0 else None), past


def _sign(quantity: Quantity, compare: Sequence[str], left: str) -> tuple[str, str]:
    """Rule and sign of the comparison; a word behind the number beats one before it."""
    if quantity.tail:
        for pattern, rule, sign in _AFTER:
            if pattern.search(quantity.tail):
                return rule, sign
    if compare:
        _, rule, sign = min(_BEFORE[word] for word in compare)
        return rule, sign
    for pattern, rule, sign in _APART:
        if pattern.search(left):
            return rule, sign
    return "plain", "="


def _worded(passage: Passage, rule: str) -> Iterator[Find]:
    """翻一番 and 全覆盖: promises without a number; the second may be a manner of speaking and is doubtful."""
    text = passage.text
    pattern, sign, unit = _WORDED[rule]
    dates = deadlines.spans(text, passage.start, passage.end, passage.year)
    for match in pattern.finditer(text, passage.start, passage.end):
        start = _clause(text, passage.start, match.start())
        start += _METRICS.lead_in(text[start : match.start()])
        metric = _SUBJECT.sub("", text[start : match.start()])
        if metric and not _DIGIT.search(metric):
            start = text.index(metric, start)
            value = 100 if rule == "whole" else 2 if "两" in match.group() else 1
            span = max((date for date in dates if date.end <= start), key=lambda date: date.end, default=None)
            span = _dated(passage, span, start)[0] if span else None
            by, vague = text[span.start : span.end] if span else "", rule == "whole"
            yield _target(passage, metric, start, match.end(), rule, sign, value, unit, by=by, doubtful=vague)


def _tabled(passage: Passage) -> Iterator[Find]:
    """A row of a table of indicators: 绿电比例(%)≥80预期性."""
    for match in _TABLE.finditer(passage.text, passage.start, passage.end):
        value = float(match["value"])
        exact = int(value) if value.is_integer() else value
        start, sign = match.start("metric"), _SIGNS[match["sign"]]
        yield _target(passage, match["metric"], start, match.end(), "table", sign, exact, match["unit"])
