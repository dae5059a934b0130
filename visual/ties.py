"""Cooperation rows as pairs for the list and as spots and lines for the map, with a region open or folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from visual.atlas import Spot, Tie

Node: TypeAlias = Mapping[str, Any]
Ground: TypeAlias = Callable[[Node], Node | None]
"""Where a node stands on the map: itself, or the place a body belongs to; with lon and lat, or None."""


@dataclass(slots=True)
class Pair:
    """Two sides and all that is written about them: one entry of the list beside the map."""

    a: Node
    b: Node
    spots: tuple[Node, Node] | None = None
    """Where the two stand on the map, where both stand somewhere and not at one place."""
    times: int = 0
    strategies: Counter[str] = field(default_factory=Counter)
    themes: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def itself(node: Node) -> Node | None:
    """The plainest ground: a node with its own coordinates."""
    return node if node.get("lon") is not None and node.get("lat") is not None else None


def pairs(rows: Sequence[Mapping[str, Any]], ground: Ground = itself) -> list[Pair]:
    """Rows of one pair together, most mentions first; doubtful rows are left out, the tray has them."""
    found: dict[tuple[str, str], Pair] = {}
    for index, row in enumerate(rows):
        if row.get("doubtful"):
            continue
        a, b = row["a"], row["b"]
        pair = found.setdefault((min(a["id"], b["id"]), max(a["id"], b["id"])), Pair(a, b))
        times = int(row["times"])
        pair.times += times
        pair.strategies[str(row.get("strategy") or "")] += times
        pair.themes += [theme for theme in row.get("themes") or () if theme and theme not in pair.themes]
        pair.rows.append(index)
    for pair in found.values():
        left, right = ground(pair.a), ground(pair.b)
        if left and right and left["id"] != right["id"]:
            pair.spots = (left, right)
    return sorted(found.values(), key=lambda pair: (-pair.times, pair.a["id"], pair.b["id"]))


def spots_and_ties(listed: Iterable[Pair], issuers: Iterable[str] = ()) -> tuple[list[Spot], list[Tie]]:
    """What the map draws of the pairs: only those with two positions. One line for each pair of spots and strategy."""
    issued = set(issuers)
    spots: dict[str, Spot] = {}
    lines: dict[tuple[str, str, str], Tie] = {}
    for pair in listed:
        if pair.spots is None:
            continue
        for side in pair.spots:
            old = spots.get(side["id"])
            count = pair.times + (old.count if old else 0)
            lon, lat = float(side["lon"]), float(side["lat"])
            spots[side["id"]] = Spot(side["id"], str(side["name"]), lon, lat, count, side["id"] in issued)
        a, b = sorted(side["id"] for side in pair.spots)
        for strategy, times in pair.strategies.items():
            line = lines.get((a, b, strategy), Tie(a, b, strategy, 0))
            rows = tuple(sorted({*line.rows, *pair.rows}))
            lines[a, b, strategy] = replace(line, count=line.count + times, rows=rows)
    return list(spots.values()), sorted(lines.values(), key=lambda tie: (tie.a, tie.b, -tie.count, tie.strategy))


def strategies_of(listed: Iterable[Pair]) -> list[Tie]:
    """The strategies of all pairs, drawn or not, so that colours stay the same however the map is drawn."""
    return [Tie(pair.a["id"], pair.b["id"], name, times) for pair in listed for name, times in pair.strategies.items()]


def fold(
    spots: Sequence[Spot], ties: Sequence[Tie], region: Spot, members: Iterable[str]
) -> tuple[list[Spot], list[Tie]]:
    """Make one ring of a region's members: links among them become its inner number, links outward end at it."""
    inside = {*members, region.id}
    if not any(spot.id in inside for spot in spots):
        return list(spots), list(ties)
    inner = 0
    outward: dict[tuple[str, str, str], Tie] = {}
    for tie in ties:
        a, b = sorted(region.id if end in inside else end for end in (tie.a, tie.b))
        if a == b:
            inner += tie.count
            continue
        line = outward.get((a, b, tie.strategy), Tie(a, b, tie.strategy, 0))
        rows = tuple(sorted({*line.rows, *tie.rows}))
        outward[a, b, tie.strategy] = replace(line, count=line.count + tie.count, rows=rows)
    count = sum(tie.count for tie in outward.values() if region.id in (tie.a, tie.b))
    issuer = any(spot.issuer for spot in spots if spot.id in inside)
    ring = replace(region, region=inner, count=count, issuer=issuer)
    return [spot for spot in spots if spot.id not in inside] + [ring], list(outward.values())


def split(listed: Iterable[Pair], region: str, members: Sequence[Node]) -> list[Pair]:
    """Open a region for drawing: a link to it becomes a link to each member; the list still counts it once."""
    out: list[Pair] = []
    for pair in listed:
        if pair.spots is None or region not in (pair.spots[0]["id"], pair.spots[1]["id"]):
            out.append(pair)
            continue
        other = pair.spots[1] if pair.spots[0]["id"] == region else pair.spots[0]
        out += [replace(pair, spots=(other, member)) for member in members if member["id"] != other["id"]]
    return out
