"""The map: its window, its frame, its curves, and names that never meet."""

from __future__ import annotations

import itertools
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visual import atlas, labels, maps, ties
from visual.atlas import Spot, Tie

CITIES = {
    "长沙市": (112.94, 28.23),
    "株洲市": (113.13, 27.83),
    "湘潭市": (112.94, 27.83),
    "岳阳市": (113.13, 29.36),
    "沅江市": (112.36, 28.85),
    "海口市": (110.2, 20.04),
    "三亚市": (109.51, 18.25),
    "吐鲁番市": (89.19, 42.95),
}


def spot(name: str, count: int = 1, **more: Any) -> Spot:
    return Spot(f"place:{name}", name, *CITIES[name], count=count, **more)


def tie(a: str, b: str, strategy: str = "", count: int = 1) -> Tie:
    return Tie(f"place:{a}", f"place:{b}", strategy, count, (0,))


HUNAN = [spot(name, 3) for name in ("长沙市", "株洲市", "湘潭市", "岳阳市", "沅江市")]
TIES = [tie("长沙市", "株洲市", "长株潭一体化", 9), tie("沅江市", "长沙市", "东接东融"), tie("岳阳市", "沅江市")]


def laid(spots: list[Spot], lines: list[Tie], width: int = 760) -> atlas.Layout:
    layout = atlas.lay(spots, lines, width)
    assert layout is not None
    return layout


def test_a_far_partner_is_an_arrow_on_the_frame_and_does_not_stretch_the_window() -> None:
    near = laid(HUNAN, TIES).window
    layout = laid(
        [*HUNAN, spot("吐鲁番市"), spot("海口市")], [*TIES, tie("长沙市", "吐鲁番市"), tie("沅江市", "海口市")]
    )
    assert layout.window == near
    far = {one.name: (one.side, round(one.far, -2)) for one in layout.spots if one.side}
    assert far == {"吐鲁番市": ("left", 2700.0), "海口市": ("bottom", 1000.0)}


@pytest.mark.parametrize("bearing", range(0, 360, 10))
def test_names_of_far_partners_stay_in_the_frame(bearing: int) -> None:
    east, north = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))
    far = Spot("place:远方自治州", "远方自治州", 112.7 + 9 * east, 28.4 + 8 * north, count=1)
    layout = laid([*HUNAN, far], [*TIES, tie("长沙市", "远方自治州")])
    (shown,) = [one for one in layout.spots if one.side]
    x, y = layout.window.pixel(shown.lon, shown.lat)
    room = labels._edge(shown, x, y, layout.window.width)
    assert room.x0 > -9
    assert room.x1 < layout.window.width + 9


def test_scale_is_true_in_the_middle() -> None:
    """A kilometre east is as long as a kilometre north."""
    window = laid(HUNAN, TIES).window
    east = window.width / (window.east - window.west)
    north = window.height / (window.north - window.south)
    assert east / north == pytest.approx(0.88, abs=0.02)  # cos 28.5°


def test_curves_stay_in_the_frame_and_join_their_ends() -> None:
    layout = laid([*HUNAN, spot("三亚市")], [*TIES, tie("湘潭市", "三亚市", "", 25)])
    at = {one.id: layout.window.pixel(one.lon, one.lat) for one in layout.spots}
    assert len(layout.curves) == 4
    for line, points, width in layout.curves:
        assert all(0 <= x <= layout.window.width and 0 <= y <= layout.window.height for x, y in points)
        first, last = sorted((line.a, line.b))
        for point, end in ((points[0], first), (points[-1], last)):
            assert abs(point[0] - at[end][0]) < 8
            assert abs(point[1] - at[end][1]) < 8
        assert width == pytest.approx(2.5 * line.count**0.5)


