"""A reading as rows: what they hold, what they count, and what they refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import DamagedReading
from app.graph.rows import mark, rows, statement
from loaders.facts import Entity, Evidence, Fact, Link, Reading, Role
from tests.builders import FIRST, SECOND, Work, reading

EVIDENCE = Evidence(FIRST.document.plan, FIRST.items[1].id, 0, 1, FIRST.document.text[:1], "test")
TASK = FIRST.items[1].id


def test_rows_of_a_reading() -> None:
    made = rows(FIRST)
    assert {kind: len(group) for kind, group in made.own.items()} == {"Plan": 1, "Section": 1, "Task": 2, "Target": 1}
    task = made.own["Task"][0]
    assert task["id"] == TASK
    assert task["text"] == FIRST.document.text[task["start"] : task["end"]]
    assert made.own["Plan"][0]["tasks"] == 2
    assert "number" not in made.own["Plan"][0], "what is missing stays absent"
    assert made.mentions["Agency"]["agency:430981:水利"]["spellings"] == ["水利"]
    assert made.count() == 45


def test_digest_follows_the_content() -> None:
    assert rows(FIRST).digest == rows(FIRST).digest
    assert rows(FIRST).digest != rows(SECOND).digest
    other = replace(FIRST, facts=tuple(replace(fact, doubtful=True) for fact in FIRST.facts))
    assert other.document.revision == FIRST.document.revision
    assert rows(other).digest != rows(FIRST).digest


@pytest.mark.parametrize(
    ("duties", "leads", "first"),
    [
        ([("甲", "lead"), ("乙", "co")], {"甲": 1}, {}),
        ([("甲", "listed"), ("乙", "listed")], {}, {"甲": 1}),
        ([("甲", "support"), ("乙", "listed")], {}, {"乙": 1}),
        ([("甲", "listed"), ("乙", "lead")], {"乙": 1}, {}),
        ([("甲", "lead"), ("乙", "lead")], {"甲": 1, "乙": 1}, {}),
        ([], {}, {}),
    ],
)
def test_heads(duties: list[tuple[str, Role]], leads: dict[str, int], first: dict[str, int]) -> None:
    mentions = rows(reading("430981-方案-2024", Work("做一件事", duties))).mentions.get("Agency", {})
    for kept, expected in (("leads", leads), ("first", first)):
        assert {key.rpartition(":")[2]: one[kept] for key, one in mentions.items() if one[kept]} == expected


def test_metrics_and_ties_bring_together_what_plans_say() -> None:
    made = rows(FIRST)
    (metric,), (tie,) = made.shared["Metric"], made.shared["Tie"]
    target = made.own["Target"][0]
    assert metric["id"] == f"metric:{target['metric']}:{target['unit']}"
    assert (metric["props"]["name"], metric["counts"]) == (target["metric"], {"targets": 1})
    assert [row["source"] for row in made.relations["MEASURES", "Target", "Metric"]] == [target["id"]]
    (fact,) = (fact for fact in FIRST.facts if fact.kind == "COOPERATES")
    assert (tie["props"]["a"], tie["props"]["b"]) == (fact.source, fact.target)
    assert tie["counts"] == {"times": 1, "doubts": 0}
    doubted = replace(FIRST, facts=tuple(replace(one, doubtful=True) for one in FIRST.facts))
    assert rows(doubted).shared["Tie"][0]["counts"] == {"times": 0, "doubts": 1}


def test_tasks_tell_their_gaps_and_the_plan_counts_them() -> None:
    made = rows(
        reading("430981-方案-2024", Work("一", [("甲", "lead")]), Work("二", [("甲", "listed")]), Work("三", []))
    )
    assert [task["gaps"] for task in made.own["Task"]] == [[], ["unled"], ["nobody"]]
    assert [task["led"] for task in made.own["Task"]] == [True, False, False]
    plan = made.own["Plan"][0]
    told = {name: plan[name] for name in plan if name.startswith("tasks_")}
    assert told == {"tasks_unled": 1, "tasks_two": 0, "tasks_collective": 0, "tasks_nobody": 1}


def test_measures_speak_for_their_task() -> None:
    measure = replace(FIRST.items[1], id=f"{TASK}/一是", kind="measure", parent=TASK)
    facts = tuple(
        replace(fact, evidence=replace(fact.evidence, item=measure.id)) if fact.evidence.item == TASK else fact
        for fact in FIRST.facts
    )
    made = rows(replace(FIRST, items=(*FIRST.items[:2], measure, *FIRST.items[2:]), facts=facts))
    assert len(made.own["Task"]) == 2
    assert {row["props"]["task"] for row in made.relations["LEADS", "Agency", "Task"]} == {TASK}


def test_statement_is_canonical() -> None:
    assert statement({"b": 1, "a": ["x"]}, [("OF", "2"), ("OF", "1")]) == statement(
        {"a": ["x"], "b": 1}, [("OF", "1"), ("OF", "2")]
    )
    assert len(mark("x")) == 8


@pytest.mark.parametrize(
    "damaged",
    [
        replace(FIRST, facts=(*FIRST.facts, Fact("x", "UNHEARD", "agency:430981:水利", TASK, EVIDENCE))),
        replace(FIRST, facts=(*FIRST.facts, Fact("x", "LEADS", TASK, "agency:430981:水利", EVIDENCE))),
        replace(FIRST, facts=(*FIRST.facts, Fact("x", "LEADS", "agency:nobody", TASK, EVIDENCE))),
        replace(FIRST, facts=(*FIRST.facts, Fact("x", "WITHIN", "place:430981", "place:430900", EVIDENCE))),
        replace(FIRST, facts=(*FIRST.facts, FIRST.facts[0])),
        replace(FIRST, entities=(*FIRST.entities, Entity("x", "Unheard", "x"))),
        replace(FIRST, entities=(*FIRST.entities, Entity("place:430981", "Agency", "x"))),
        replace(FIRST, links=(*FIRST.links, Link("WITHIN", "place:430981", "place:nowhere"))),
        replace(FIRST, links=(*FIRST.links, Link("UNHEARD", FIRST.document.plan, "place:430981"))),
    ],
    ids=["kind", "ends", "source", "not a text relation", "twice", "entity", "two kinds", "link", "link kind"],
)
def test_what_does_not_fit_is_refused(damaged: Reading) -> None:
    with pytest.raises(DamagedReading, match="GJ210"):
        rows(damaged)
