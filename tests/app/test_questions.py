"""Headers of questions: what they declare, what they refuse, which free sentences they hear."""

from __future__ import annotations

import re

import pytest

from app import questions
from app.errors import GongjinError
from app.questions import CAP, parse

HEADER = """\
// question: Which tasks?
// question.zh: 哪些任务？
// ask.zh: 哪些任务 | (?P<place>.+)的任务
// ask.zh all=true: 全部
// param place: place? — only here | 只看这里
// param all: bool = false — everything | 全部
// param kind: one|two = one — which | 哪一种
// param limit: int = 20
// column task: Task — Task | 任务
// column bodies: Agency[] — Bodies | 责任方
// column facts: facts
// view: table
// example: place=沅江市; all=true
MATCH (t:Task) // a comment of the text
RETURN t"""


def test_a_header_in_full() -> None:
    question = parse("which", HEADER)
    assert (question.en, question.zh, question.view) == ("Which tasks?", "哪些任务？", "table")
    assert question.text == "MATCH (t:Task) // a comment of the text\nRETURN t"
    told = [(p.name, p.kind, p.required, p.default, p.choices) for p in question.params]
    assert told == [
        ("place", "place", False, None, ()),
        ("all", "bool", False, False, ()),
        ("kind", "choice", False, "one", ("one", "two")),
        ("limit", "int", False, 20, ()),
        ("offset", "int", False, 0, ()),
    ]
    assert [(p.en, p.zh) for p in question.params[:2]] == [("only here", "只看这里"), ("everything", "全部")]
    assert [(c.name, c.kind, c.many, c.zh) for c in question.columns] == [
        ("task", "Task", False, "任务"),
        ("bodies", "Agency", True, "责任方"),
        ("facts", "facts", False, "facts"),
    ]
    assert question.example == {"place": "沅江市", "all": "true"}


@pytest.mark.parametrize(
    ("change", "by", "line"),
    [
        ("// view: table\n", "", ""),
        ("// view: table", "// view: cloud", ""),
        ("// column facts: facts\n", "", ""),
        ("// question.zh: 哪些任务？\n", "", ""),
        ("place: place?", "place: house?", ":5"),
        ("// view", "// wiev", ":12"),
        ("// column task: Task", "// column task: Thing", ":9"),
        ("// param place: place?", "// param place: place?!", ":5"),
        ("// ask.zh all=true", "// ask.zh none=true", ""),
        ("place=沅江市", "palce=沅江市", ""),
        ("kind: one|two = one", "kind: one|two = three", ""),
        ("MATCH (t:Task) // a comment of the text\nRETURN t", "", ""),
    ],
)
def test_a_wrong_header_is_told(change: str, by: str, line: str) -> None:
    with pytest.raises(GongjinError) as error:
        parse("which", HEADER.replace(change, by))
    assert error.value.code in ("GJ390", "GJ302")
    assert not line or error.value.where == f"which.cypher{line}"


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({}, {"place": None, "all": False, "kind": "one", "limit": 20, "offset": 0}),
        ({"limit": "5", "offset": 10}, {"limit": 5, "offset": 10}),
        ({"limit": 99_999}, {"limit": CAP}),
        ({"all": "是"}, {"all": True}),
        ({"all": "0"}, {"all": False}),
        ({"place": " 沅江市 ", "kind": "two"}, {"place": "沅江市", "kind": "two"}),
        ({"place": ""}, {"place": None}),
    ],
)
def test_values(given: dict[str, object], values: dict[str, object]) -> None:
    assert values.items() <= parse("which", HEADER).values(given).items()


@pytest.mark.parametrize(
    "given",
    [
        {"limit": "many"},
        {"limit": -1},
        {"limit": 2**40},
        {"all": "perhaps"},
        {"kind": "three"},
        {"place": "沅" * 501},
        {"place": "a\0b"},
        {"colour": "red"},
    ],
)
def test_values_that_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(GongjinError) as error:
        parse("which", HEADER).values(given)
    assert error.value.code == "GJ302"


def test_every_question_is_complete() -> None:
    for question in questions.load().values():
        assert question.asks, question.name
        assert re.search(r"[一-鿿]", question.zh), question.name
        for column in question.columns:
            assert re.search(r"[一-鿿]", column.zh), (question.name, column.name)
        for param in question.params:
            assert param.zh, (question.name, param.name)
        used = set(re.findall(r"\$(\w+)", question.text))
        paging = {"limit", "offset"} if question.measure else set()  # a measure turns its own pages
        assert used | paging == {param.name for param in question.params}, question.name


def test_texts_keep_to_what_every_engine_runs() -> None:
    for question in questions.load().values():
        assert not re.search(r"\bapoc\.|\$\(|\bLOAD CSV\b|\b(CREATE|MERGE|SET|DELETE|REMOVE)\b", question.text)


@pytest.mark.parametrize(
    ("sentence", "name", "heard"),
    [
        ("哪个部门牵头最多?", "who_leads", {}),
        ("请问，哪个部门牵头的任务最多？", "who_leads", {}),
        ("牵头任务排行，含推定", "who_leads", {"inferred": "true"}),
        ("谁和谁合作什么？", "cooperation", {}),
        ("沅江市和哪些地方在产业方面有合作", "cooperation", {"theme": "产业"}),
        ("责任重叠的任务有哪些", "overlaps", {}),
        ("哪些任务没有写明牵头", "gaps", {}),
        ("两个部门牵头的任务", "gaps", {"kind": "two"}),
        ("哪些任务无人负责", "gaps", {"kind": "nobody"}),
        ("市发改局有哪些任务？", "agency_tasks", {"agency": "市发改局"}),
        ("市发改局牵头哪些任务", "agency_tasks", {"agency": "市发改局", "role": "lead"}),
        ("市水利局和市商务局有什么关系?", "connections", {"a": "市水利局", "b": "市商务局"}),
        ("沅江市有哪些部门", "agencies", {"place": "沅江市"}),
        ("搜索 码头", "search", {"q": "码头"}),
        ("哪些任务提到了“低空经济”", "search", {"q": "低空经济"}),
        ("《甲方案》的台账", "plan_ledger", {"plan": "甲方案"}),
        ("哪些指标可以比较", "targets", {}),
        ("年底前到期的有哪些", "deadlines", {}),
    ],
)
def test_free_sentences(sentence: str, name: str, heard: dict[str, object]) -> None:
    question, said = next(iter(questions.routes(sentence)))
    assert (question.name, said) == (name, heard)


@pytest.mark.parametrize("sentence", ["今天天气怎么样", "", "DROP DATABASE", "牵" * 10_000])
def test_what_no_question_fits(sentence: str) -> None:
    assert list(questions.routes(sentence)) == []
    assert questions.not_understood(sentence).code == "GJ305"


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(GongjinError, match="who_leads") as error:
        questions.get("who_lead")
    assert error.value.code == "GJ301"
