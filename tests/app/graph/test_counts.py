"""What a plan counts for itself: gaps, heads, and overlaps by the lowest rank that two tasks share."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from app.graph.counts import Side, gaps, heads, keys, overlaps, tallies

Bodies = list[tuple[str, str, Any]]


def body(role: str, name: str, clause: int = 0) -> tuple[str, str, Any]:
    return role, name, {"clause": clause, "position": 0}


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([], ["nobody"]),
        ([body("LEADS", "甲"), body("SHARES", "乙")], []),
        ([body("LISTED", "甲"), body("LISTED", "乙")], ["unled"]),
        ([body("SUPPORTS", "甲")], ["unled"]),
        ([body("LEADS", "甲"), body("LEADS", "乙")], ["two"]),
        ([body("LEADS", "甲", 0), body("LEADS", "乙", 1)], []),
        ([body("LEADS", "甲"), body("LEADS", "甲")], []),
        ([body("LISTED", "各县")], ["unled", "collective"]),
        ([body("LEADS", "各县")], ["collective"]),
        ([body("LISTED", "各县"), body("LISTED", "甲")], ["unled"]),
    ],
)
def test_gaps(bodies: Bodies, expected: list[str]) -> None:
    assert gaps(bodies, {"各县"}) == expected


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([], (False, [])),
        ([body("SHARES", "丙"), body("LEADS", "乙"), body("LEADS", "甲")], (True, ["乙", "甲"])),
        ([body("LISTED", "乙"), body("GUIDES", "甲")], (False, ["乙", "甲"])),
    ],
)
def test_heads(bodies: Bodies, expected: tuple[bool, list[str]]) -> None:
    assert heads(bodies) == expected


def test_keys_go_by_rank_and_leave_doubts_out() -> None:
    relations = {
        ("NAMES", "Task", "Project"): [{"source": "t", "target": "p", "props": {}}],
        ("SETS", "Task", "Target"): [{"source": "t", "target": "g", "props": {}}],
        ("ABOUT", "Task", "Subject"): [
            {"source": "t", "target": "subject:水", "props": {}},
            {"source": "t", "target": "subject:火", "props": {"doubtful": True}},
        ],
    }
    nodes = {"p": {"base": "渡口"}, "g": {"metric": "亩数"}}
    assert keys(relations, nodes) == {"t": ["0渡口", "1亩数", "2subject:水"]}


A, B, C = ["甲"], ["乙"], ["甲", "乙"]


@pytest.mark.parametrize(
    ("mine", "others", "expected"),
    [
        ([(["0p"], A), (["0p"], B)], [], {0: 1}),
        ([(["0p"], A), (["0p"], A)], [], {}),
        ([(["0p"], A), (["0p"], [])], [], {}),
        ([(["0p", "2s"], A), (["0p", "2s"], B)], [], {0: 1}),
        ([(["1m", "2s"], A), (["2s"], B), (["1m"], C)], [], {1: 1, 2: 1}),
        ([(["2s"], A)], [(["2s"], B), (["2s"], C), (["2s"], A)], {2: 2}),
        ([], [(["2s"], B), (["2s"], C)], {}),
    ],
    ids=["two heads", "one head", "nobody", "once", "each rank", "beside", "others alone"],
)
def test_overlaps(mine: list[Side], others: list[Side], expected: dict[int, int]) -> None:
    assert overlaps(mine, others) == Counter(expected)


def test_tallies_skip_what_did_not_change() -> None:
    changes = {("leads", 2, ""): 1, ("leads", 1, ""): 0, ("overlaps0", 0, "place:1"): 3, ("overlaps", 0, ""): 3}
    told = [(row["id"], row["n"]) for row in tallies(changes)]
    assert told == [("leads:2", 1), ("overlaps:0", 3), ("overlaps0:0:place:1", 3)]
