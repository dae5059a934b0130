"""A plan as a page: outline, text with marks, and the facts of each item as compact JSON.

Takes a reading as it is (anything with the same attributes); ships facts as lists, not as HTML, since a plan with
a thousand items would otherwise weigh megabytes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from markupsafe import Markup

from visual.text import Mark, lines, marked, wide

ROLES = {"LEADS": "lead", "SHARES": "co", "SUPPORTS": "support", "GUIDES": "guide", "LISTED": "listed"}
_GROUP = {"CONVENES", "SITS_ON", "HOSTS"}
_BY_RELATION = {
    "SETS": "target",
    "ADVANCES": "strategy",
    "AT": "place",
    "COOPERATES": "coop",
    "CITES": "policy",
    "DUE": "deadline",
    "ABOUT": "subject",
}
LEGEND = ("agency", "target", "project", "place", "coop", "policy", "strategy", "unread")
"""Kinds of mark that the legend switches, in the order of the keys 1 to 7; the last has U."""
_UNMARKED = {"deadline", "subject"}
_OPS = {">=": "≥", "<=": "≤", "=": "＝", "~": "≈", "+": "+"}


class ReadingLike(Protocol):
    """What the page needs of a reading."""

    @property
    def document(self) -> Any: ...
    @property
    def items(self) -> Sequence[Any]: ...
    @property
    def entities(self) -> Sequence[Any]: ...
    @property
    def facts(self) -> Sequence[Any]: ...
    @property
    def unread(self) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline."""

    anchor: str
    kind: str
    depth: int
    number: str
    title: str
    leads: tuple[str, ...]
    unread: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text under one item: its lines as HTML, and whether the first is a heading."""

    anchor: str
    index: int
    """Place of the item in the page's list, -1 for what stands before the first."""
    kind: str
    depth: int
    heading: Markup | None
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template of the reader shows."""

    outline: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    legend: tuple[tuple[str, int], ...]
    data: dict[str, Any] = field(default_factory=dict)
    duties: int = 0
    leads: int = 0
    tasks: int = 0


def anchor(path: str) -> str:
    """Id of an item's element on the page of its plan."""
    return f"i/{path}"


def place_of(plan: str, path: str, start: int | None = None, end: int | None = None) -> str:
    """Address of a span in the page of its plan: works without scripts, and marks the span."""
    at = "" if start is None else f"?at={start}-{end}"
    return f"/plans/{quote(plan, safe='')}{at}" + (f"#{quote(anchor(path))}" if path else "#text")


def number(op: str, value: object, to: object, unit: str) -> str:
    """A promise's measure as people write it: ``≥ 2 个``, ``3–5 万亩``."""
    if value is None or value == "":
        return ""
    amount = _plain(value) + (f"–{_plain(to)}" if to not in (None, "") else "")
    return f"{_OPS.get(op, op)} {amount}{'' if unit in ('%', '‰') else ' '}{unit}".strip()


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


def kind_of(fact: Any, entities: Mapping[str, Any]) -> str:
    """Which mark a fact wears on the page."""
    if fact.kind in ROLES or fact.kind in _GROUP:
        return "agency"
    if fact.kind == "NAMES":
        entity = entities.get(fact.target)
        return "enterprise" if entity is not None and entity.kind == "Enterprise" else "project"
    return _BY_RELATION.get(fact.kind, "other")


def build(reading: ReadingLike, at: tuple[int, int] | None = None) -> Page:
    """Lay out a reading; ``at`` is a span that someone came to see."""
    entities = {entity.id: entity for entity in reading.entities}
    places = {item.id: index for index, item in enumerate(reading.items)}
    facts = sorted(reading.facts, key=lambda fact: (fact.evidence.start, fact.evidence.end))
    rows: list[list[object]] = []
    marks: list[Mark] = [Mark(*at, kind="hit")] if at else []
    counts: Counter[str] = Counter()
    for fact in facts:
        kind = kind_of(fact, entities)
        shown = "unread" if fact.doubtful else kind
        role = "" if fact.doubtful else ROLES.get(fact.kind, "")
        if shown not in _UNMARKED:
            span = fact.evidence
            marks.append(Mark(span.start, span.end, shown, (len(rows),), role))
            counts["project" if shown == "enterprise" else shown] += 1
        rows.append(_row(fact, kind, entities, places))
    for span in reading.unread:
        marks.append(Mark(span.start, span.end, "unread", (len(rows),)))
        counts["unread"] += 1
        named = [getattr(entities.get(one), "name", one) for one in span.candidates]
        reason = span.reason if not named else f"{span.reason}|{'、'.join(named)}"
        rows.append(
            [places.get(span.item, -1), "unread", "", wide(span.quote), reason, "", "", "", span.start, span.end]
        )
    data = {
        "items": [[item.path, wide(item.title), item.kind, bool(_open(entities, item))] for item in reading.items],
        "facts": rows,
    }
    duties = [fact for fact in facts if fact.kind in ROLES]
    return Page(
        outline=_outline(reading, duties, rows),
        blocks=tuple(_blocks(reading, marks)),
        legend=tuple((kind, counts[kind]) for kind in LEGEND if counts[kind]),
        data=data,
        duties=len(duties),
        leads=sum(fact.kind == "LEADS" and fact.explicit for fact in duties),
        tasks=sum(item.kind == "task" for item in reading.items),
    )


