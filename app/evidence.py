"""A fact with its sentence: from the readings on disk, so that an answer can always be checked against the text."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from app.store import Store
from loaders.facts import Document, Entity, Fact, Item, Reading

AROUND = 120
"""Characters of context on either side of a sentence."""
LONGEST = 400
"""A sentence is cut to this many characters around its quote."""
STOPS = "。!?\n"
"""What ends a sentence in cleaned text."""
_BRACKETED = re.compile(r"\((?:[^()\n]|\([^()\n]*\))*\)")
_STOP = re.compile(f"[{STOPS}]")


@dataclass(frozen=True, slots=True)
class Index:
    """One reading, ready to be asked for a fact."""

    reading: Reading
    facts: Mapping[str, Fact]
    items: Mapping[str, Item]
    entities: Mapping[str, Entity]
    sets: Mapping[str, Fact]
    """Target id -> the fact that sets it."""


class Evidences:
    """Evidence by id of a fact, an item, a target or a plan; keeps the plans that were asked for last, and of many
    more what was told of them."""

    def __init__(self, store: Store, *, cached: int = 256, told: int = 4096) -> None:
        self._store, self._cached, self._most = store, cached, told
        self._plans: OrderedDict[str, Index] = OrderedDict()
        self._told: OrderedDict[str, tuple[str, dict[str, dict[str, Any]]]] = OrderedDict()
        """Plan -> digest of its reading, evidence by id."""
        self._lock = Lock()

    def of(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Evidence of each id that some kept plan has; the same dict each time, so nobody writes into it."""
        found: dict[str, dict[str, Any]] = {}
        plans: dict[str, dict[str, dict[str, Any]]] = {}
        indexes: dict[str, Index | None] = {}
        for id_ in ids:
            if id_ in found:
                continue
            plan = plan_of(id_)
            if plan not in plans:
                plans[plan] = self._said(plan)
            told = plans[plan]
            if id_ not in told:
                if plan not in indexes:
                    indexes[plan] = self._index(plan)
                index = indexes[plan]
                if index and (evidence := _evidence(index, id_)):
                    told[id_] = evidence
            if id_ in told:
                found[id_] = told[id_]
        return found

    def _said(self, plan: str) -> dict[str, dict[str, Any]]:
        """Evidence of a plan as it is now read that was asked for before."""
        meta = self._store.get(plan)
        digest = meta.digest if meta else ""
        with self._lock:
            kept = self._told.get(plan)
            if kept is None or kept[0] != digest:
                kept = self._told[plan] = (digest, {})
            self._told.move_to_end(plan)
            while len(self._told) > self._most:
                self._told.popitem(last=False)
            return kept[1]

    def _index(self, plan: str) -> Index | None:
        reading = self._store.reading(plan)
        if reading is None:
            return None
        with self._lock:
            kept = self._plans.get(plan)
            if kept is not None and kept.reading is reading:
                self._plans.move_to_end(plan)
                return kept
        index = Index(
            reading,
            {fact.id: fact for fact in reading.facts},
            {item.id: item for item in reading.items},
            {entity.id: entity for entity in reading.entities},
            {fact.target: fact for fact in reading.facts if fact.kind == "SETS"},
        )
        with self._lock:
            self._plans[plan] = index
            while len(self._plans) > self._cached:
                self._plans.popitem(last=False)
        return index


def plan_of(id_: str) -> str:
    """Id of the plan that an id of a fact, item or target begins with."""
    cut = min((at for sign in "#@" if (at := id_.find(sign)) >= 0), default=len(id_))
    return id_[:cut]


def _evidence(index: Index, id_: str) -> dict[str, Any] | None:
    fact = index.facts.get(id_) or index.sets.get(id_)
    if fact:
        return _of_fact(index, fact)
    document = index.reading.document
    item = index.items.get(id_)
    if item:
        span = (item.title_start, item.title_end) if item.title_end > item.title_start else (item.start, item.end)
        return _base(index, id_, item, *span) | {"kind": item.kind, "rule": "outline"}
    if id_ == document.plan:
        start = max(document.text.find(document.title), 0)
        return _base(index, id_, None, start, start + len(document.title)) | {"kind": "plan", "rule": "document.title"}
    return None


def _of_fact(index: Index, fact: Fact) -> dict[str, Any]:
    where = fact.evidence
    return _base(index, fact.id, index.items.get(where.item), where.start, where.end) | {
        "kind": fact.kind,
        "rule": where.rule,
        "explicit": fact.explicit,
        "doubtful": fact.doubtful,
        "source": _end(index, fact.source),
        "target": _end(index, fact.target),
        "props": dict(fact.props),
    }


def _base(index: Index, id_: str, item: Item | None, start: int, end: int) -> dict[str, Any]:
    document = index.reading.document
    first, last = sentence(document.text, start, end)
    return {
        "id": id_,
        "plan": document.plan,
        "plan_title": document.title,
        "item": item.id if item else document.plan,
        "item_path": item.path if item else "",
        "item_title": item.title if item else "",
        "quote": document.text[start:end],
        "sentence": document.text[first:last],
        "start": start,
        "end": end,
        "sentence_start": first,
        "explicit": True,
        "doubtful": False,
    }


def _end(index: Index, id_: str) -> dict[str, str]:
    entity = index.entities.get(id_)
    if entity:
        return {"id": id_, "name": entity.name, "kind": entity.kind}
    item = index.items.get(id_)
    if item:
        return {"id": id_, "name": item.title, "kind": "Task" if item.kind != "section" else "Section"}
    document = index.reading.document
    return {"id": id_, "name": document.title if id_ == document.plan else id_, "kind": "Plan"}


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, without white space at its ends; a very long one is cut around the span.

    A full stop inside brackets ends nothing: (甲局牵头。乙局配合) is one clause.
    """
    low, high = max(0, start - LONGEST), min(len(text), end + LONGEST)
    inside = [match.span() for match in _BRACKETED.finditer(text, low, high)]
    stops = [
        match.end()
        for match in _STOP.finditer(text, low, high)
        if not any(first <= match.start() < last for first, last in inside)
    ]
    first = max((stop for stop in stops if stop <= start), default=low)
    last = min((stop for stop in stops if stop >= end and stop > start), default=high)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def context(document: Document, start: int, end: int) -> dict[str, str]:
    """What stands before and after a span, for a page that shows one fact."""
    return {"before": document.text[max(0, start - AROUND) : start], "after": document.text[end : end + AROUND]}
