"""A Neo4j server that is down, starts, is killed in mid-load, takes no writes: told clearly, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from app.api import create
from app.errors import EngineDown, GraphError, ReadOnly, Unsupported, WrongPassword
from app.graph import open_graph
from app.graph.checksum import checksum
from app.graph.schema import cypher, keys, schema, slots
from app.service import Service
from app.settings import Settings, load_settings
from scripts.neo4j_server import Server, free_port
from tests.app.libraries import served
from tests.builders import FIRST, SECOND, Work, reading

pytestmark = [pytest.mark.engine, pytest.mark.neo4j, pytest.mark.slow]
MANY = [reading(f"430981-方案{n}-2024", *[Work(f"任务{i}", [("水利", "lead")]) for i in range(30)]) for n in range(40)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module's own, on an address of its own, not yet started."""
    made = Server(
        "5.26", tmp_path_factory.mktemp("own"), free_port(), heap="384m", cache="64m", password="first-password"
    )
    yield made
    made.stop()


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Settings:
    return load_settings(graph=server.url, password=SecretStr("first-password"), data=tmp_path, database=None)


def patient(client: httpx.Client, path: str, seconds: float) -> float:
    """Seconds until an address answers well."""
    begun = time.monotonic()
    while client.get(path).status_code != 200:
        assert time.monotonic() - begun < seconds
        time.sleep(0.3)
    return time.monotonic() - begun


def test_down_then_starting_then_there(server: Server, settings: Settings) -> None:
    with pytest.raises(EngineDown, match="refused"), open_graph(settings):
        pass
    with Service(settings) as service, served(create(settings, service)) as client:
        told = client.get("/readyz")
        assert (told.status_code, told.json()["code"]) == (503, "GJ201")
        assert client.get("/healthz").status_code == 200
        assert client.get("/api/status").status_code == 200, "what is on disk needs no graph"
        server.start(wait=False)
        starting = threading.Thread(target=server.wait)
        starting.start()
        patient(client, "/readyz", 120)
        starting.join()
        service.keep(FIRST)
        assert client.get("/api/questions/who_leads").json()["total"] == 1


def test_wrong_password(server: Server, settings: Settings) -> None:
    wrong = settings.model_copy(update={"password": SecretStr("not-this-one")})
    with pytest.raises(WrongPassword, match="GONGJIN_PASSWORD"), open_graph(wrong):
        pass


def test_unknown_database_and_version(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineDown, match="nowhere"), open_graph(settings.model_copy(update={"database": "nowhere"})):
        pass
    monkeypatch.setattr(import_module("app.graph.link"), "OLDEST", (9999, 0))
    with pytest.raises(Unsupported, match=r"Neo4j/5\.26"), open_graph(settings):
        pass


def test_killed_in_mid_load(server: Server, settings: Settings) -> None:
    with Service(settings) as service, served(create(settings, service)) as client:
        service.graph.clear()
        failed: list[Exception] = []

        def load() -> None:
            for plan in MANY:
                try:
                    service.keep(plan)
                except GraphError as error:
                    failed.append(error)
                    return

        loading = threading.Thread(target=load)
        loading.start()
        while len(service.plans()) < 5:
            time.sleep(0.01)
        server.stop(kill=True)
        loading.join(90)
        assert not loading.is_alive()
        assert [error.code for error in failed if isinstance(error, GraphError)] == ["GJ201"]
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        kept = len(service.plans())
        assert kept >= 5
        server.start()
        patient(client, "/readyz", 30)
        for plan in MANY:
            service.keep(plan)
        assert len(service.graph.plans()) == len(MANY)
        whole = checksum(service.graph)
        service.rebuild()
        assert checksum(service.graph) == whole


def test_what_was_cut_short_is_there_when_next_opened(server: Server, settings: Settings) -> None:
    with Service(settings) as before:
        before.graph.clear()
        before.keep(FIRST)
        before.store.begin(SECOND.document.plan)
        before.store.put(SECOND)
    with Service(settings) as after:
        assert set(after.graph.plans()) == {FIRST.document.plan, SECOND.document.plan}


def test_a_database_that_takes_no_writes(server: Server, settings: Settings) -> None:
    with open_graph(settings) as graph:
        graph.clear()
        graph.load(FIRST)
    server.stop()
    server.extra = "server.databases.default_to_read_only=true\n"
    server.start()
    try:
        with open_graph(settings) as graph:
            assert graph.plans()
            with pytest.raises(ReadOnly, match="GJ209"):
                graph.load(SECOND)
            assert len(graph.plans()) == 1
    finally:
        server.stop()
        server.extra = ""


def operators(plan: dict[str, Any]) -> Iterator[str]:
    """Every step of a plan."""
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from operators(child)


def test_no_writing_text_scans_though_it_is_planned_on_an_empty_graph(server: Server, settings: Settings) -> None:
    """Its first plan is kept while the graph grows: each text must begin at a key."""
    if server.process is None:
        server.start()
    texts = [
        cypher(path, rows="rows", made="made", **slots(key))
        for path in ("write/own", "write/shared", "write/relation", "write/link")
        for key in keys(path)
    ]
    texts += [cypher("write/leave", **slots(kind.name)) for kind in schema().shared]
    texts += [cypher("write/out", Kind=kind.name, key="plan") for kind in schema().own if kind.name != "Plan"]
    texts += [cypher("derive/beside"), cypher("derive/tally")]
    given: dict[str, Any] = {"rows": [], "keys": [], "plan": "", "place": ""}
    with open_graph(settings) as graph:
        link = graph.link
        with link.current().writer.session(database=link.database) as session:
            for text in texts:
                plan = session.run(f"{link.manner.hint}EXPLAIN {text}", given).consume().plan
                assert plan
                assert not [step for step in operators(plan) if "Scan" in step], text
