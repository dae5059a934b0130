"""Geometry of the cooperation map: which window, which curves, where the labels go. No boundaries, no coast.

Works in pixels of a figure of known width and gives longitudes and latitudes back, so that the chart can be redrawn
at a slightly different width without another answer from the server.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

KM = 111.2
"""Kilometres in a degree of latitude."""
REACH = 330.0
"""Partners further than this from the middle become arrows on the frame, or one of them would shrink the rest."""
LEFT, RIGHT, TOP, BOTTOM = 46, 18, 26, 52
NARROW = 500
"""Below this width far places go without their distance: the list says it too."""
"""Room around the frame for degrees and for the names of far partners."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map."""

    id: str
    name: str
    lon: float
    lat: float
    count: int = 0
    issuer: bool = False
    far: float = 0.0
    """Kilometres from the middle where it lies outside of the window, else 0."""
    side: str = ""
    """Edge of the frame it stands at: left, right, top, bottom."""
    region: int = -1
    """Tasks inside a folded region, -1 for a plain place."""
    lower: bool = False
    """Its name stands a line lower, since its neighbours on the edge leave no room beside them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two spots: one strategy, so many links, and the rows of the answer it stands for."""

    a: str
    b: str
    strategy: str
    count: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the world that is shown, and its frame in pixels."""

    west: float
    east: float
    south: float
    north: float
    width: float
    height: float

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a coordinate stands in the frame."""
        x = (lon - self.west) / (self.east - self.west) * self.width
        return x, (self.north - lat) / (self.north - self.south) * self.height

    def coordinate(self, x: float, y: float) -> list[float]:
        """Longitude and latitude of a pixel, short enough for JSON."""
        lon = self.west + x / self.width * (self.east - self.west)
        return [round(lon, 4), round(self.north - y / self.height * (self.north - self.south), 4)]

    @property
    def scale(self) -> float:
        """Pixels in a kilometre."""
        return self.height / ((self.north - self.south) * KM)


@dataclass(slots=True)
class Box:
    """A rectangle that must stay free of others."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(slots=True)
class Layout:
    """Everything the chart needs."""

    window: Window
    spots: list[Spot]
    curves: list[tuple[Tie, list[tuple[float, float]], float]] = field(default_factory=list)
    """Line, its points in pixels, its width."""
    hidden: int = 0
    """Links with both ends outside of the window."""


def distance(a: Spot, b: Spot) -> float:
    """Kilometres between two places, on a sphere."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))


def middle(spots: Sequence[Spot]) -> Spot:
    """The place that is nearest to all others, weighted by their links: outliers do not move it."""
    return min(spots, key=lambda a: (sum(distance(a, b) * max(1, b.count) for b in spots), a.id))


def _window(near: Sequence[Spot], width: int) -> Window:
    """A window with a margin around the near places, between 4:5 and 5:4, true in scale at its middle latitude."""
    west, east = min(s.lon for s in near), max(s.lon for s in near)
    south, north = min(s.lat for s in near), max(s.lat for s in near)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, tall = max((east - west) * squeeze, 0.9), max(north - south, 0.9)
    wide, tall = wide * 1.26, tall * 1.3
    wide, tall = max(wide, tall * 0.95), max(tall, wide * 0.72)
    lon, lat = (west + east) / 2, (south + north) / 2
    frame = width - LEFT - RIGHT
    half = wide / squeeze / 2
    return Window(lon - half, lon + half, lat - tall / 2, lat + tall / 2, frame, round(frame * tall / wide))


def lay(spots: Iterable[Spot], ties: Sequence[Tie], width: int = 760) -> Layout | None:
    """Window, far places on the frame, curves; None where no place has coordinates. Labels are ``labels.place``."""
    known = {spot.id: spot for spot in spots}
    if not known:
        return None
    centre = middle(list(known.values()))
    near = [spot for spot in known.values() if distance(spot, centre) <= REACH]
    window = _window(near, width)
    ids = {spot.id for spot in near}
    drawn = [tie for tie in ties if tie.a in known and tie.b in known and (tie.a in ids or tie.b in ids)]
    seen = {end for tie in drawn for end in (tie.a, tie.b)}
    far = _frame([s for s in known.values() if s.id not in ids and s.id in seen], drawn, known, window, centre)
    layout = Layout(window, [*near, *far], hidden=sum(tie.count for tie in ties) - sum(tie.count for tie in drawn))
    layout.curves = curves(drawn, {spot.id: spot for spot in layout.spots}, window)
    return layout


def _frame(
    far: Sequence[Spot], ties: Sequence[Tie], known: dict[str, Spot], window: Window, centre: Spot
) -> list[Spot]:
    """Put far places where the straight way to them leaves the frame, then push names on one edge apart."""
    edges: dict[str, list[tuple[float, Spot, float]]] = {"left": [], "right": [], "top": [], "bottom": []}
    for spot in far:
        other = next((known[t.b if t.a == spot.id else t.a] for t in ties if spot.id in (t.a, t.b)), centre)
        x0, y0 = window.pixel(other.lon, other.lat)
        x1, y1 = window.pixel(spot.lon, spot.lat)
        side, along = _exit(x0, y0, x1, y1, window)
        edges[side].append((along, spot, distance(other, spot)))
    out = []
    for side, found in edges.items():
        level = side in ("top", "bottom")
        length = window.width if level else window.height
        found.sort(key=lambda one: (one[0], one[1].id))
        rooms = [_room(spot, window.width) if level else 40.0 for _, spot, _ in found]
        tight = level and sum(rooms) > length
        spread = _spread([one[0] for one in found], [room / 2 for room in rooms] if tight else rooms, length)
        for place, ((_, spot, km), along) in enumerate(zip(found, spread, strict=True)):
            x, y = (along, 0.0 if side == "top" else window.height) if level else (0.0, along)
            x = window.width if side == "right" else x
            lon, lat = window.coordinate(x, y)
            out.append(replace(spot, lon=lon, lat=lat, far=km, side=side, lower=tight and bool(place % 2)))
    return out


