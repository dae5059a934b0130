"""The graph for other tools: the same nodes and relations as in the database, in formats that can be read back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import networkx as nx
import pytest

from app.export import Format, declared, network, written
from app.graph.checksum import checksum
from app.graph.schema import schema
from app.service import Service
from app.settings import Settings
from tests.app.libraries import library
from tests.builders import FIRST, SECOND

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def two(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with library(engine, "export", tmp_path_factory.mktemp("export")) as service:
        service.keep(FIRST)
        service.keep(SECOND)
        yield service


def test_it_is_what_the_graph_holds(two: Service) -> None:
    made, held = two.network(), checksum(two.graph)
    derived = {kind.name for kind in schema().kinds.values() if kind.derived}
    nodes = {kind: count for kind, count in held.nodes.items() if kind not in derived}
    assert Counter(props["label"] for _, props in made.nodes(data=True)) == nodes
    mentions, measures = held.relations.pop("MENTIONS"), held.relations.pop("MEASURES")
    assert Counter(props["type"] for _, _, props in made.edges(data=True)) == held.relations
    assert mentions
    assert measures == held.nodes["Target"]


def test_an_edge_carries_its_sentence() -> None:
    fact = next(fact for fact in FIRST.facts if fact.kind == "LEADS")
    props = network([FIRST]).edges[fact.source, fact.target, fact.id]
    assert (props["type"], props["quote"], props["explicit"]) == ("LEADS", fact.evidence.quote, True)
    assert FIRST.document.text[props["start"] : props["end"]] == props["quote"]


@pytest.mark.parametrize(
    ("given", "nodes", "edges"),
    [
        ({"plan": "甲方案"}, 14, None),
        ({"place": "沅江市"}, 19, None),
        ({"place": "长沙市"}, 0, 0),
        ({"question": "agency_tasks", "agency": "水利"}, 3, 2),
        ({"question": "cooperation"}, 2, 2),
    ],
)
def test_parts(two: Service, given: dict[str, str], nodes: int, edges: int | None) -> None:
    made = two.network(**given)
    assert made.number_of_nodes() == nodes
    assert edges is None or made.number_of_edges() == edges


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_formats_can_be_read_back(two: Service, form: Format) -> None:
    made = two.network()
    data = written(made, form)
    if form == "json":
        told = json.loads(data)
        assert {node["id"] for node in told["nodes"]} == set(made.nodes)
        assert len(told["edges"]) == made.number_of_edges()
        return
    again = nx.read_graphml(BytesIO(data), force_multigraph=True) if form == "graphml" else nx.read_gexf(BytesIO(data))
    assert set(again.nodes) == set(made.nodes)
    assert again.number_of_edges() == made.number_of_edges()
    one = again.nodes["agency:430981:水利"]
    assert one["name" if form == "graphml" else "label"] == "沅江市水利局"


def test_the_schema_is_told() -> None:
    told = declared()
    assert [kind["name"] for kind in told["kinds"]][:3] == ["Plan", "Section", "Task"]
    leads = next(one for one in told["relations"] if one["name"] == "LEADS")
    assert (leads["zh"], leads["from"], leads["to"], leads["text"]) == ("牵头", ["Agency"], ["Task"], True)
