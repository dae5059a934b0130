"""What a person decided about names, in a reading: who is meant, what is none, which two are one."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from loaders.decided import Words, follow
from loaders.facts import Document, Evidence, Reading, Unread
from loaders.gazetteer import load
from loaders.names import Names

TEXT = """沅江市滨河整治工作方案
一、重点任务
1.清理河岸。(市局、市水利局负责)
2.修缮码头。(市交通运输局牵头,市局、市科工局配合)
3.与鼓楼区、星城开展合作。支持湖岸重工有限公司扩产。(市发改委负责)
"""
OFFICE = "agency:430981:科技+工业和信息化"


def reading(decisions: Words) -> Reading:
    return loaders.read_text(TEXT, "plan.txt", None, decisions)


def who(found: Reading) -> dict[str, str]:
    """Bodies as written, and what they mean."""
    return {f.evidence.quote: f.source for f in found.facts if f.source.startswith("agency:")}


@pytest.mark.parametrize(
    ("words", "name", "end"),
    [
        ({}, "甲", "甲"),
        ({"甲": "乙"}, "甲", "乙"),
        ({"甲": "乙", "乙": "丙"}, "甲", "丙"),
        ({"甲": ""}, "甲", ""),
        ({"甲": "乙", "乙": "甲"}, "甲", "甲"),
        ({"甲": "甲"}, "甲", "甲"),
        ({"甲": "乙", "乙": "丙", "丙": "乙"}, "甲", "甲"),
    ],
)
def test_follow(words: Words, name: str, end: str) -> None:
    assert follow(words, name) == end


@pytest.mark.parametrize("word", ["市科工局", OFFICE])
def test_a_spelling_means_a_body(word: str) -> None:
    found = reading({"市局": word})
    assert who(found)["市局"] == OFFICE == who(found)["市科工局"]
    assert [u.quote for u in found.unread if u.quote == "市局"] == []
    entity = next(e for e in found.entities if e.id == OFFICE)
    assert "市局" in entity.spellings
    assert not entity.props.get("doubtful")


def test_no_name() -> None:
    before, after = reading({}), reading({"市局": ""})
    assert "市局" in who(before)
    assert "市局" not in who(after)
    told = [u for u in after.unread if u.quote == "市局"]
    assert [u.reason for u in told] == ["decided.not_a_name"] * 2
    assert len({u.item for u in told}) == 2
    assert [i.id for i in before.items] == [i.id for i in after.items]


def test_two_bodies_are_one() -> None:
    found = reading({"agency:430981:交通运输": "市发改委"})
    assert who(found)["市交通运输局"] == who(found)["市发改委"] == "agency:430981:发展改革"


def test_places() -> None:
    found = reading({"鼓楼区": "place:320106", "星城": "place:430100"})
    places = {f.evidence.quote: f.target for f in found.facts if f.kind == "AT"}
    assert (places["鼓楼区"], places["星城"]) == ("place:320106", "place:430100")
    partners = {f.target for f in found.facts if f.kind == "COOPERATES"}
    assert {"place:320106", "place:430100"} <= partners
    gone = reading({"鼓楼区": ""})
    assert {u.reason for u in gone.unread if "鼓楼区" in u.quote} == {"decided.not_a_name"}
    assert not [f for f in gone.facts if f.evidence.quote == "鼓楼区"]


def test_an_enterprise_by_another_name() -> None:
    named = {f.target for f in reading({}).facts if f.target.startswith("enterprise:")}
    assert named == {"enterprise:湖岸重工有限公司"}
    for word in ("湖岸重工", "enterprise:湖岸重工"):
        found = reading({"湖岸重工有限公司": word})
        assert {f.target for f in found.facts if f.target.startswith("enterprise:")} == {"enterprise:湖岸重工"}


def test_every_quote_stands_in_the_text_still() -> None:
    found = reading({"市局": OFFICE, "鼓楼区": "", "星城": "place:430100", "湖岸重工有限公司": "湖岸重工"})
    spans: list[Evidence | Unread] = [*(f.evidence for f in found.facts), *found.unread]
    for span in spans:
        assert found.document.text[span.start : span.end] == span.quote


def test_decisions_may_depend_on_the_plan() -> None:
    def here(document: Document) -> Words:
        return {"市局": "市科工局"} if document.place == "place:430981" else {}

    assert who(loaders.read_text(TEXT, "a.txt", None, here))["市局"] == OFFICE
    assert who(loaders.read_text(TEXT, "a.txt", "430981", here))["市局"] == OFFICE
    assert who(loaders.read_text(TEXT, "a.txt", "430900", here))["市局"] != OFFICE


def test_reading_again_changes_nothing_by_itself() -> None:
    plain = reading({})
    decided = loaders.read_again(plain, {"市局": OFFICE})
    assert decided == reading({"市局": OFFICE}) != plain
    assert loaders.read_again(decided) == plain


def test_two_bare_names_are_no_candidates_for_each_other() -> None:
    names = Names(load().get("430981"), among=("市局", "县局", "市科工局"))
    assert names.agency("市局").candidates == (OFFICE,)
    assert names.agency("县局").doubtful


@pytest.mark.shared
def test_real_plans_read_the_same_again(shared: Path) -> None:
    for path in [*sorted((shared / "seeds").glob("*.txt")), *sorted((shared / "plans").glob("*.txt"))]:
        for found in loaders.read_all(path):
            assert loaders.read_again(found) == found