def _room(spot: Spot, width: float) -> float:
    """Pixels that a far place's name takes on a level edge, its distance below it where there is room for that."""
    name = len(spot.name) * 13.0 + 26
    return name if width < NARROW else max(name, 106.0)


def _exit(x0: float, y0: float, x1: float, y1: float, window: Window) -> tuple[str, float]:
    """Which edge the way from inside to outside crosses, and how far along it."""
    dx, dy = x1 - x0, y1 - y0
    ways = []
    if dx:
        ways.append((((window.width if dx > 0 else 0.0) - x0) / dx, "right" if dx > 0 else "left"))
    if dy:
        ways.append((((window.height if dy > 0 else 0.0) - y0) / dy, "bottom" if dy > 0 else "top"))
    share, side = min((way for way in ways if way[0] >= 0), default=(0.0, "bottom"))
    return side, (x0 + dx * share) if side in ("top", "bottom") else (y0 + dy * share)


def _spread(values: Sequence[float], rooms: Sequence[float], length: float) -> list[float]:
    """Move sorted middles apart so that their rooms do not meet, inside the edge where they fit."""
    out = [min(max(value, room / 2), length - room / 2) for value, room in zip(values, rooms, strict=True)]
    for index in range(1, len(out)):
        out[index] = max(out[index], out[index - 1] + (rooms[index - 1] + rooms[index]) / 2)
    if out and out[-1] > length - rooms[-1] / 2:
        out[-1] = length - rooms[-1] / 2
        for index in range(len(out) - 2, -1, -1):
            out[index] = min(out[index], out[index + 1] - (rooms[index + 1] + rooms[index]) / 2)
    return out


def curves(
    ties: Sequence[Tie], spots: dict[str, Spot], window: Window
) -> list[tuple[Tie, list[tuple[float, float]], float]]:
    """One ribbon for each pair and strategy, side by side; long ones bend more, away from the middle of the frame."""
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        if tie.a != tie.b:
            pairs.setdefault((min(tie.a, tie.b), max(tie.a, tie.b)), []).append(tie)
    out = []
    for (a, b), found in sorted(pairs.items()):
        x0, y0 = window.pixel(spots[a].lon, spots[a].lat)
        x1, y1 = window.pixel(spots[b].lon, spots[b].lat)
        bow = _bow(spots[a], spots[b], window)
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = -(y1 - y0) / length, (x1 - x0) / length
        widths = [min(14.0, 2.5 * math.sqrt(tie.count)) for tie in found]
        shift = -(sum(widths) + len(widths) - 1) / 2
        for tie, width in zip(found, widths, strict=True):
            offset = shift + width / 2
            shift += width + 1
            points = []
            for step in range(21):
                t = step / 20
                u, v, w = (1 - t) ** 2, 2 * t * (1 - t), t * t
                side = offset * (v * 2 + (u + w) * min(1.0, 4.0 / (abs(offset) or 1.0)))
                x, y = u * x0 + v * bow[0] + w * x1 + nx * side, u * y0 + v * bow[1] + w * y1 + ny * side
                points.append((min(max(x, 0.0), window.width), min(max(y, 0.0), window.height)))
            out.append((tie, points, width))
    return out


def _bow(a: Spot, b: Spot, window: Window) -> tuple[float, float]:
    """Where a curve is drawn towards: at a far place it meets the frame upright, else it bends away from the middle."""
    x0, y0 = window.pixel(a.lon, a.lat)
    x1, y1 = window.pixel(b.lon, b.lat)
    if a.side:
        (x0, y0), (x1, y1), b = (x1, y1), (x0, y0), a
    if b.side:
        return (x1, y0 + (y1 - y0) * 0.45) if b.side in ("top", "bottom") else (x0 + (x1 - x0) * 0.45, y1)
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    nx, ny = -(y1 - y0) / length, (x1 - x0) / length
    away = nx * ((x0 + x1 - window.width) / 2) + ny * ((y0 + y1 - window.height) / 2)
    bend = (0.10 + 0.14 * min(1.0, length / 420)) * length * (1 if away >= 0 else -1)
    return (x0 + x1) / 2 + nx * bend, (y0 + y1) / 2 + ny * bend


def hull(points: Sequence[tuple[float, float]], margin: float) -> list[tuple[float, float]]:
    """The outline of circles of a radius around points, without dents."""
    steps = [math.tau * step / 24 for step in range(24)]
    cloud = sorted(
        {(round(x + margin * math.cos(a), 2), round(y + margin * math.sin(a), 2)) for x, y in points for a in steps}
    )

    def half(ordered: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for point in ordered:
            while len(out) > 1 and _turn(out[-2], out[-1], point) <= 0:
                out.pop()
            out.append(point)
        return out[:-1]

    return half(cloud) + half(reversed(cloud))


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
