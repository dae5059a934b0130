"""The heads of answers: who has most is said of one only where it is one."""

from __future__ import annotations

from typing import Any

import pytest

from visual.findings import finding
from visual.words import Words


def pair(a: str, b: str, times: int, doubtful: bool = False) -> dict[str, Any]:
    return {"a": {"name": a}, "b": {"name": b}, "times": times, "doubtful": doubtful}


def body(name: str, lead: int, co: int = 0) -> dict[str, Any]:
    return {"agency": {"name": name}, "lead": lead, "co": co}


@pytest.mark.parametrize(
    ("question", "rows", "zh", "en"),
    [
        (
            "cooperation",
            [pair("甲市", "乙市", 3), pair("甲市", "丙市", 2), pair("丁市", "丙市", 9, doubtful=True)],
            "甲市与乙市写到的合作最多，3 处",
            "甲市 and 乙市 are tied most often: 3",
        ),
        (
            "cooperation",
            [pair("甲市", "乙市", 1), pair("甲市", "丙市", 1), pair("甲市", "丁市", 1)],
            "3 对并列，甲市与乙市等各写到 1 处合作",
            "3 pairs are written of equally often (1), 甲市 and 乙市 among them",
        ),
        ("agencies", [body("甲局", 3), body("乙局", 1, 1)], "甲局任务最多，承担 3 项", "甲局 has most tasks: 3"),
        (
            "agencies",
            [body("甲局", 3), body("乙局", 1, 2), body("丙局", 1)],
            "2 个部门并列，甲局等各承担 3 项任务",
            "2 bodies have 3 tasks each, 甲局 among them",
        ),
    ],
)
def test_who_has_most(question: str, rows: list[dict[str, Any]], zh: str, en: str) -> None:
    told = {lang: str(finding(question, rows, len(rows), {}, Words(lang), "?")) for lang in ("zh", "en")}
    assert told == {"zh": zh, "en": en}
