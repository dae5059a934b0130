"""Graphs for tests: servers that the session shares, an empty graph for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.graph import Graph, open_graph
from app.settings import Settings
from tests.app.servers import EMBEDDED, Servers, fresh, params


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module that names ``engines`` on each of them."""
    names = getattr(metafunc.module, "engines", ())
    if names and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", params(names), indirect=True, scope="session")


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Every server that a test asks for, until the session ends."""
    found = Servers(tmp_path_factory.mktemp)
    yield found
    found.close()


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, servers: Servers) -> Settings:
    """Settings of a running server: the embedded engine, or those that the module names."""
    return servers.settings(getattr(request, "param", EMBEDDED))


@pytest.fixture
def settings(engine: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an empty graph and an empty data directory, gone after the test."""
    with fresh(engine, tmp_path / "data") as made:
        yield made


@pytest.fixture
def graph(settings: Settings) -> Iterator[Graph]:
    """An empty graph."""
    with open_graph(settings) as opened:
        yield opened
