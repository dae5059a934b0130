"""Libraries that many tests only read: one fresh database for a whole module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.engine import console
from app.graph import open_graph
from app.service import Service
from app.settings import Settings


@contextmanager
def library(engine: Settings, name: str, data: Path) -> Iterator[Service]:
    """A service on a database of this name, which is gone afterwards."""
    with Service(engine.model_copy(update={"database": name, "data": data})) as service:
        yield service
    with open_graph(engine) as held:
        address = held.link.current().address
        assert address is not None
        if name in console.databases(address):
            console.drop(address, name)
