"""Ties: examples of the lexicon with made-up places, whose house is whose, themes, and what is only obeying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from loaders import cooperation, enterprises, strategies
from loaders.facts import Find
from loaders.gazetteer import Place
from loaders.lexicon import table
from loaders.passage import Passage

DATA = table("cooperation")
HOME = Place("place:980101", "980101", "甲县", "甲县", "county", "place:980100")


def spots(text: str, names: Sequence[str], inside: Sequence[str]) -> list[Find]:
    """Places of a text; those inside (and those that begin with the home's name) have an id of the home."""
    found: list[Find] = []
    for number, name in enumerate(sorted(names, key=len, reverse=True)):
        own = name in inside or name.startswith(HOME.name)
        stem = name.removesuffix("市").removesuffix("县")
        id = f"place:980101:{name}" if own else f"place:970{100 + sum(map(ord, stem)) % 800}"
        id = {"益群市": "place:980100", "三江都市圈": "place:三江都市圈"}.get(name, id)
        at = text.find(name)
        while at >= 0:
            if all(at >= f.end or at + len(name) <= f.start for f in found):
                found.append(Find("Place", name, at, at + len(name), f"test.{number}", props={"place": id}))
            at = text.find(name, at + 1)
    return found


def ties(text: str, names: Sequence[str] = (), inside: Sequence[str] = (), title: str = "") -> list[Find]:
    passage = Passage(text, 0, len(text), title, ("推进东接东融",))
    firms = list(enterprises.find(passage))
    served = list(strategies.find(passage))
    found = list(cooperation.find(passage, HOME, spots(text, names, inside), firms, served))
    for tie in found:
        start, end = tie.props["partner_start"], tie.props["partner_end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == tie.name == tie.props["b"]
        assert tie.start <= start < end <= tie.end
    return found


def sure(found: list[Find]) -> list[list[object]]:
    return [[tie.props["a"], tie.props["b"], tie.props["kind"]] for tie in found if not tie.doubtful]


@pytest.mark.parametrize("case", DATA["example"], ids=lambda case: case["text"])
def test_examples(case: dict[str, Any]) -> None:
    assert sure(ties(case["text"], case.get("places", ()), case.get("inside", ()))) == case["ties"]


@pytest.mark.parametrize("case", DATA["counter"], ids=lambda case: case["text"])
def test_counter_examples(case: dict[str, Any]) -> None:
    assert sure(ties(case["text"], case.get("places", ()), case.get("inside", ()))) == []


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("推动与青川市在装备、新材料等领域开展产业合作", ["青川市"], ["装备、新材料"]),
        ("与青川市建立水污染信息共享与联防联控机制", ["青川市"], ["水污染信息共享与联防联控"]),
        ("联合青川市争创全国文明典范城市", ["青川市"], ["全国文明典范城市"]),
        ("发展现代种业,深化与星河重工合作", [], ["现代种业"]),
        ("深化与青川市合作", ["青川市"], ["园区共建"]),
        ("推进三江都市圈医疗检验结果互认", ["三江都市圈"], ["医疗检验结果互认"]),
    ],
)
def test_themes(text: str, names: list[str], expected: list[str]) -> None:
    assert [tie.props["theme"] for tie in ties(text, names, title="加强园区共建")] == expected


def test_strategy_of_sentence_before_heading() -> None:
    (tie,) = ties("深化与青川市合作", ["青川市"])
    assert tie.props["strategy"] == "东接东融"
    (tie,) = ties("落实长三角一体化,深化与青川市合作", ["青川市"])
    assert tie.props["strategy"] == "长三角一体化"


def test_the_one_above_is_a_partner_only_where_both_act() -> None:
    assert sure(ties("与益群市建立应急联动机制", ["益群市"])) == [["甲县", "益群市", "city-city"]]
    assert sure(ties("争取益群市资金支持,对接益群市规划", ["益群市"])) == []


def test_a_partner_once_a_measure() -> None:
    text = "一是抓招商。承接青川产业转移,引进青川项目2个。二是抓医疗。与青川市共建医联体。"
    assert [tie.props["theme"] for tie in ties(text, ["青川", "青川市"])] == ["产业转移", "共建医联体"]


def test_the_ends_of_a_road_are_doubtful_partners() -> None:
    assert [tie.doubtful for tie in ties("对接青川市经白河市高速公路规划", ["青川市", "白河市"])] == [True, True]


def test_a_region_is_no_partner_beside_its_cities() -> None:
    found = ties("与青川市共建三江都市圈旅游协作机制", ["青川市", "三江都市圈"])
    assert [tie.name for tie in found] == ["青川市"]


def test_no_home() -> None:
    text = "深化与青川市合作"
    (tie,) = cooperation.find(Passage(text, 0, len(text)), None, spots(text, ["青川市"], ()), (), ())
    assert (tie.props["a"], tie.props["b"]) == ("", "青川市")
