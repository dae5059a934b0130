"""Plans in, replaced, out; questions; what a reader may not do. On every engine."""

from __future__ import annotations

import itertools
import threading

import pytest

from app.errors import BadQuery, DamagedReading, WriteRefused
from app.graph import Graph
from app.graph.checksum import checksum
from app.graph.schema import schema
from loaders.facts import Evidence, Fact, Reading
from tests.app.servers import EVERY
from tests.builders import FIRST, SECOND, Work, reading

engines = EVERY
pytestmark = pytest.mark.engine
THIRD = reading(
    "430981-丙方案-2024",
    Work("治理水系", [("水利", "lead")], partner=True),
    full={"水利": "沅江市水务局局", "发展改革": "沅江市发展改革与物价局"},
    agency_props={"水利": {"doubtful": True, "candidates": ("甲", "乙")}},
)


def test_load_and_plans(graph: Graph) -> None:
    assert graph.plans() == {}
    assert graph.load(FIRST) == "loaded"
    assert graph.plans() == {FIRST.document.plan: FIRST.document.revision}
    before = checksum(graph)
    assert graph.load(FIRST) == "unchanged"
    assert checksum(graph) == before
    assert before.nodes == {
        "Agency": 4,
        "Metric": 1,
        "Place": 3,
        "Plan": 1,
        "Project": 1,
        "Section": 1,
        "Strategy": 1,
        "Tally": 4,
        "Target": 1,
        "Task": 2,
        "Tie": 1,
    }
    assert before.relations["LEADS"] == 1
    assert before.relations["LISTED"] == 2
    assert before.relations["PART_OF"] == 3


def test_relations_carry_their_sentence(graph: Graph) -> None:
    graph.load(FIRST)
    rows = graph.ask("MATCH (a:Agency)-[r:LEADS]->(t:Task) RETURN properties(r) AS r, t.id AS task")
    fact = next(fact for fact in FIRST.facts if fact.kind == "LEADS")
    assert rows == [
        {
            "task": fact.target,
            "r": {
                "id": fact.id,
                "plan": FIRST.document.plan,
                "task": fact.evidence.item,
                "start": fact.evidence.start,
                "end": fact.evidence.end,
                "quote": fact.evidence.quote,
                "rule": fact.evidence.rule,
                "explicit": True,
                "doubtful": False,
                "clause": 0,
                "position": 0,
            },
        }
    ]


def test_replace_leaves_only_the_new_text(graph: Graph) -> None:
    plan = FIRST.document.plan
    newer = reading(plan, Work("改建港口", [("水利", "lead")], ["新港"], partner=False))
    graph.load(newer)
    expected = checksum(graph)
    graph.remove(plan)
    graph.load(FIRST)
    assert graph.load(newer) == "replaced"
    assert checksum(graph) == expected


def test_a_count_that_came_later_is_counted_plan_by_plan(graph: Graph) -> None:
    for plan in (FIRST, SECOND):
        graph.load(plan)
    expected = checksum(graph)
    for count in schema().kinds["Agency"].ranked:
        for text in (
            f"MATCH (n:Agency) REMOVE n.{count}",
            f"MATCH (:Plan)-[m:MENTIONS]->(:Agency) REMOVE m.{count}",
            f"MATCH (y:Tally {{of: '{count}'}}) DELETE y",
        ):
            graph._write(lambda tx, text=text: tx.run(text).consume())  # type: ignore[misc]
    for plan in (FIRST, SECOND):
        graph.load(reading(plan.document.plan, Work("改建港口", [("水利", "lead")], ["新港"], partner=False)))
        graph.load(plan)
    assert checksum(graph) == expected


def test_remove_leaves_nothing(graph: Graph) -> None:
    graph.load(FIRST)
    assert graph.remove(FIRST.document.plan)
    assert not graph.remove(FIRST.document.plan)
    left = checksum(graph)
    assert (left.nodes, left.relations) == ({}, {})


def test_remove_keeps_what_others_support(graph: Graph) -> None:
    graph.load(SECOND)
    alone = checksum(graph)
    graph.load(FIRST)
    graph.remove(FIRST.document.plan)
    assert checksum(graph) == alone


def test_order_does_not_matter(graph: Graph) -> None:
    seen = set()
    for order in itertools.permutations((FIRST, SECOND, THIRD)):
        for plan in order:
            graph.load(plan)
        seen.add(checksum(graph).hash)
        for plan in order:
            graph.remove(plan.document.plan)
    assert len(seen) == 1


@pytest.mark.parametrize("gone", [FIRST, SECOND, THIRD], ids=lambda plan: plan.document.title)
def test_any_one_may_leave(graph: Graph, gone: Reading) -> None:
    stay = [plan for plan in (FIRST, SECOND, THIRD) if plan is not gone]
    for plan in stay:
        graph.load(plan)
    expected = checksum(graph)
    graph.clear()
    for plan in (THIRD, SECOND, FIRST):
        graph.load(plan)
    graph.remove(gone.document.plan)
    assert checksum(graph) == expected


def test_a_shared_agency_shows_the_longest_name(graph: Graph) -> None:
    text = (
        "MATCH (a:Agency {id: 'agency:430981:水利'}) RETURN a.name AS name, a.doubtful AS doubtful, a.candidates AS of"
    )
    graph.load(FIRST)
    assert graph.ask(text) == [{"name": "沅江市水利局", "doubtful": None, "of": None}]
    graph.load(THIRD)
    assert graph.ask(text) == [{"name": "沅江市水务局局", "doubtful": True, "of": ["甲", "乙"]}]
    graph.remove(THIRD.document.plan)
    assert graph.ask(text) == [{"name": "沅江市水利局", "doubtful": None, "of": None}]


