"""Figures and the tables they make."""

from __future__ import annotations

import pytest

from bench.figures import Figure, short, table


@pytest.mark.parametrize(
    ("value", "written"), [(10093.4, "10,093"), (1000, "1,000"), (999, "999"), (23.519, "23.5"), (0.05712, "0.0571")]
)
def test_short(value: float, written: str) -> None:
    assert short(value) == written


def test_a_row_has_its_reference_and_ratio() -> None:
    assert Figure("load", 900, 1000, "rows/s", ">= 0.7").row() == (
        "load",
        "900 rows/s",
        "1,000 rows/s",
        "0.90",
        ">= 0.7",
    )
    assert Figure("again", 3.2, None, "ms").row() == ("again", "3.2 ms", "", "", "")


def test_table() -> None:
    assert table(("a", "b"), [("x", "1")]) == "| a | b |\n| --- | ---: |\n| x | 1 |"