def _open(entities: Mapping[str, Any], item: Any) -> bool:
    entity = entities.get(item.id)
    return bool(entity is not None and entity.props.get("open_ended"))


def _name(entities: Mapping[str, Any], key: str) -> str:
    entity = entities.get(key)
    return wide(entity.name) if entity is not None else key


def _row(fact: Any, kind: str, entities: Mapping[str, Any], places: Mapping[str, int]) -> list[object]:
    """``[item, group, badge, name, detail, note, link, rule, start, end]``: what the side panel shows of a fact."""
    span = fact.evidence
    name, detail, note, link = wide(span.quote), "", "", ""
    badge = ROLES.get(fact.kind, "")
    other = entities.get(fact.target)
    if kind == "agency":
        link = f"/agencies/{quote(fact.source)}"
        detail = _name(entities, fact.source)
        note = "" if fact.kind not in ROLES else ("explicit" if fact.explicit else "ruled")
        kind = "duty" if badge else "group"
        badge = badge or fact.kind.lower()
    elif kind == "target" and other is not None:
        props = other.props
        name = wide(str(props.get("metric") or other.name))
        detail = number(str(props.get("op") or ""), props.get("value"), props.get("to"), str(props.get("unit") or ""))
        note = str(props.get("by") or "")
    elif kind == "coop":
        name = f"{_name(entities, fact.source)} ⟷ {_name(entities, fact.target)}"
        detail, note = wide(str(fact.props.get("theme") or "")), str(fact.props.get("strategy") or "")
    elif kind == "place":
        link = f"/places/{quote(fact.target)}"
        detail = _name(entities, fact.target)
    if fact.doubtful:
        detail, note, kind = kind, "doubtful", "unread"
    return [places.get(span.item, -1), kind, badge, name, detail, note, link, span.rule, span.start, span.end]


def _outline(reading: ReadingLike, duties: Iterable[Any], rows: Iterable[Sequence[Any]]) -> tuple[Heading, ...]:
    leads: dict[str, list[str]] = {}
    for fact in duties:
        if fact.kind == "LEADS" and not fact.doubtful:
            leads.setdefault(fact.target, []).append(wide(fact.evidence.quote))
    unread = Counter(row[0] for row in rows if row[1] == "unread")
    return tuple(
        Heading(
            anchor(item.path),
            item.kind,
            item.path.count("/"),
            item.number,
            wide(item.title),
            tuple(dict.fromkeys(leads.get(item.id, ()))),
            unread[index],
        )
        for index, item in enumerate(reading.items)
        if item.kind != "measure"
    )


def _blocks(reading: ReadingLike, marks: Sequence[Mark]) -> Iterable[Block]:
    """The whole text, cut where a section or task begins; measures stay inside their task."""
    text = reading.document.text
    shown = wide(text)
    ordered = sorted(marks, key=lambda mark: mark.start)
    starts = [mark.start for mark in ordered]
    longest = max((mark.end - mark.start for mark in ordered), default=0)

    def paint(start: int, end: int) -> Markup:
        low, high = bisect_right(starts, start - longest - 1), bisect_right(starts, end)
        return marked(shown, start, end, ordered[low:high])

    stops = [(index, item) for index, item in enumerate(reading.items) if item.kind != "measure"]
    stops.sort(key=lambda pair: pair[1].start)
    head_end = stops[0][1].start if stops else len(text)
    title = reading.document.title
    head = [span for span in lines(text, 0, head_end) if _bare(text[slice(*span)]) != _bare(title)]
    if head:
        yield Block("text", -1, "head", 0, None, tuple(paint(*span) for span in head))
    for place, (index, item) in enumerate(stops):
        end = stops[place + 1][1].start if place + 1 < len(stops) else len(text)
        spans = list(lines(text, item.start, end))
        heading = None
        if item.kind == "section" and spans:
            first = (spans[0][0], min(spans[0][1], max(item.title_end, spans[0][0])))
            if first[1] > first[0] and text[first[1] : spans[0][1]].strip(" 。.:;,"):
                heading, spans[0] = paint(*first), (first[1], spans[0][1])
            else:
                heading = paint(*spans.pop(0))
        depth = item.path.count("/")
        yield Block(anchor(item.path), index, item.kind, depth, heading, tuple(paint(*span) for span in spans))


def _bare(line: str) -> str:
    return "".join(line.split())