def test_counts_follow_the_plans(graph: Graph) -> None:
    text = "MATCH (a:Agency) RETURN a.function AS f, a.leads AS leads, a.first AS first, a.tasks AS tasks, a.plans AS plans"
    counted = """MATCH (a:Agency) OPTIONAL MATCH (a)-[r:LEADS]->(t:Task)
        WITH a, count(DISTINCT t) AS leads RETURN a.function AS f, leads, a.leads AS kept"""
    graph.load(FIRST)
    graph.load(SECOND)
    found = {row["f"]: (row["leads"], row["first"], row["tasks"], row["plans"]) for row in graph.ask(text)}
    assert found == {"交通运输": (1, 0, 2, 2), "水利": (1, 0, 2, 2), "发展改革": (0, 1, 2, 2), "商务": (1, 0, 2, 2)}
    graph.load(reading(FIRST.document.plan, Work("甲", [("水利", "lead")]), Work("乙", [("水利", "lead")])))
    assert all(row["leads"] == row["kept"] for row in graph.ask(counted))
    found = {row["f"]: (row["leads"], row["first"], row["tasks"], row["plans"]) for row in graph.ask(text)}
    assert found == {"交通运输": (0, 0, 1, 1), "水利": (3, 0, 3, 2), "发展改革": (0, 0, 1, 1), "商务": (1, 0, 1, 1)}
    assert graph.ask("MATCH (p:Project) RETURN p.tasks AS n, p.plans AS m") == [{"n": 1, "m": 1}]


TALLIED = {
    "leads": "MATCH (a:Agency) WHERE a.leads > 0 RETURN a.leads AS value, count(a) AS n ORDER BY value",
    "heads": "MATCH (a:Agency) WHERE a.leads + a.first > 0 RETURN a.leads + a.first AS value, count(a) AS n ORDER BY value",
    "duties": "MATCH (a:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->() WITH a, count(r) AS value RETURN value, count(a) AS n ORDER BY value",
    "times": "MATCH (e:Tie) WHERE e.times > 0 RETURN e.times AS value, count(e) AS n ORDER BY value",
    "doubts": "MATCH (e:Tie) WHERE e.doubts > 0 RETURN e.doubts AS value, count(e) AS n ORDER BY value",
}
"""What each tally must agree with, counted over everything."""


def test_tallies_follow_the_plans(graph: Graph) -> None:
    def agree() -> None:
        for of, counted in TALLIED.items():
            kept = graph.ask("MATCH (y:Tally {of: $of}) RETURN y.value AS value, y.n AS n ORDER BY value", {"of": of})
            assert kept == graph.ask(counted), of

    graph.load(FIRST)
    agree()
    graph.load(SECOND)
    agree()
    assert graph.ask("MATCH (y:Tally {of: 'duties'}) RETURN sum(y.n) AS n") == [{"n": 4}]
    graph.load(reading(FIRST.document.plan, Work("甲", [("水利", "lead")]), Work("乙", [("水利", "lead")])))
    agree()
    graph.remove(SECOND.document.plan)
    agree()
    graph.remove(FIRST.document.plan)
    assert graph.ask("MATCH (y:Tally) RETURN count(y) AS n") == [{"n": 0}]


def test_clear(graph: Graph) -> None:
    graph.load(FIRST)
    graph.clear()
    assert graph.plans() == {}
    assert graph.load(FIRST) == "loaded"
    assert len(graph.ask("CALL db.index.fulltext.queryNodes('task_text', '+\"码头\"') YIELD node RETURN node.id")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Task {id: 'x'}) RETURN n",
        "MATCH (n:Task) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Place {id: 'x'}) RETURN n",
        "MATCH (n:Task) REMOVE n.name",
        "CREATE (n:Unheard)",
        "CREATE INDEX other FOR (n:Task) ON (n.number)",
        "DROP CONSTRAINT task_id",
        "CREATE USER somebody SET PASSWORD 'somebody-12'",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS line RETURN line",
    ],
)
def test_reader_cannot_write(graph: Graph, text: str) -> None:
    graph.load(FIRST)
    before = checksum(graph)
    with pytest.raises((WriteRefused, BadQuery)) as raised:
        graph.ask(text)
    assert str(raised.value).startswith("[GJ20")
    assert checksum(graph) == before


def test_a_wrong_text_is_named(graph: Graph) -> None:
    with pytest.raises(BadQuery):
        graph.ask("MATCH (n RETURN n")


def test_a_reading_that_does_not_fit_writes_nothing(graph: Graph) -> None:
    evidence = Evidence(FIRST.document.plan, FIRST.items[1].id, 0, 1, FIRST.document.text[:1], "test")
    lost = Fact("x@1", "LEADS", "agency:nowhere", FIRST.items[1].id, evidence)
    with pytest.raises(DamagedReading):
        graph.load(Reading(FIRST.document, FIRST.items, FIRST.entities, (*FIRST.facts, lost), FIRST.links))
    assert graph.plans() == {}


def test_two_writers_take_turns(graph: Graph) -> None:
    plans = [reading(f"430981-方案{i}-2024", Work("甲", [("水利", "lead")], partner=True)) for i in range(8)]
    failed: list[Exception] = []

    def load(mine: list[Reading]) -> None:
        try:
            for plan in mine:
                graph.load(plan)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=load, args=(plans[i::2],)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(graph.plans()) == 8
    assert graph.ask("MATCH (a:Agency) RETURN a.leads AS n") == [{"n": 8}]
