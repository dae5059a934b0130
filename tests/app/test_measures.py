"""Who stands between others, in small networks where one can count it by hand."""

from __future__ import annotations

import pytest

from app.measures import MEASURES, between, page

Rows = list[dict[str, object]]


def tasks(*groups: str) -> Rows:
    """Tasks and their bodies, a letter a body."""
    return [
        {"task": f"t{number}", "bodies": [{"id": one, "name": one.upper(), "fact": f"{number}{one}"} for one in group]}
        for number, group in enumerate(groups)
    ]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (("ab", "bc"), {"b": 1.0, "a": 0.0, "c": 0.0}),
        (("ab", "bc", "cd"), {"b": 0.6667, "c": 0.6667, "a": 0.0, "d": 0.0}),
        (("abc",), {"a": 0.0, "b": 0.0, "c": 0.0}),
        (("ab", "bc", "cd", "da"), {"a": 0.1667, "b": 0.1667, "c": 0.1667, "d": 0.1667}),
        (("a",), {"a": 0.0}),
        (("aab", "bc"), {"b": 1.0, "a": 0.0, "c": 0.0}),
    ],
    ids=["one between two", "a chain", "all with all", "a ring", "alone", "named twice"],
)
def test_between(groups: tuple[str, ...], expected: dict[str, float]) -> None:
    assert {row["agency"]["id"]: row["between"] for row in between(tasks(*groups))} == expected


def test_a_row_tells_partners_circle_tasks_and_facts() -> None:
    rows = between(tasks("abc", "abc", "cd", "def", "def"))
    assert [row["agency"]["id"] for row in rows[:2]] == ["c", "d"]
    assert (rows[0]["partners"], rows[0]["tasks"], rows[0]["facts"]) == (3, 3, ["0c", "1c", "2c"])
    circles = {row["agency"]["id"]: row["circle"] for row in rows}
    assert circles["a"] == circles["b"] == circles["c"] == 1
    assert circles["d"] == circles["e"] == circles["f"] == 2


def test_many_agencies_are_measured_the_same_twice() -> None:
    rows = tasks(*[chr(0x4E00 + number) + chr(0x4E00 + number + 1) for number in range(300)])
    assert between(rows) == between(rows)


def test_pages_tell_the_total() -> None:
    assert list(MEASURES) == ["between"]
    rows = tasks("abc", "cd")
    assert [(row["agency"]["id"], row["total"]) for row in page("between", rows, 1, 2)] == [("a", 4), ("b", 4)]
    assert page("between", [], 0, 5) == []
