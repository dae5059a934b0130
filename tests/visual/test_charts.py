"""Charts are plain dicts: what they show, in which order, in which colour."""

from __future__ import annotations

import json
from typing import Any

import pytest

from visual import charts

NAMES = {"lead": "牵头", "inferred": "推定", "co": "分工", "support": "配合", "guide": "指导", "listed": "列名"}
ROWS: list[dict[str, Any]] = [
    {"name": "甲局", "lead": 3, "co": 1},
    {"name": "乙局", "lead": 1, "inferred": 2, "listed": 1},
    {"name": "丙局", "listed": 4},
]


def series(option: dict[str, Any]) -> dict[str, list[int | None]]:
    return {one["name"]: one["data"] for one in option["series"] if "name" in one}


def test_parts_stand_in_the_order_of_roles() -> None:
    option = charts.ranking(ROWS, NAMES)
    assert list(series(option)) == ["牵头", "推定", "分工", "列名"]
    assert series(option)["牵头"] == [3, 1, None]
    assert option["yAxis"]["data"] == ["甲局", "乙局", "丙局"]


def test_the_gap_says_why_bars_are_hollow() -> None:
    option = charts.ranking(ROWS, NAMES, gap="以下没有写明牵头")
    assert option["yAxis"]["data"] == ["甲局", "乙局", "", "丙局"]
    assert option["meta"]["rows"] == [0, 1, None, 2]
    ends = [one["label"]["formatter"] for one in option["series"][-1]["data"]]
    assert ends == ["4", "4", "以下没有写明牵头", "4"]


@pytest.mark.parametrize("rows", [ROWS[:2], ROWS[2:], []], ids=["all lead", "none leads", "empty"])
def test_no_gap_where_it_would_say_nothing(rows: list[dict[str, Any]]) -> None:
    assert "" not in charts.ranking(rows, NAMES, gap="…")["yAxis"]["data"]


def test_inferred_is_hatched_and_nothing_else_is() -> None:
    found = {one["name"]: one["itemStyle"]["decal"] for one in charts.ranking(ROWS, NAMES)["series"] if "name" in one}
    assert found["推定"] == charts.HATCH
    assert all(decal == {"symbol": "none"} for name, decal in found.items() if name != "推定")


def test_nothing_moves_and_nothing_is_fetched() -> None:
    option = charts.ranking(ROWS, NAMES)
    text = json.dumps(option)
    assert option["animation"] is False
    assert "http" not in text
    assert "tooltip" not in text