def test_ribbons_of_one_pair_lie_side_by_side() -> None:
    layout = laid(HUNAN, [tie("长沙市", "岳阳市", "甲"), tie("长沙市", "岳阳市", "乙")])
    one, two = (points[10] for _, points, _ in layout.curves)
    assert ((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2) ** 0.5 > 2.5


def test_names_stand_nearer_to_their_own_place() -> None:
    layout = laid(HUNAN, TIES)
    placed = labels.place(layout)
    at = {one.id: layout.window.pixel(one.lon, one.lat) for one in layout.spots}
    boxes = {}
    for one in layout.spots:
        label, (x, y) = placed[one.id], at[one.id]
        width = labels.extent(labels.caption(one))
        boxes[one.id] = atlas.Box(
            x + label.dx - width / 2, y + label.dy - 6, x + label.dx + width / 2, y + label.dy + 6
        )
    keys = list(boxes)
    assert not [(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :] if boxes[a].meets(boxes[b])]


PLACES = st.lists(
    st.tuples(st.floats(75, 134), st.floats(18, 53), st.integers(0, 9)),
    min_size=2,
    max_size=14,
    unique_by=lambda p: p[:2],
)


@settings(max_examples=60, deadline=None)
@given(PLACES)
def test_any_places_give_a_map(found: list[tuple[float, float, int]]) -> None:
    spots = [Spot(f"p{n}", f"地方{n}", lon, lat, count) for n, (lon, lat, count) in enumerate(found)]
    lines = [Tie(a.id, b.id, "", 1) for a, b in itertools.pairwise(spots)]
    for width in (820, 340):
        option = maps.cooperation(spots, lines, width=width)
        if option is not None:
            json.dumps(option, allow_nan=False)
            assert 200 < option["meta"]["height"] < 2 * width


def test_five_strategies_in_colour_the_rest_grey() -> None:
    lines = [tie("长沙市", "株洲市", f"战略{n}", 10 - n) for n in range(7)] + [tie("长沙市", "株洲市", "", 99)]
    found = maps.strategies(lines)
    assert list(found) == [f"战略{n}" for n in range(5)]
    assert "" not in found


def test_no_place_no_map() -> None:
    assert maps.cooperation([], []) is None
    assert maps.cooperation(HUNAN, []) is None


def test_a_name_is_never_a_template() -> None:
    hostile = Spot("place:x", "{a|坏}<script>", 112.9, 28.3, 1)
    option = maps.cooperation([*HUNAN, hostile], [*TIES, Tie("place:x", "place:长沙市", "", 1)])
    assert option is not None
    label = next(one["label"]["formatter"] for one in option["series"][-1]["data"] if one["name"] == "place:x")
    assert label == "{a|｛a｜坏｝<script>}{b| 1}"


def row(a: str, b: str, times: int = 1, strategy: str = "", doubtful: bool = False) -> dict[str, Any]:
    sides = [{"id": f"place:{n}", "name": n, "lon": CITIES[n][0], "lat": CITIES[n][1]} for n in (a, b)]
    return {"a": sides[0], "b": sides[1], "times": times, "strategy": strategy, "themes": [], "doubtful": doubtful}


ROWS = [
    row("湘潭市", "长沙市", 2, "甲"),
    row("长沙市", "湘潭市", 1, "乙"),
    row("株洲市", "岳阳市"),
    row("沅江市", "海口市", 9, "", True),
]


def test_pairs_have_no_direction_and_no_doubt() -> None:
    found = [(pair.a["name"], pair.b["name"], pair.times, pair.rows) for pair in ties.pairs(ROWS)]
    assert found == [("湘潭市", "长沙市", 3, [0, 1]), ("株洲市", "岳阳市", 1, [2])]


def test_a_folded_region_counts_what_is_inside() -> None:
    spots, lines = ties.spots_and_ties(ties.pairs(ROWS))
    ring = Spot("place:长株潭", "长株潭", 113.0, 28.0)
    folded, outward = ties.fold(spots, lines, ring, ["place:长沙市", "place:株洲市", "place:湘潭市"])
    assert {one.name: one.region for one in folded} == {"岳阳市": -1, "长株潭": 3}
    assert [(line.a, line.b, line.count) for line in outward] == [("place:岳阳市", "place:长株潭", 1)]
