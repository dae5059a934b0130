"""Companies: examples of the lexicon, spans, and words that only look like one."""

from __future__ import annotations

from typing import Any

import pytest

from loaders import enterprises
from loaders.lexicon import table
from loaders.passage import Passage

DATA = table("enterprises")


def seen(text: str) -> list[str]:
    finds = list(enterprises.find(Passage(text, 0, len(text))))
    for find in finds:
        assert text[find.start : find.end] == find.name
    return [find.name for find in finds if not find.doubtful]


@pytest.mark.parametrize("case", DATA["example"], ids=lambda case: case["text"])
def test_examples(case: dict[str, Any]) -> None:
    assert seen(case["text"]) == case["names"]


@pytest.mark.parametrize("case", DATA["counter"], ids=lambda case: case["text"])
def test_counter_examples(case: dict[str, Any]) -> None:
    assert seen(case["text"]) == []


@pytest.mark.parametrize("brand", DATA["brands"])
def test_brands(brand: str) -> None:
    assert seen(f"引进{brand}落户") == [brand]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鼓励远大生物、云山茶业等企业上市,远大生物率先申报", ["远大生物", "云山茶业"]),
        ("支持新能源汽车、电子信息等企业扩产", []),
        ("成立市级融资担保公司", []),
        ("3青云智造科技有限公司", ["青云智造科技有限公司"]),
        ("办好和美团寨", []),
        ("支持美的集团、青云生物等企业改造", ["美的集团", "青云生物"]),
        ("培育青云生物、远帆重工等上市企业", ["青云生物", "远帆重工"]),
        ("与华为技术有限公司共建实验室", ["华为技术有限公司"]),
    ],
)
def test_shapes(text: str, expected: list[str]) -> None:
    assert seen(text) == expected
