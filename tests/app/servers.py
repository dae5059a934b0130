"""The servers behind the engine tests: the embedded engine, and Neo4j of both lines, each started once when first asked.

A module that says ``engines = EVERY`` beside its tests runs all of them on every one. Neo4j Community has one database,
so a test there finds it emptied; the embedded engine gives each test a database of its own.
"""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.engine import client, console
from app.graph import open_graph
from app.settings import Settings, load_settings
from scripts.neo4j_server import VERSIONS, Server

EMBEDDED = "embedded"
NEO4J = tuple(f"neo4j-{line}" for line in VERSIONS)
EVERY = (EMBEDDED, *NEO4J)
_numbers = itertools.count(1)


def params(names: tuple[str, ...]) -> list[object]:
    """Engines as parameters of a fixture, each with its marks."""
    return [pytest.param(name, marks=[pytest.mark.neo4j] if name != EMBEDDED else []) for name in names]


def wait_for_keepers() -> None:
    """Wait until the keepers that a test started are gone; the session's own is not among them."""
    for keeper in client._spawned:
        keeper.wait(30)
    client._spawned.clear()


class Servers:
    """All servers of one test session; stops what it started."""

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self.folder = folder
        self.stack = ExitStack()
        self.started: dict[str, Settings] = {}
        self.processes: dict[str, Server] = {}
        self.keepers: list[subprocess.Popen[bytes]] = []

    def settings(self, name: str) -> Settings:
        """Settings of a running server."""
        if name not in self.started:
            self.started[name] = self._embedded() if name == EMBEDDED else self._neo4j(name.removeprefix("neo4j-"))
        return self.started[name]

    def _embedded(self) -> Settings:
        home = self.folder("图 引擎")
        settings = load_settings(graph=EMBEDDED, data=home / "data", engine_home=home, database=None)
        self.stack.enter_context(open_graph(settings))
        self.keepers += client._spawned
        client._spawned.clear()
        return settings

    def _neo4j(self, line: str) -> Settings:
        home = self.folder(f"neo4j-{line}")
        server = Server(line, home, heap="384m", cache="64m")
        self.stack.callback(server.stop)
        server.start()
        self.processes[f"neo4j-{line}"] = server
        return load_settings(graph=server.url, password=SecretStr(server.password), data=home / "data", database=None)

    def close(self) -> None:
        """Stop them all and wait for every keeper that this process started."""
        self.stack.close()
        for keeper in self.keepers:
            keeper.wait(30)


@contextmanager
def fresh(engine: Settings, data: Path, name: str = "") -> Iterator[Settings]:
    """Settings of an empty graph on a running server, and of an empty library in ``data``."""
    if not engine.embedded:
        with open_graph(engine) as held:
            held.clear()
        yield engine.model_copy(update={"data": data})
        return
    name = name or f"t{next(_numbers)}"
    yield engine.model_copy(update={"database": name, "data": data})
    with open_graph(engine) as held:
        address = held.link.current().address
        assert address is not None
        if name in console.databases(address):
            console.drop(address, name)
