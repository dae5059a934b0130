"""What a person calls a place, an agency, a plan: brought to the id that the graph knows it by.

A name that fits several is never guessed: the graph decides where it knows only one of them, else AmbiguousPlace says
among what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.questions import Kind, Question, Scalar
from app.refusals import AmbiguousPlace, BadParam, NotFound

if TYPE_CHECKING:
    from loaders.gazetteer import Gazetteer, Place

Ask = Callable[[str, Mapping[str, object]], list[dict[str, Any]]]
Choice = dict[str, str]

PLACES_BY_NAME = "MATCH (p:Place {name: $name}) RETURN p.id AS id, p.name AS name ORDER BY id"
PLACES_KNOWN = "UNWIND $ids AS id MATCH (p:Place {id: id}) RETURN p.id AS id"
AGENCY_BY_ID = "MATCH (a:Agency {id: $name}) RETURN a.id AS id, a.name AS name, a.place AS place"
AGENCIES_BY_NAME = "MATCH (a:Agency {name: $name}) RETURN a.id AS id, a.name AS name, a.place AS place ORDER BY id"
AGENCIES_BY_SPELLING = """
MATCH (:Plan)-[m:MENTIONS]->(a:Agency) WHERE $name IN m.spellings OR m.name = $name
RETURN DISTINCT a.id AS id, a.name AS name, a.place AS place ORDER BY id"""
AGENCIES_LIKE = """
MATCH (a:Agency) WHERE a.name CONTAINS $name
RETURN a.id AS id, a.name AS name, a.place AS place ORDER BY size(a.name), id LIMIT 13"""
PLANS_BY_NAME = """
MATCH (p:Plan) WHERE p.id = $name OR p.title = $name OR p.number = $name
RETURN p.id AS id, p.title AS name ORDER BY id"""
PLANS_LIKE = """
MATCH (p:Plan) WHERE p.title CONTAINS $name
RETURN p.id AS id, p.title AS name ORDER BY size(p.title), id LIMIT 13"""
HANZI = re.compile(r"[\u3400-\u9fff]{2,}")
QUOTES = "\"'“”‘’「」"
WHAT = {"place": ("地方", "place"), "agency": ("部门", "agency"), "plan": ("方案", "plan")}


class Resolver:
    """Brings the values of a question to what its text needs.

    ``ask`` is the graph's reading side; ``kept`` tells whether a plan of an id is there.
    """

    def __init__(self, ask: Ask, kept: Callable[[str], bool]) -> None:
        self._ask = ask
        self._kept = kept

    @cached_property
    def gazetteer(self) -> Gazetteer:
        from loaders import gazetteer

        return gazetteer.load()

    def resolve(self, question: Question, values: Mapping[str, Scalar]) -> dict[str, object]:
        """Parameters for the text of a question. Raises AmbiguousPlace, NotFound."""
        found: dict[str, object] = {}
        for param in sorted(question.params, key=lambda param: param.kind == "agency"):
            value = values[param.name]
            home = found.get("place")
            found[param.name] = (
                self.one(param.kind, value, home if isinstance(home, str) else None)
                if isinstance(value, str)
                else value
            )
        return found

    def confirm(self, question: Question, used: Mapping[str, object]) -> None:
        """Where an answer is empty: is the agency there at all that the question was asked about? Raises NotFound."""
        for param in question.params:
            value = used[param.name]
            if param.kind == "agency" and isinstance(value, str):
                _only("agency", value, self._agencies(AGENCY_BY_ID, value))

    def one(self, kind: Kind, value: str, home: str | None = None) -> object:
        """One value of a kind; ``home`` is the place an agency is looked for in, where one is given."""
        match kind:
            case "place":
                return self.place(value)
            case "area":
                return self.area(value)
            case "agency":
                return self.agency(value, home)
            case "plan":
                return self.plan(value)
            case "strategy":
                return value.removeprefix("strategy:")
            case "phrase":
                return phrase(value)
            case _:
                return value

    def place(self, name: str) -> str:
        """Id of a place by id, code or name."""
        if name.startswith("place:"):
            return name
        if name.isdigit():
            coded = self.gazetteer.get(name)
            if coded is None:
                raise NotFound(what=WHAT["place"], name=name)
            return coded.id
        settled = self.gazetteer.one(name)
        if settled is not None:
            return settled.id
        named = self.gazetteer.named(name)
        if named:
            known = {row["id"] for row in self._ask(PLACES_KNOWN, {"ids": [place.id for place in named]})}
            choices = [self._choice(place) for place in named if place.id in known or not known]
        else:
            choices = [{"id": row["id"], "name": row["name"]} for row in self._ask(PLACES_BY_NAME, {"name": name})]
        return _only("place", name, choices)

    def area(self, name: str) -> list[str]:
        """Ids of a place, and of the members where it is a region."""
        place = self.place(name)
        known = self.gazetteer.get(place)
        return [place, *known.members] if known else [place]

    def agency(self, name: str, home: str | None = None) -> str:
        """Id of an agency by id, name, or spelling in some plan; with the place before it where that helps."""
        if name.startswith("agency:"):
            return name
        for text in (AGENCIES_BY_NAME, AGENCIES_BY_SPELLING):
            choices = self._agencies(text, name, home)
            if choices:
                return _only("agency", name, choices)
        for cut in range(len(name) - 2, 1, -1):
            place = self.gazetteer.one(name[:cut])
            if place is None or (home and place.id != home):
                continue
            meant = self._meant(place, name, name[cut:])
            if meant:
                return _only("agency", name, meant)
        return _only("agency", name, self._agencies(AGENCIES_LIKE, name, home))

    def plan(self, name: str) -> str:
        """Id of a plan by id, title, number, or part of a title that only one has."""
        if self._kept(name):
            return name
        for text in (PLANS_BY_NAME, PLANS_LIKE):
            choices = [{"id": row["id"], "name": row["name"]} for row in self._ask(text, {"name": name})]
            if choices:
                break
        return _only("plan", name, choices)

    def _meant(self, place: Place, name: str, rest: str) -> list[Choice]:
        """Agencies of a place that the name, or what follows the place in it, means."""
        from loaders.names import Names

        names = Names(place, {})
        for spelling in (name, rest):
            found = self._agencies(AGENCY_BY_ID, names.agency(spelling).id)
            found = found or self._agencies(AGENCIES_BY_SPELLING, spelling, place.id)
            if found:
                return found
        return []

    def _agencies(self, text: str, name: str, home: str | None = None) -> list[Choice]:
        rows = self._ask(text, {"name": name})
        here = [row for row in rows if home is None or row["place"] == home]
        return [{"id": row["id"], "name": row["name"], "place": row["place"] or ""} for row in here]

    def _choice(self, place: Place) -> Choice:
        chain = self.gazetteer.chain(place)
        return {"id": place.id, "name": "".join(up.name for up in reversed(chain))}


def home_of(place: str | None) -> str | None:
    """Id of the place that a person names for plans that do not say theirs; asks no graph."""
    return Resolver(lambda text, params: [], lambda plan: False).place(place) if place else None


def phrase(words: str) -> dict[str, object]:
    """Words to look for as they stand, all of them, and the full-text query that finds where they may be.

    The index knows pairs of Hanzi, and engines differ in what else they make of a phrase: so it is only asked for
    runs of Hanzi, empty where there is none, and the text of the question looks for the words themselves.
    """
    parts = "".join(" " if ord(sign) < 32 else sign for sign in words).lower().split()
    parts = [part.strip(QUOTES) or part for part in parts]
    if not parts:
        raise BadParam(name="q", why=("没有可搜索的词", "there is nothing to search for"))
    runs = dict.fromkeys(run for part in parts for run in HANZI.findall(part))
    return {"query": " ".join(f'+"{run}"' for run in runs), "words": list(dict.fromkeys(parts))}


def _only(kind: str, name: str, choices: Sequence[Choice]) -> str:
    """The one candidate; none or several is an error that a person can act on."""
    if not choices:
        raise NotFound(what=WHAT[kind], name=name)
    if len(choices) > 1:
        raise AmbiguousPlace(name=name, choices=choices)
    return choices[0]["id"]
