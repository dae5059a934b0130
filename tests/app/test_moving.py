"""Moving house: from the embedded graph to a server, in one go, after a break, and where somebody meddled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.errors import BadSetting, CopyDiffers, EngineDown, WrongPassword
from app.graph import Graph, open_graph
from app.graph.checksum import checksum
from app.library import Step
from app.moving import copy, expected, found
from app.serve import SAMPLE
from app.service import Service
from app.settings import Settings, load_settings
from tests.app.libraries import library
from tests.app.servers import EMBEDDED, NEO4J, Servers
from tests.builders import FIRST, SECOND

engines = NEO4J
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def sample(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A library on the embedded engine."""
    with library(servers.settings(EMBEDDED), "moving", tmp_path_factory.mktemp("moving")) as service:
        service.load([SAMPLE])
        yield service


def test_everything_arrives(sample: Service, graph: Graph, settings: Settings) -> None:
    steps: list[Step] = []
    done = copy(sample, settings, steps.append)
    assert (done.plans, done.brought) == (6, 6)
    assert done.facts == sum(len(sample.reading(meta.plan).facts) for meta in sample.plans())
    assert checksum(graph) == checksum(sample.graph)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total
    again = copy(sample, settings)
    assert (again.brought, again.facts, again.checksum) == (0, done.facts, done.checksum)


def test_it_goes_on_where_it_stopped(sample: Service, graph: Graph, settings: Settings) -> None:
    def stop(step: Step) -> None:
        if step.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(sample, settings, stop)
    assert len(graph.plans()) == 3
    assert copy(sample, settings).brought == 3
    assert checksum(graph) == checksum(sample.graph)


def test_other_plans_there_stay(sample: Service, graph: Graph, settings: Settings) -> None:
    graph.load(FIRST)
    copy(sample, settings)
    assert FIRST.document.plan in graph.plans()
    assert found(graph, FIRST.document.plan) == expected(FIRST)


def test_a_difference_is_told(service: Service, graph: Graph, settings: Settings, servers: Servers) -> None:
    copy(service, settings)
    connection = graph.link.current()
    with connection.writer.session() as session:
        session.run("MATCH ()-[r:LEADS]->() WITH r LIMIT 1 SET r.quote = 'x'").consume()
    with pytest.raises(CopyDiffers, match="GJ211"):
        copy(service, settings)


@pytest.fixture
def service(servers: Servers, tmp_path: Path) -> Iterator[Service]:
    """A small library on the embedded engine."""
    with library(servers.settings(EMBEDDED), "small", tmp_path / "small") as opened:
        opened.keep(FIRST)
        opened.keep(SECOND)
        yield opened


def test_targets_that_cannot_be(service: Service, engine: Settings) -> None:
    with pytest.raises(BadSetting):
        copy(service, service.settings)
    with pytest.raises(EngineDown):
        copy(service, load_settings(graph="bolt://127.0.0.1:1"))
    with pytest.raises(WrongPassword):
        copy(service, load_settings(graph=engine.graph, password="wrong-one"))


def test_the_command(service: Service, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text(settings.secret())
    monkeypatch.setenv("GONGJIN_DATA", str(service.settings.data))
    monkeypatch.setenv("GONGJIN_ENGINE_HOME", str(service.settings.engine_home))
    monkeypatch.setenv("GONGJIN_DATABASE", str(service.settings.database))
    # the database of the engine is no name on the server
    arguments = ["copy", "--to", settings.graph, "--password-file", str(secret), "--database", "neo4j", "--json"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["plans"], told["brought"], told["facts"]) == (2, 2, len(FIRST.facts) + len(SECOND.facts))
    with open_graph(settings) as there:
        assert checksum(there) == checksum(service.graph)
