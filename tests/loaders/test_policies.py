"""Cited documents: titles, numbers, and what stands in 《》 without being a document."""

from __future__ import annotations

from typing import Any

import pytest

from loaders import policies
from loaders.lexicon import table

DATA = table("policies")


@pytest.mark.parametrize("case", DATA["example"], ids=lambda case: case["title"])
def test_examples(case: dict[str, Any]) -> None:
    (find,) = policies.find(case["text"])
    assert (find.name, find.props["number"], find.doubtful) == (
        case["title"],
        case.get("number"),
        case.get("doubtful", False),
    )
    assert find.name in case["text"][find.start : find.end]


@pytest.mark.parametrize("case", DATA["counter"], ids=lambda case: case["text"])
def test_counter_examples(case: dict[str, str]) -> None:
    assert not list(policies.find(case["text"]))


def test_several_in_order() -> None:
    text = "落实《甲规划》《乙行动计划(2024—2026年)》,衔接《丙条例》"
    assert [f.name for f in policies.find(text)] == ["甲规划", "乙行动计划(2024—2026年)", "丙条例"]
