"""What became of every character of a plan: each belongs to one kind, by one rule, and nothing is left out.

Layers are laid over the text, each hiding what lies below: the outline, the clauses, the facts (a longer one first, so
that a place shows inside of a target), and what was left unread. What shows in the end are the stretches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

from loaders import clauses
from loaders.facts import ROLES, Item, Reading, Unread
from loaders.lexicon import table
from loaders.values import value

KINDS = tuple(table("spans"))
_OF_RELATION: Mapping[str, str] = {
    **{relation: role for role, relation in ROLES.items()},
    "SETS": "target", "DUE": "deadline", "ADVANCES": "strategy", "AT": "place", "ABOUT": "subject",
    "COOPERATES": "cooperation", "CITES": "policy", "CONVENES": "workgroup", "SITS_ON": "workgroup",
    "HOSTS": "workgroup",
}  # fmt: skip
_Layer = tuple[int, int, str, str]
"""Start, end, kind, rule."""


@value
class Stretch:
    """Characters in a row that were read as one thing."""

    start: int
    end: int
    kind: str
    """An id in ``lexicon/spans.toml``."""
    rule: str
    """Id of the rule, or of the reason where it was left unread; empty for plain words."""


@value
class Share:
    """How much of a plan is of one kind; the percentages of a plan are tenths and add up to 100."""

    kind: str
    characters: int
    percent: float


def stretches(reading: Reading) -> tuple[Stretch, ...]:
    """The whole text in order, without a gap and without an overlap."""
    text = reading.document.text
    tops = [(0, len(text), "words", ""), *_layers(reading)]
    shown = [0] * len(text)
    for index, (start, end, _, _) in enumerate(tops):
        shown[start:end] = [index] * (end - start)
    found: list[Stretch] = []
    at = 0
    for index, run in groupby(shown):
        end = at + sum(1 for _ in run)
        found.append(Stretch(at, end, tops[index][2], tops[index][3]))
        at = end
    return tuple(_joined(found))


def shares(reading: Reading, found: Iterable[Stretch] | None = None) -> tuple[Share, ...]:
    """How much of the text is of each kind, in the order of the lexicon; kinds that do not occur are left out."""
    counts = dict.fromkeys(KINDS, 0)
    for stretch in stretches(reading) if found is None else found:
        counts[stretch.kind] += stretch.end - stretch.start
    total = sum(counts.values())
    tenths = {kind: count * 1000 // total for kind, count in counts.items()} if total else {}
    rest = sorted(tenths, key=lambda kind: counts[kind] * 1000 % total, reverse=True)
    for kind in rest[: 1000 - sum(tenths.values())]:
        tenths[kind] += 1
    return tuple(Share(kind, count, tenths[kind] / 10) for kind, count in counts.items() if count)


def reason(span: Unread) -> Mapping[str, str]:
    """Why a span was left unread, in words: ``zh`` and ``en``."""
    found: Mapping[str, str] = table("unread")[span.reason]
    return found


def _layers(reading: Reading) -> Iterator[_Layer]:
    yield from _frame(reading)
    yield from _outline(reading.items)
    yield from _clauses(reading)
    names = {entity.id: entity.kind.lower() for entity in reading.entities}
    facts = sorted(reading.facts, key=lambda f: f.evidence.start - f.evidence.end)
    for fact in facts:
        kind = _OF_RELATION.get(fact.kind) or names[fact.target]
        yield fact.evidence.start, fact.evidence.end, kind, fact.evidence.rule
    for span in sorted(reading.unread, key=lambda span: span.start - span.end):
        yield span.start, span.end, "unread", span.reason


def _frame(reading: Reading) -> Iterator[_Layer]:
    """What stands before, between and behind the parts of the outline."""
    tops = sorted((item for item in reading.items if item.parent is None), key=lambda item: item.start)
    if not tops:
        return
    yield 0, tops[0].start, "front", ""
    for before, after in pairwise(tops):
        yield before.end, max(before.end, after.start), "outside", ""
    last = max(item.end for item in tops)
    yield last, len(reading.document.text), "foot", ""


def _outline(items: Iterable[Item]) -> Iterator[_Layer]:
    for item in items:
        yield item.start, item.title_start, "number", "outline.number"
        yield item.title_start, item.title_end, "title", "outline.title"


def _clauses(reading: Reading) -> Iterator[_Layer]:
    """Clauses that bind a task; what looks like one in a chapter on organisation is plain words."""
    bodies = sorted(fact.evidence.start for fact in reading.facts if fact.kind in ROLES.values())
    for clause in clauses.find(reading.document.text):
        says = clause.first_leads or clause.shared or any(clause.start <= at < clause.end for at in bodies)
        if says:
            yield clause.start, clause.end, "clause", clause.rule


def _joined(found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Plain stretches of one kind that touch are one; facts that touch stay two."""
    held: Stretch | None = None
    for stretch in found:
        if held and not held.rule and (held.kind, held.rule) == (stretch.kind, stretch.rule):
            held = Stretch(held.start, stretch.end, held.kind, held.rule)
            continue
        if held:
            yield held
        held = stretch
    if held:
        yield held
