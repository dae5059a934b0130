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

from app.serve import bound
from app.service import Service
from app.settings import Settings
from tests.app.servers import fresh


@contextmanager
def library(engine: Settings, name: str, data: Path) -> Iterator[Service]:
    """A service on an empty graph, which goes afterwards; on the embedded engine its database has this name."""
    with fresh(engine, data, name) as settings, Service(settings) as service:
        yield service


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
