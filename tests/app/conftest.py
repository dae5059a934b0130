"""The real embedded engine for tests: one server a session, a fresh database a test."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine import client, console
from app.graph import Graph, open_graph
from app.settings import Settings, load_settings

_numbers = itertools.count(1)


def wait_for_keepers() -> None:
    """Wait until every keeper this process started is gone."""
    for keeper in client._spawned:
        keeper.wait(30)
    client._spawned.clear()


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a running engine that the whole session uses; its home is a Chinese path with spaces."""
    home = tmp_path_factory.mktemp("图 引擎")
    settings = load_settings(graph="embedded", data=home / "data", engine_home=home, database=None)
    with open_graph(settings):
        yield settings
    wait_for_keepers()


@pytest.fixture
def settings(engine: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a fresh database and an empty data directory, gone after the test."""
    name = f"t{next(_numbers)}"
    fresh = engine.model_copy(update={"database": name, "data": tmp_path / "data"})
    yield fresh
    with open_graph(engine) as held:
        address = held.link.current().address
        assert address is not None
        if name in console.databases(address):
            console.drop(address, name)


@pytest.fixture
def graph(settings: Settings) -> Iterator[Graph]:
    """A graph on a fresh database."""
    with open_graph(settings) as opened:
        yield opened
