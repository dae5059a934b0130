"""Own Cypher, schema and exports as commands, over HTTP and on the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import networkx as nx
import pytest
from typer.testing import CliRunner

from app.api import create
from app.cli import app as command
from app.pages_graph import EXAMPLES
from app.serve import SAMPLE
from app.service import Service
from app.settings import Settings
from tests.app.libraries import library, served

pytestmark = pytest.mark.engine
AGENCIES = "MATCH (a:Agency) WHERE a.name = $name RETURN a, a.place AS place"


@pytest.fixture(scope="module")
def sample(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with library(engine, "faces", tmp_path_factory.mktemp("faces")) as service:
        service.load([SAMPLE])
        yield service


@pytest.fixture(scope="module")
def client(sample: Service) -> Iterator[httpx.Client]:
    with served(create(sample.settings, sample)) as opened:
        yield opened


@pytest.fixture
def runner(sample: Service, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("GONGJIN_DATA", str(sample.settings.data))
    monkeypatch.setenv("GONGJIN_ENGINE_HOME", str(sample.settings.engine_home))
    monkeypatch.setenv("GONGJIN_DATABASE", str(sample.settings.database))
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner()


def test_over_http(client: httpx.Client) -> None:
    told = client.post("/api/cypher", json={"text": AGENCIES, "params": {"name": "沅江市水利局"}}).json()
    assert told["columns"] == ["a", "place"]
    assert told["rows"][0][0]["label"] == "Agency"
    assert told["nodes"] == [{"id": "agency:430981:水利", "kind": "Agency", "name": "沅江市水利局"}]
    assert (
        client.post("/api/cypher", json={"text": "UNWIND range(1, 9) AS x RETURN x", "rows": 3}).json()["cut"] is True
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": "CREATE (n:Task)"}, 403, "GJ207"),
        ({"text": "MATCH (n RETURN n"}, 400, "GJ208"),
        ({"text": ""}, 422, "GJ302"),
        ({"text": "RETURN 1", "rows": -1}, 422, "GJ302"),
        ({}, 422, "GJ302"),
    ],
)
def test_refusals_over_http(client: httpx.Client, body: dict[str, object], status: int, code: str) -> None:
    told = client.post("/api/cypher", json=body)
    assert (told.status_code, told.json()["code"]) == (status, code)


def test_no_other_page_may_ask(client: httpx.Client) -> None:
    told = client.post("/api/cypher", json={"text": "RETURN 1 AS x"}, headers={"Origin": "http://elsewhere.example"})
    assert (told.status_code, told.json()["code"]) == (403, "GJ401")


def test_schema_and_export_over_http(client: httpx.Client) -> None:
    assert {kind["name"] for kind in client.get("/api/schema").json()["kinds"]} >= {"Plan", "Task", "Agency"}
    whole = client.get("/api/graph").json()
    part = client.get("/api/graph", params={"place": "南县"}).json()
    assert len(whole["nodes"]) > len(part["nodes"]) > 10
    xml = client.get("/api/graph", params={"format": "graphml", "place": "南县"})
    assert xml.headers["content-type"].startswith("application/xml")
    assert nx.parse_graphml(xml.text, force_multigraph=True).number_of_nodes() == len(part["nodes"])
    assert client.get("/api/graph", params={"place": "没有这里"}).status_code == 404
    assert client.get("/api/graph", params={"format": "dot"}).status_code == 422


def test_the_page(client: httpx.Client) -> None:
    blank = client.get("/cypher").text
    assert "<textarea" in blank
    assert "MENTIONS" in blank, "the schema stands beside the editor"
    assert 'id="table"' not in blank, "nothing runs before it is asked"
    for _, text in EXAMPLES:
        page = client.get("/cypher", params={"text": text})
        assert page.status_code == 200
        assert page.text.count("<tr>") > 1, text
    assert "data-network" in client.get("/cypher", params={"text": EXAMPLES[2][1]}).text


def test_the_page_tells_what_is_refused(client: httpx.Client) -> None:
    page = client.get("/cypher", params={"text": "MATCH (n) DELETE n"})
    assert page.status_code == 403
    assert "GJ207" in page.text
    assert "MATCH (n) DELETE n</textarea>" in page.text, "the text is still there to be mended"


def test_a_link_from_elsewhere_shows_the_text_and_does_not_run_it(client: httpx.Client) -> None:
    page = client.get("/cypher", params={"text": EXAMPLES[0][1]}, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 200
    assert 'id="table"' not in page.text


def test_values_are_escaped(client: httpx.Client) -> None:
    page = client.get("/cypher", params={"text": "RETURN '<script>alert(1)</script>' AS `<b>`"}).text
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_the_command(runner: CliRunner) -> None:
    done = runner.invoke(command, ["cypher", AGENCIES, "--param", "name=沅江市水利局", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["rows"][0][1] == "place:430981"
    done = runner.invoke(command, ["cypher", "-"], input="MATCH (p:Plan) RETURN count(p) AS n")
    assert done.stdout.split() == ["n", "6"]
    done = runner.invoke(command, ["cypher", "UNWIND range(1, 9) AS x RETURN x", "--rows", "2"])
    assert done.stdout.split() == ["x", "1", "2"]
    assert "2" in done.stderr


def test_the_command_refuses(runner: CliRunner) -> None:
    done = runner.invoke(command, ["cypher", "MATCH (n) DETACH DELETE n"])
    assert done.exit_code != 0
    assert getattr(done.exception, "code", "") == "GJ207"


def test_export_by_command(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "南县.graphml"
    done = runner.invoke(command, ["graph", "--place", "南县", "--out", str(file)])
    assert done.exit_code == 0, done.output
    assert nx.read_graphml(file, force_multigraph=True).number_of_edges() > 10
    asked = ["graph", "--question", "overlaps", "--place", "沅江市", "--format", "json"]
    done = runner.invoke(command, asked)
    assert {node["label"] for node in json.loads(done.stdout)["nodes"]} >= {"Task", "Agency"}
