"""People's own Cypher on every engine: what it brings, where it is cut, and that nothing in it can write."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import BadQuery, EngineDown, GraphError, QueryTimeout, WriteRefused
from app.graph.checksum import checksum
from app.service import Service
from app.settings import Settings
from tests.app.libraries import library
from tests.app.servers import EVERY
from tests.builders import FIRST, SECOND

HOSTILE = tomllib.loads(Path(__file__).with_name("hostile.toml").read_text(encoding="utf-8"))
INERT = ("PROFILE CREATE (n:Task {id: 'x'})", "RETURN '\\u0027; CREATE (n:Task)'")
"""The embedded engine takes these and does nothing."""
engines = EVERY
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def two(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with library(engine, "reader", tmp_path_factory.mktemp("reader")) as service:
        service.keep(FIRST)
        service.keep(SECOND)
        yield service


def test_there_are_enough_of_them() -> None:
    assert sum(map(len, HOSTILE.values())) >= 60


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_are_refused(two: Service, kind: str) -> None:
    before = checksum(two.graph)
    passed: list[object] = []
    for text in HOSTILE[kind]:
        try:
            two.cypher(text)
        except (WriteRefused, BadQuery):
            continue
        except GraphError as error:
            passed.append((text, error))
        else:
            passed.append((text, None))
    assert passed == []
    assert checksum(two.graph) == before


def test_the_connection_itself_cannot_write(two: Service) -> None:
    """Past the door, as if it had a hole: the engine refuses, and nothing is changed."""
    before, indexes = checksum(two.graph), schema(two)
    passed = []
    for text in HOSTILE["write"]:
        try:
            two.graph.ask(text)
        except (WriteRefused, BadQuery, EngineDown):
            continue
        passed.append(text)
    assert checksum(two.graph) == before
    assert schema(two) == indexes
    assert [text for text in passed if text not in INERT] == []


def test_the_examination_itself_refuses(two: Service) -> None:
    """Past the door, Neo4j's own plan is asked; the embedded engine has neither LOAD CSV nor other users."""
    if two.settings.embedded:
        texts = [text for text in HOSTILE["outside"] if text.startswith(("LOAD", "MATCH", "WITH"))]
    else:
        texts = [*HOSTILE["command"], *HOSTILE["outside"]]
    harmless = ("SHOW TRANSACTIONS", "SHOW SETTINGS", "SHOW PROCEDURES", "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
                "CALL db.stats.collect('QUERIES')")  # fmt: skip
    passed = []
    for text in texts:
        try:
            two.graph.look(text, {}, 5, lambda result: list(result))
        except GraphError:
            continue
        passed.append(text)
    assert [text for text in passed if text not in harmless] == []


def schema(service: Service) -> object:
    """Labels: what a text that only failed later could have left."""
    return service.graph.ask("CALL db.labels() YIELD label RETURN label ORDER BY label")


def test_values(two: Service) -> None:
    table = two.cypher(
        "MATCH (a:Agency)-[r:LEADS]->(t:Task {name: $name}) "
        "RETURN a, r, t.name AS 任务, [1, 2.5, null, 'x', true] AS list, {a: {b: 1}} AS map, date('2024-06-27') AS day",
        {"name": "扩建码头泊位"},
    )
    assert table.columns == ["a", "r", "任务", "list", "map", "day"]
    agency, lead, task, items, mapped, day = table.rows[0]
    assert (agency["label"], agency["id"], agency["name"]) == ("Agency", "agency:430981:水利", "沅江市水利局")
    assert (lead["type"], lead["quote"], lead["explicit"]) == ("LEADS", "水利", True)
    assert (task, items, mapped, day) == ("扩建码头泊位", [1, 2.5, None, "x", True], {"a": {"b": 1}}, "2024-06-27")
    assert (table.cut, table.edges) == (False, [])


def test_a_path_and_its_network(two: Service) -> None:
    table = two.cypher("MATCH p = (a:Agency)-[:LEADS]->(t:Task)-[:NAMES]->(x:Project) RETURN p ORDER BY a.id, t.id")
    steps = table.rows[0][0]["path"]
    assert [step.get("label") or step["type"] for step in steps] == ["Agency", "LEADS", "Task", "NAMES", "Project"]
    ends = {(edge["source"].split(":")[0], edge["kind"], edge["row"]) for edge in table.edges}
    assert ("agency", "LEADS", 0) in ends
    assert {node["kind"] for node in table.nodes} == {"Agency", "Task", "Project"}
    known = {node["id"] for node in table.nodes}
    assert all(edge["source"] in known and edge["target"] in known for edge in table.edges)


def test_rows_are_cut_and_told(two: Service) -> None:
    table = two.cypher("UNWIND range(1, 5000) AS x RETURN x")
    assert (len(table.rows), table.cut, table.limit) == (1000, True, 1000)
    assert table.rows[-1] == [1000]
    assert [len(two.cypher("UNWIND range(1, 10) AS x RETURN x", rows=n).rows) for n in (3, 10, 5000)] == [3, 10, 10]
    assert two.cypher("UNWIND range(1, 10) AS x RETURN x", rows=10).cut is False
    long = two.cypher("RETURN range(1, 100000) AS xs")
    assert (len(long.rows[0][0]), long.cut) == (1000, True)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("MATCH (n RETURN n", BadQuery),
        ("MATCH (n) RETURN m", BadQuery),
        ("RETURN $missing AS x", BadQuery),
        ("RETURN nofunction(1) AS x", BadQuery),
    ],
)
def test_wrong_texts_are_told(two: Service, text: str, error: type[GraphError]) -> None:
    with pytest.raises(error):
        two.cypher(text)


SLOW = "UNWIND range(1, 9000) AS a UNWIND range(1, 9000) AS b UNWIND range(1, 9000) AS c RETURN max(a * b + c) AS n"


def test_a_slow_one_is_ended_in_time(two: Service) -> None:
    """On the embedded engine see tests/app/engine/test_runaway.py."""
    if two.settings.embedded:
        return
    begun = time.monotonic()
    with pytest.raises(QueryTimeout):
        two.cypher(SLOW, seconds=1)
    assert time.monotonic() - begun < 5
    assert two.cypher("RETURN 1 AS one").rows == [[1]]
