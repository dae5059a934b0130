"""Where names stand on the map: never on another name or node, never nearer to another's node than to their own."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from visual.atlas import Box, Layout, Spot

SIZE = 13
GAP = 9
CELL = 9.0
RING = 26
"""Radius of a folded region, which carries its name inside."""
_FAR = 84.0
"""The line that says how far a place lies outside of the frame is about so wide."""
_WAYS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its spot: offset of its middle from the spot, in pixels."""

    dx: float
    dy: float
    leader: bool = False


def caption(spot: Spot) -> str:
    """What stands beside a spot: its name and how many links end there."""
    return f"{spot.name} {spot.count}" if spot.count else spot.name


def extent(text: str, size: int = SIZE) -> float:
    """Width of a line in pixels, near enough: Hanzi are square, the rest is a little over half."""
    return sum(size if ord(char) > 0x2E7F else size * 0.58 for char in text)


def _around(x: float, y: float, width: float, height: float) -> Iterator[tuple[float, float, bool]]:
    for reach in (GAP, GAP + 14, GAP + 30, GAP + 48):
        for wx, wy in _WAYS:
            shrink = 0.72 if wx and wy else 1.0
            dx = wx * (reach * shrink + width / 2) if wx else 0.0
            dy = wy * (reach * shrink + height / 2) if wy else 0.0
            yield dx, dy, reach > GAP


def place(layout: Layout) -> dict[str, Label]:
    """Greedy, most linked first; the penalty counts crossed curves and distance. A partner always gets a place."""
    window = layout.window
    at = {spot.id: window.pixel(spot.lon, spot.lat) for spot in layout.spots}
    taken = [
        Box(x - r, y - r, x + r, y + r)
        for spot in layout.spots
        for x, y in [at[spot.id]]
        for r in [RING if spot.region >= 0 else 6]
    ]
    taken += [_edge(spot, *at[spot.id], window.width) for spot in layout.spots if spot.side]
    crowd = Counter((int(x // CELL), int(y // CELL)) for _, points, _ in layout.curves for x, y in points)
    out: dict[str, Label] = {}
    for spot in sorted(layout.spots, key=lambda s: (-s.count, s.id)):
        if spot.side or spot.region >= 0:
            continue
        x, y = at[spot.id]
        width, height = extent(caption(spot)) + 4, SIZE + 5.0
        best: tuple[float, Label, Box] | None = None
        for dx, dy, leader in _around(x, y, width, height):
            box = Box(x + dx - width / 2, y + dy - height / 2, x + dx + width / 2, y + dy + height / 2)
            cost = math.hypot(dx, dy) / 40 + (3.0 if leader else 0.0) + _crossed(box, crowd)
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= window.width and box.y1 <= window.height
            cost += 0.0 if inside else 60.0
            cost += 100.0 * sum(box.meets(other) for other in taken if not _own(other, x, y, spot))
            own = math.hypot(max(0.0, abs(dx) - width / 2), max(0.0, abs(dy) - height / 2))
            cost += 40.0 * any(_gap(box, *at[o.id]) < own for o in layout.spots if o.id != spot.id and not o.side)
            if best is None or cost < best[0]:
                best = (cost, Label(round(dx, 1), round(dy, 1), leader), box)
        if best is not None:
            out[spot.id] = best[1]
            taken.append(best[2])
    return out


def _crossed(box: Box, crowd: Mapping[tuple[int, int], int]) -> float:
    """How much of the curves runs through a box, by cells: a map of the seeds has thousands of points."""
    columns = range(int(box.x0 // CELL), int(box.x1 // CELL) + 1)
    rows = range(int(box.y0 // CELL), int(box.y1 // CELL) + 1)
    return float(sum(crowd.get((column, row), 0) for column in columns for row in rows))


def _own(box: Box, x: float, y: float, spot: Spot) -> bool:
    return (box.x0 + box.x1) / 2 == x and (box.y0 + box.y1) / 2 == y and not spot.side


def _gap(box: Box, x: float, y: float) -> float:
    return math.hypot(max(box.x0 - x, 0.0, x - box.x1), max(box.y0 - y, 0.0, y - box.y1))


def leans_left(spot: Spot, x: float, width: float) -> bool:
    """Whether the name of a far place stands to the left of its arrow at ``x``, since the frame ends on the right."""
    return spot.side == "right" or (spot.side in ("top", "bottom") and x + _far_width(spot) + 16 > width)


def _far_width(spot: Spot) -> float:
    return max(extent(caption(spot)), _FAR)


def _edge(spot: Spot, x: float, y: float, edge: float) -> Box:
    """The room that the name of a far place takes at its edge."""
    width = _far_width(spot)
    if spot.side == "left":
        return Box(x, y - 34, x + width + 12, y)
    if spot.side == "right":
        return Box(x - width - 12, y - 34, x, y)
    if leans_left(spot, x, edge):
        return Box(x - width - 16, y, x, y + 38)
    if spot.side == "top":
        return Box(x, y, x + width + 16, y + 38)
    return Box(x - width / 2, y, x + width / 2, y + 36)
