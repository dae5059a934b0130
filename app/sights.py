"""Pictures of answers: rows of the graph and what the gazetteer knows, given to ``visual``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from app.service import Answer, Service
from loaders.gazetteer import Gazetteer, Place
from visual import charts, maps, network, panels, ties, webs
from visual.atlas import Spot, distance
from visual.network import Edge, Node
from visual.pages import href
from visual.words import Words

COMPACT = 130.0
"""Kilometres between the members of a region that may be drawn as one ring."""
BARS = 20


def ranking(service: Service, answer: Answer, words: Words) -> dict[str, Any]:
    """Stacked bars by role; a ranking of leads gets the other roles and the bodies that lead nothing beside it."""
    rows: Sequence[Mapping[str, Any]] = answer.rows
    if rows and isinstance(rows[0].get("tasks"), int):
        every = service.ask("agencies", {"place": answer.given.get("place"), "limit": 200}, evidence=False).rows
        rows = panels.with_all_roles(rows, every, BARS if not answer.given.get("offset") else 0)
    named = [{**row, "name": row["agency"]["name"]} for row in rows]
    names = {role: words(f"role.{role}") for role in charts.ROLES}
    gap = "" if answer.given.get("inferred") else words("page.gap")
    data = charts.ranking(
        named, names, title=words("page.bars"), gap=gap if answer.question.name == "who_leads" else ""
    )
    asked, bars = len(answer.rows), data["meta"]["rows"]
    data["meta"]["links"] = [None if bar is None else href(rows[bar]["agency"], "Agency") for bar in bars]
    data["meta"]["rows"] = [bar if bar is not None and bar < asked else None for bar in bars]
    return {"kind": "chart", "data": data, "roles": panels.used_roles(named)}


@cache
def county_seats(gazetteer: Gazetteer) -> tuple[tuple[float, float], ...]:
    """Longitudes and latitudes of all county seats, for the dots of the map's window."""
    out: list[tuple[float, float]] = []
    for province in gazetteer.children("000000"):
        for city in gazetteer.children(province):
            seats = (city, *gazetteer.children(city))
            out += [(place.lon, place.lat) for place in seats if place.lon is not None and place.lat is not None]
    return tuple(out)


class Grounds:
    """Where a side of a cooperation stands on the map."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def __call__(self, node: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The node with coordinates: its own, its place's, the middle of its members; a park stands at its city."""
        key = str(node["id"])
        if key.startswith("agency:"):
            key = f"place:{key.split(':')[1]}"
        if not key.startswith("place:"):
            return ties.itself(node)
        place = self.gazetteer.get(key)
        if place is None:
            place = self.gazetteer.get(":".join(key.split(":")[:2]))
        if place is not None and place.level in ("park", "town"):
            place = self.gazetteer.get(place.parent) or place
        spot = self.spot(place) if place else None
        return {"id": spot.id, "name": spot.name, "lon": spot.lon, "lat": spot.lat} if spot else None

    def spot(self, place: Place) -> Spot | None:
        """A place on the map, or None where neither it nor its members nor its parents have coordinates."""
        if place.lon is not None and place.lat is not None:
            return Spot(place.id, place.name, place.lon, place.lat)
        members = [spot for key in place.members if (one := self.gazetteer.get(key)) and (spot := self.spot(one))]
        if members:
            lon, lat = sum(s.lon for s in members) / len(members), sum(s.lat for s in members) / len(members)
            return Spot(place.id, place.name, round(lon, 3), round(lat, 3))
        parent = self.gazetteer.get(place.parent) if place.level in ("town", "park", "county") else None
        return self.spot(parent) if parent else None

    def compact(self, ids: Iterable[str]) -> list[tuple[Place, list[Spot]]]:
        """Regions that several of these places belong to and that are small enough to be one ring; largest first."""
        known = set(ids)
        out = []
        for region in self.gazetteer.regions():
            here = [spot for key in region.members if (one := self.gazetteer.get(key)) and (spot := self.spot(one))]
            if not 2 <= len(here) <= 5 or len(here) < len(region.members):
                continue
            if sum(spot.id in known for spot in here) < 2 and region.id not in known:
                continue
            if all(distance(a, b) < COMPACT for a in here for b in here):
                out.append((region, here))
        out.sort(key=lambda pair: (pair[0].id not in known, -len(pair[1]), pair[0].id))
        return out


