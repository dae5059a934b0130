"""The cooperation map as an ECharts option: longitude and latitude, a graticule, curves, names; no boundaries.

Windows, curves and places of names are worked out here, on the server, so that they are the same everywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from visual import atlas, labels
from visual.atlas import Layout, Spot, Tie
from visual.charts import Option, base

COLOURS = tuple(f"var(--c{number})" for number in range(1, 6))
OTHER = "var(--c6)"
HALO: Option = {"textBorderColor": "var(--ground)", "textBorderWidth": 3}


def strategies(ties: Iterable[Tie]) -> dict[str, str]:
    """At most five strategies in colour, the most frequent first; all others and none are grey."""
    counts: Counter[str] = Counter()
    for tie in ties:
        if tie.strategy:
            counts[tie.strategy] += tie.count
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {name: COLOURS[index] for index, (name, _) in enumerate(ranked[: len(COLOURS)])}


def cooperation(
    spots: Sequence[Spot],
    ties: Sequence[Tie],
    *,
    dots: Iterable[tuple[float, float]] = (),
    colours: Mapping[str, str] | None = None,
    around: Mapping[str, Collection[str]] | None = None,
    width: int = 760,
    title: str = "",
    outside: str = "图外 约 {km} 公里",
    inside: str = "内部 {n} 项",
) -> Option | None:
    """The map of who works with whom; ``dots`` are county seats, of which only the window's are kept; ``around`` are
    regions by name whose members get a dotted hull.

    None where no place has coordinates. ``meta`` carries the height for ``width`` and the row of each line.
    """
    layout = atlas.lay(spots, ties, width)
    if layout is None or not layout.curves:
        return None
    window, placed = layout.window, labels.place(layout)
    colours = strategies(ties) if colours is None else colours
    option = base(title)
    option["aria"]["decal"]["show"] = False
    option["grid"] = {
        "left": atlas.LEFT,
        "right": atlas.RIGHT,
        "top": atlas.TOP,
        "bottom": atlas.BOTTOM,
        "show": True,
        "backgroundColor": "var(--ground)",
        "borderColor": "var(--line2)",
    }
    option["xAxis"] = {"type": "value", "show": False, "min": window.west, "max": window.east}
    option["yAxis"] = {"type": "value", "show": False, "min": window.south, "max": window.north}
    option["series"] = [
        *_graticule(layout),
        _dots(layout, dots),
        _lines(layout, colours),
        *[part for name, ids in (around or {}).items() for part in _hull(layout, name, ids)],
        _leaders(layout, placed),
        *_scale(layout),
        _spots(layout, placed, outside if width > atlas.NARROW else "", inside),
    ]
    option["meta"] = {
        "width": width,
        "height": int(window.height) + atlas.TOP + atlas.BOTTOM,
        "frame": [atlas.LEFT + atlas.RIGHT, atlas.TOP + atlas.BOTTOM],
        "rows": [list(tie.rows) for tie, _, _ in layout.curves],
        "hidden": layout.hidden,
    }
    return option


def _graticule(layout: Layout) -> list[Option]:
    """One hairline a degree (two where the window is wide), and its number at the frame."""
    window = layout.window
    step = 1 if window.east - window.west < 8 else 2
    coords, words = [], []
    for lon in range(math.ceil(window.west), math.floor(window.east) + 1):
        if lon % step == 0:
            coords.append([[lon, window.south], [lon, window.north]])
            words.append(_words([lon, window.north], f"{lon}°E", "top"))
    for lat in range(math.ceil(window.south), math.floor(window.north) + 1):
        if lat % step == 0:
            coords.append([[window.west, lat], [window.east, lat]])
            words.append(_words([window.west, lat], f"{lat}°N", "left"))
    return [_thin(coords, 1, "var(--line)"), _captions(words)]


def _words(at: Sequence[float], text: str, position: str) -> Option:
    label = {
        "show": True,
        "formatter": text,
        "position": position,
        "color": "var(--ink3)",
        "fontSize": 12,
        "distance": 6,
    }
    return {"value": list(at), "label": label}


def _captions(data: list[Option]) -> Option:
    """Words on the map that are no place."""
    return {"type": "scatter", "silent": True, "clip": False, "symbolSize": 0.1, "data": data}


def _dots(layout: Layout, dots: Iterable[tuple[float, float]]) -> Option:
    window = layout.window
    kept = [
        [round(lon, 3), round(lat, 3)]
        for lon, lat in dots
        if window.west < lon < window.east and window.south < lat < window.north
    ]
    return {
        "type": "scatter",
        "silent": True,
        "symbolSize": 3,
        "itemStyle": {"color": "var(--dot)"},
        "emphasis": {"disabled": True},
        "data": kept,
    }


def _lines(layout: Layout, colours: Mapping[str, str]) -> Option:
    return {
        "type": "lines",
        "coordinateSystem": "cartesian2d",
        "polyline": True,
        "cursor": "pointer",
        "emphasis": {"disabled": True},
        "data": [
            {
                "coords": [layout.window.coordinate(x, y) for x, y in points],
                "name": tie.strategy,
                "lineStyle": {
                    "color": colours.get(tie.strategy, OTHER),
                    "width": round(width, 1),
                    "opacity": 0.86,
                    "cap": "round",
                    "join": "round",
                },
            }
            for tie, points, width in layout.curves
        ],
    }


def _thin(coords: list[list[list[float]]], width: float = 1.0, colour: str = "var(--ink2)") -> Option:
    return {
        "type": "lines",
        "coordinateSystem": "cartesian2d",
        "polyline": True,
        "silent": True,
        "lineStyle": {"color": colour, "width": width, "opacity": 1},
        "data": [{"coords": one} for one in coords],
    }


def _hull(layout: Layout, name: str, ids: Collection[str]) -> list[Option]:
    """A dotted line around the members of a region that stand in the window, with its name below."""
    window = layout.window
    spots = [window.pixel(spot.lon, spot.lat) for spot in layout.spots if spot.id in ids and not spot.side]
    if len(spots) < 2:
        return []
    ring = atlas.hull(spots, 28.0)
    line = _thin([[window.coordinate(x, y) for x, y in [*ring, ring[0]]]], 1.2, "var(--c1)")
    line["lineStyle"]["type"] = "dotted"
    x, y = max(ring, key=lambda point: point[0] + point[1])
    words = _words(window.coordinate(x, y), name, "right")
    words["label"] |= {"color": "var(--c1)", "fontWeight": 600, **HALO}
    return [line, _captions([words])]


def _leaders(layout: Layout, placed: Mapping[str, labels.Label]) -> Option:
    """Thin lines to names that found no room beside their place."""
    window, coords = layout.window, []
    for spot in layout.spots:
        label = placed.get(spot.id)
        if label is not None and label.leader:
            x, y = window.pixel(spot.lon, spot.lat)
            half = labels.extent(labels.caption(spot)) / 2
            end_x = x + label.dx - (half if label.dx > half else -half if label.dx < -half else label.dx / 2)
            coords.append([window.coordinate(x, y), window.coordinate(end_x, y + label.dy)])
    return _thin(coords, 0.8)


def _scale(layout: Layout) -> list[Option]:
    """A bar of a round number of kilometres, in the corner where least is in its way."""
    window = layout.window
    km = next((km for km in (200, 100, 50, 20, 10) if km * window.scale < window.width / 5), 10)
    long = km * window.scale
    things = [point for _, points, _ in layout.curves for point in points]
    things += [window.pixel(spot.lon, spot.lat) for spot in layout.spots for _ in range(5)]

    def crowd(corner: tuple[float, float]) -> int:
        x, y = corner
        box = atlas.Box(x - 30, y - 50, x + long + 30, y + 30)
        return sum(box.holds(*point) for point in things)

    right, low = window.width - long - 14, window.height - 14
    x, y = min(((14.0, low), (right, low), (14.0, 34.0), (right, 34.0)), key=crowd)
    bar = [(x, y - 5), (x, y), (x + long, y), (x + long, y - 5)]
    words = _words(window.coordinate(x + long / 2, y), f"{km} km", "top")
    return [_thin([[window.coordinate(*point) for point in bar]]), _captions([words])]


def _spots(layout: Layout, placed: Mapping[str, labels.Label], outside: str, inside: str) -> Option:
    data = []
    for spot in layout.spots:
        item: Option = {"value": [spot.lon, spot.lat], "name": spot.id}
        if spot.side:
            x, _ = layout.window.pixel(spot.lon, spot.lat)
            item |= _arrow(spot, outside, labels.leans_left(spot, x, layout.window.width))
        elif spot.region >= 0:
            item |= _ring(spot, inside)
        else:
            item |= _node(spot, placed[spot.id])
        data.append(item)
    return {"type": "scatter", "clip": False, "cursor": "pointer", "emphasis": {"disabled": True}, "data": data}


def _rich(first: str, rest: str) -> Option:
    return {
        "show": True,
        "formatter": "{a|" + _safe(first) + "}{b|" + _safe(rest) + "}",
        "rich": {
            "a": {"fontSize": 13, "fontWeight": 600, "color": "var(--ink)", **HALO},
            "b": {"fontSize": 12, "color": "var(--ink2)", **HALO},
        },
    }


def _safe(text: str) -> str:
    """Keep a name from being read as a template of ECharts."""
    return text.translate({ord("{"): "｛", ord("}"): "｝", ord("|"): "｜"})


def _node(spot: Spot, label: labels.Label) -> Option:
    size = 11
    width = labels.extent(labels.caption(spot))
    position = [size / 2 + label.dx - width / 2, size / 2 + label.dy]
    rich = _rich(spot.name, f" {spot.count}" if spot.count else "")
    return {
        "symbol": "rect" if spot.issuer else "circle",
        "symbolSize": size,
        "itemStyle": {
            "color": "var(--ink)" if spot.issuer else "var(--surface)",
            "borderColor": "var(--ink)",
            "borderWidth": 0 if spot.issuer else 1.8,
        },
        "label": {**rich, "position": position, "align": "left", "verticalAlign": "middle"},
    }


def _ring(spot: Spot, inside: str) -> Option:
    rich = _rich(spot.name, "\n" + inside.format(n=spot.region))
    return {
        "symbol": "circle",
        "symbolSize": labels.RING * 2,
        "itemStyle": {"color": "var(--surface)", "borderColor": "var(--c1)", "borderWidth": 2},
        "label": {**rich, "position": "inside", "align": "center", "lineHeight": 16},
    }


_TURN = {"bottom": 180, "top": 0, "left": 90, "right": -90}
_SIDE: dict[str, Option] = {
    "bottom": {"position": "bottom", "align": "center", "distance": 4},
    "top": {"position": [14, 6], "align": "left"},
    "left": {"position": [12, -28], "align": "left"},
    "right": {"position": [-4, -28], "align": "right"},
}
_LEANING: dict[str, Option] = {
    side: {"position": [-4, down], "align": "right"} for side, down in (("top", 6), ("bottom", -2))
}
"""The same near the right end of the frame."""


def _arrow(spot: Spot, outside: str, leans: bool) -> Option:
    """A far place on the frame: name, links and how far it really is."""
    km = round(spot.far / 10) * 10 if spot.far < 1000 else round(spot.far / 100) * 100
    rich = _rich(labels.caption(spot), "\n" + outside.format(km=km) if outside else "")
    side = (leans and _LEANING.get(spot.side)) or _SIDE[spot.side]
    return {
        "symbol": "triangle",
        "symbolSize": [9, 7],
        "symbolRotate": _TURN[spot.side],
        "itemStyle": {"color": "var(--ink)"},
        "label": {**rich, **side, "lineHeight": 16, **({"distance": 21} if spot.lower else {})},
    }
