"""Finds -> entities, facts, links: gives what was seen an identity, once, in order of the text."""

from __future__ import annotations

from collections.abc import Mapping

from loaders import decided
from loaders.facts import Document, Entity, Evidence, Fact, Item, Link, Props, Reading, Unread, Value, fact_id
from loaders.gazetteer import COUNTRY, Gazetteer, Place
from loaders.names import Agency, Names

_SHARED = frozenset({"Agency", "Place", "Project", "Enterprise", "Strategy", "Policy", "Subject", "Deadline"})


class Builder:
    """Collects one plan's reading. The same entity, fact or link is kept once."""

    def __init__(self, document: Document, names: Names, gazetteer: Gazetteer) -> None:
        self.document, self.names, self.gazetteer = document, names, gazetteer
        self._entities: dict[str, tuple[str, str, Props]] = {}
        self._spellings: dict[str, dict[str, None]] = {}
        self._facts: dict[str, Fact] = {}
        self._links: dict[tuple[str, str, str], None] = {}
        self._unread: dict[tuple[int, int, str], Unread] = {}

    def __contains__(self, id: str) -> bool:
        """Tell whether there is an entity of this id so far."""
        return id in self._entities

    def entity(
        self, id: str, kind: str, name: str, props: Mapping[str, Value] | None = None, spelling: str = ""
    ) -> str:
        """Add an entity where it is new; remember how the text writes it."""
        if id not in self._entities:
            kept = {key: value for key, value in props.items() if value is not None and value != ()} if props else {}
            self._entities[id] = (kind, name, kept)
        if spelling:
            self._spellings.setdefault(id, {})[spelling] = None
        return id

    def link(self, kind: str, source: str, target: str) -> None:
        """Add a relation that needs no sentence."""
        self._links[kind, source, target] = None

    def fact(
        self,
        kind: str,
        source: str,
        target: str,
        item: str,
        span: tuple[int, int],
        rule: str,
        *,
        explicit: bool = True,
        doubtful: bool = False,
        props: Mapping[str, Value] | None = None,
    ) -> None:
        """Add a relation that the words at ``span`` state."""
        start, end = span
        plan = self.document.plan
        kept = {key: value for key, value in props.items() if value is not None} if props else {}
        extra = f"{item}\x1f{kept.get('clause', '')}\x1f{kept.get('theme', '')}"
        key = fact_id(kind, source, target, plan, start, end, extra)
        if key not in self._facts:
            evidence = Evidence(plan, item, start, end, self.document.text[start:end], rule)
            self._facts[key] = Fact(key, kind, source, target, evidence, explicit, doubtful, kept)

    def unread(self, item: str, start: int, end: int, reason: str, candidates: tuple[str, ...] = ()) -> None:
        """Keep a span that was seen and not understood."""
        self._unread.setdefault(
            (start, end, reason), Unread(item, start, end, self.document.text[start:end], reason, candidates)
        )

    def refused(self, spelling: str, item: str, span: tuple[int, int]) -> bool:
        """Tell whether a person said that this is no name; it is listed as unread then."""
        if self.names.word(spelling) != decided.NO_NAME:
            return False
        self.unread(item, *span, decided.NO_NAME_REASON)
        return True

    def agency(self, spelling: str, item: str, span: tuple[int, int], carry: Agency | None = None) -> Agency:
        """Resolve a body; one that stays ambiguous is kept as written and listed as unread."""
        agency = self.names.agency(spelling, carry)
        if agency.doubtful:
            self.unread(item, *span, "name.ambiguous", agency.candidates)
        self._agency(agency, spelling)
        return agency

    def _agency(self, agency: Agency, spelling: str = "") -> str:
        known = self._entities.get(agency.id)
        if known and agency.full and "full" not in known[2]:
            self._entities[agency.id] = ("Agency", agency.full, {**known[2], "full": agency.full})
        if known is None:
            props: dict[str, Value] = {
                "place": agency.place,
                "function": agency.function,
                "kind": agency.kind,
                "level": agency.level,
                "collective": agency.collective or None,
                "doubtful": agency.doubtful or None,
                "candidates": agency.candidates,
                "full": agency.full,
            }
            self.entity(agency.id, "Agency", agency.full or agency.name, props)
            if agency.place and (place := self.gazetteer.get(agency.place)):
                self.link("OF", agency.id, self.place(place))
            if agency.parent:
                self.link("BRANCH_OF", agency.id, self._agency(self.names.known(agency.parent)))
        if spelling:
            self._spellings.setdefault(agency.id, {})[spelling] = None
        return agency.id

    def place(self, place: Place, spelling: str = "") -> str:
        """Add a place and all it lies in; a region with its members."""
        if place.id not in self._entities:
            props: dict[str, Value] = {
                "code": place.code or None,
                "level": place.level,
                "lon": place.lon,
                "lat": place.lat,
            }
            self.entity(place.id, "Place", place.name, props)
            for member in place.members:
                if found := self.gazetteer.get(member):
                    self.link("MEMBER_OF", self.place(found), place.id)
            if place.code != COUNTRY and (above := self.gazetteer.get(place.parent)) and above.code != COUNTRY:
                self.link("WITHIN", place.id, self.place(above))
        return self.entity(place.id, "Place", place.name, spelling=spelling)

    def finish(self, items: tuple[Item, ...]) -> Reading:
        """The reading of the plan, its shared entities hung on it."""
        for id, (kind, _, _) in self._entities.items():
            if kind in _SHARED:
                self.link("MENTIONS", self.document.plan, id)
        entities = tuple(
            Entity(id, kind, name, props, tuple(self._spellings.get(id, ())))
            for id, (kind, name, props) in self._entities.items()
        )
        links = tuple(Link(*link) for link in self._links)
        facts = tuple(sorted(self._facts.values(), key=lambda f: (f.evidence.start, f.evidence.end, f.kind, f.id)))
        unread = tuple(sorted(self._unread.values(), key=lambda u: (u.start, u.end, u.reason)))
        return Reading(self.document, items, entities, facts, links, unread)
