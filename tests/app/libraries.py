"""Libraries that many tests only read, one fresh database for a whole module; and servers of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

import httpx
import uvicorn
from fastapi import FastAPI

from app.engine import console
from app.graph import open_graph
from app.serve import bound
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


@contextmanager
def served(app: FastAPI) -> Iterator[httpx.Client]:
    """A real server on a free port, and a client that speaks to it."""
    with bound("127.0.0.1", 0) as door:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=5))
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                sleep(0.01)
            with httpx.Client(base_url=f"http://127.0.0.1:{door.getsockname()[1]}", timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(30)