def cooperation(
    service: Service, answer: Answer, words: Words, *, folded: bool, widths: Sequence[int] = (820, 340), most: int = 300
) -> dict[str, Any]:
    """The pairs for the list and the map in two widths; ``regions`` are those that can be opened and folded."""
    grounds = Grounds(service.resolver.gazetteer)
    every = ties.pairs(answer.rows, grounds)
    listed = every[:most]
    ends = {spot["id"] for pair in listed if pair.spots for spot in pair.spots}
    regions = grounds.compact(ends)[:1]
    drawn = listed
    for region, members in regions:
        nodes = [{"id": spot.id, "name": spot.name, "lon": spot.lon, "lat": spot.lat} for spot in members]
        drawn = drawn if folded else ties.split(drawn, region.id, nodes)
    spots, lines = ties.spots_and_ties(drawn, {meta.place for meta in service.plans() if meta.place})
    if folded:
        for region, members in regions:
            ring = grounds.spot(region)
            if ring:
                spots, lines = ties.fold(spots, lines, ring, [spot.id for spot in members])
    dots = county_seats(service.resolver.gazetteer)
    say = {"outside": words("page.outside", km="{km}"), "inside": words("page.inside", n="{n}")}
    colours = maps.strategies(ties.strategies_of(listed))
    around = {} if folded else {region.name: {spot.id for spot in members} for region, members in regions}
    drawings = [
        maps.cooperation(spots, lines, dots=dots, colours=colours, around=around, width=width, **say)
        for width in widths
    ]
    totals: dict[str, int] = {}
    for pair in listed:
        for strategy, times in pair.strategies.items():
            shown = strategy if strategy in colours else ""
            totals[shown] = totals.get(shown, 0) + times
    marks = {name: f"s{colour[-2]}" for name, colour in colours.items()}
    picture = None
    if all(drawings):
        key = [
            {"name": name, "colour": marks.get(name, ""), "n": totals[name]}
            for name in (*colours, "")
            if name in totals
        ]
        hidden = drawings[0]["meta"]["hidden"] if drawings[0] else 0
        picture = {"kind": "chart", "data": {"options": drawings}, "strategies": key, "hidden": hidden}
    return {"picture": picture, "pairs": listed, "marks": marks, "regions": [region.name for region, _ in regions]}


def ribbon(pair: ties.Pair, marks: Mapping[str, str], most: int) -> dict[str, Any]:
    """The coloured bar of a pair in the list: a part a strategy, as long as its mentions."""
    scale = min(16.0, 320 / max(1, most))
    at, parts = 0.0, []
    for strategy, times in sorted(pair.strategies.items(), key=lambda one: (one[0] not in marks, -one[1])):
        parts.append({"colour": marks.get(strategy, ""), "x": round(at, 1), "w": round(times * scale - 1, 1)})
        at += times * scale
    return {"width": round(at, 1), "parts": parts}


def web(service: Service, answer: Answer, words: Words) -> dict[str, Any] | None:
    """The network of an answer: its own rows, and around the tasks of one body what else those tasks name."""
    centre = _centre(service, answer)
    nodes, edges = webs.web(answer.question.name, answer.rows, centre)
    if centre and centre.kind == "Agency":
        more_nodes, more_edges = around(service, [node.id for node in nodes if node.kind == "Task"])
        known = {node.id for node in nodes}
        nodes += [node for node in more_nodes if node.id not in known]
        known_edges = {(edge.source, edge.target) for edge in edges}
        edges += [edge for edge in more_edges if (edge.source, edge.target) not in known_edges]
    if len(nodes) < 2:
        return None
    data = network.draw(nodes, edges, centre.id if centre else "")
    kinds = {edge.kind for edge in edges}
    roles = [role for role, kind in webs.RELATION.items() if kind in kinds]
    return {"kind": "network", "data": data, "folded": data["meta"]["folded"], "roles": roles}


def _centre(service: Service, answer: Answer) -> Node | None:
    used = answer.used
    if isinstance(used.get("agency"), str):
        key = str(used["agency"])
        return Node(key, "Agency", service.agency(key)["name"])
    if isinstance(used.get("task"), str):
        key = str(used["task"])
        reading = service.reading(key.partition("#")[0])
        title = next((item.title for item in reading.items if item.id == key), key)
        return Node(key, "Task", title)
    place: Any = used.get("place")
    first = place[0] if isinstance(place, list) and place else place
    if isinstance(first, str):
        known = service.resolver.gazetteer.get(first)
        return Node(first, "Place", known.name if known else first.rpartition(":")[2])
    return None


def around(service: Service, tasks: Iterable[str]) -> tuple[list[Node], list[Edge]]:
    """What tasks name, from their readings: bodies, targets, projects, places."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    wanted = set(tasks)
    for plan in sorted({task.partition("#")[0] for task in wanted}):
        reading = service.reading(plan)
        entities = {entity.id: entity for entity in reading.entities}
        for fact in reading.facts:
            end = fact.source if fact.source in wanted else fact.target if fact.target in wanted else ""
            other = entities.get(fact.target if end == fact.source else fact.source)
            if not end or other is None or fact.doubtful or other.kind in ("Subject", "Strategy", "Deadline", "Policy"):
                continue
            nodes[other.id] = Node(other.id, other.kind, other.name)
            edges.append(Edge(fact.source, fact.target, fact.kind))
    return list(nodes.values()), edges
