"""A reading -> ledger rows: the public contract of ``gongjin extract``, a plan row and a row for each task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from loaders.facts import ROLES, Entity, Fact, Item, Reading

_ROLE_OF = {relation: role for role, relation in ROLES.items()}
Row = dict[str, Any]


def rows(reading: Reading) -> Iterator[Row]:
    """The plan row, then a row for each task in order of the text.

    Every fact has ``start`` and ``end``; one that a rule is unsure of has ``doubtful: true``.
    """
    entities = {entity.id: entity for entity in reading.entities}
    by_item: dict[str, list[Fact]] = defaultdict(list)
    for fact in reading.facts:
        by_item[_owner(fact)].append(fact)
    yield _plan(reading, by_item[reading.document.plan], entities)
    for item in reading.items:
        if item.kind == "task":
            yield _task(reading, item, by_item[item.id], entities)


def _owner(fact: Fact) -> str:
    if fact.kind in {"SETS", "CITES"}:
        return fact.source
    return fact.evidence.plan if fact.kind in {"CONVENES", "SITS_ON", "HOSTS"} else fact.evidence.item


def _span(fact: Fact) -> Row:
    row: Row = {"start": fact.evidence.start, "end": fact.evidence.end}
    if fact.doubtful:
        row["doubtful"] = True
    return row


def _plan(reading: Reading, facts: list[Fact], entities: dict[str, Entity]) -> Row:
    d = reading.document
    return {
        "kind": "plan",
        "plan": d.plan,
        "title": d.title,
        "issuer": d.issuer,
        "place": d.place.removeprefix("place:") if d.place else None,
        "number": d.number,
        "date": d.date,
        "targets": [_target(f, entities) for f in facts if f.kind == "SETS"],
        "workgroup": _workgroup(reading, facts),
        "policies": [
            {"name": entities[f.target].name, "number": entities[f.target].props.get("number"), **_span(f)}
            for f in facts
            if f.kind == "CITES"
        ],
        "unread": len(reading.unread),
    }


def _workgroup(reading: Reading, facts: list[Fact]) -> Row:
    group = next((e for e in reading.entities if e.kind == "WorkGroup"), None)
    if group is None:
        return {}
    office = next((f.evidence.quote for f in facts if f.kind == "HOSTS"), None)
    members = [{"name": f.evidence.quote, "agency": f.source, **_span(f)} for f in facts if f.kind == "SITS_ON"]
    deputies = group.props.get("deputies") or ()
    return {
        "name": group.name,
        "convener": group.props.get("convener"),
        "deputies": list(deputies) if isinstance(deputies, tuple) else [],
        "office": office,
        "members": members,
        "open_ended": bool(group.props.get("open_ended")),
    }


def _task(reading: Reading, item: Item, facts: list[Fact], entities: dict[str, Entity]) -> Row:
    duties = [f for f in facts if f.kind in _ROLE_OF]
    duties.sort(key=lambda f: (_number(f, "clause"), _number(f, "position")))
    dated = (f for f in facts if f.kind == "DUE")
    due = min(dated, key=lambda f: (f.doubtful, f.evidence.rule != "deadline.label"), default=None)
    node = entities[item.id]
    return {
        "kind": "task",
        "plan": reading.document.plan,
        "path": item.path,
        "title": item.title,
        "responsible": _once([_body(f, entities) for f in duties if not f.props.get("implied")], "name", "role"),
        "implied": [_body(f, entities) for f in duties if f.props.get("implied")],
        "open_ended": bool(node.props.get("open_ended")),
        "deadline": {"text": due.evidence.quote, "date": entities[due.target].props.get("date"), **_span(due)}
        if due
        else None,
        "places": _named(facts, "AT", "Place", entities),
        "projects": _named(facts, "NAMES", "Project", entities),
        "enterprises": _named(facts, "NAMES", "Enterprise", entities),
        "strategies": _named(facts, "ADVANCES", "Strategy", entities),
        "subjects": _named(facts, "ABOUT", "Subject", entities),
        "targets": [_target(f, entities) for f in facts if f.kind == "SETS"],
        "cooperation": [
            {key: f.props.get(key) for key in ("a", "b", "theme", "strategy", "kind")}
            | {"text": f.evidence.quote}
            | _span(f)
            for f in facts
            if f.kind == "COOPERATES"
        ],
        "start": item.start,
        "end": item.end,
    }


def _number(fact: Fact, key: str) -> int:
    value = fact.props.get(key)
    return value if isinstance(value, int) else 0


def _body(fact: Fact, entities: dict[str, Entity]) -> Row:
    agency = entities[fact.source]
    return {
        "name": fact.evidence.quote,
        "agency": agency.id,
        "full": agency.props.get("full"),
        "role": _ROLE_OF[fact.kind],
        "explicit": fact.explicit,
        "collective": bool(agency.props.get("collective")),
        "clause": fact.props.get("clause"),
        **_span(fact),
    }


def _named(facts: list[Fact], relation: str, kind: str, entities: dict[str, Entity]) -> list[Row]:
    """What a task names, each once, as it is first written; a strategy and a subject by its own name.

    A place is named in full where the task does so anywhere: 大湾区 in a title is the 粤港澳大湾区 of its words.
    """
    found: dict[str, Row] = {}
    for fact in facts:
        entity = entities[fact.target]
        if fact.kind != relation or entity.kind != kind:
            continue
        known = found.get(entity.id)
        fuller = known and kind == "Place" and entity.name == fact.evidence.quote != known["name"]
        if known and "doubtful" not in known and not fuller:
            continue
        row: Row = {"name": entity.name if kind in {"Strategy", "Subject"} else fact.evidence.quote}
        if kind == "Place":
            row["code"] = entity.props.get("code")
        found[entity.id] = row | _span(fact)
    return list(found.values())


def _target(fact: Fact, entities: dict[str, Entity]) -> Row:
    props = entities[fact.target].props
    return {key: props.get(key) for key in ("text", "metric", "op", "value", "to", "unit", "by")} | _span(fact)


def _once(found: Iterable[Row], *keys: str) -> list[Row]:
    kept: dict[tuple[object, ...], Row] = {}
    for row in found:
        kept.setdefault(tuple(row[key] for key in keys), row)
    return list(kept.values())
