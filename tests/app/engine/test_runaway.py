"""People's own Cypher that does not end, on an embedded engine of the test's own: given up, and ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import GraphBusy, QueryTimeout
from app.service import Service
from app.settings import load_settings
from tests.app.servers import wait_for_keepers
from tests.builders import FIRST, SECOND

pytestmark = [pytest.mark.engine, pytest.mark.slow]
SLOW = "UNWIND range(1, 9000) AS a UNWIND range(1, 9000) AS b UNWIND range(1, 9000) AS c RETURN max(a * b + c) AS n"
DEAF = "RETURN reduce(s = 0, x IN range(1, 3000000) | s + size([y IN range(1, 3000) | y])) AS n"
"""The engine hears no limit in it."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    settings = load_settings(graph="embedded", data=tmp_path, linger=0.2, query_timeout=2)
    with Service(settings) as opened:
        opened.keep(FIRST)
        yield opened
    wait_for_keepers()


def pid(service: Service) -> int:
    address = service.graph.link.current().address
    assert address is not None
    return address.java.pid


def free(service: Service, seconds: float) -> float:
    """Seconds until the reader takes another query."""
    begun = time.monotonic()
    while True:
        try:
            assert service.cypher("RETURN 1 AS one").rows == [[1]]
            return time.monotonic() - begun
        except GraphBusy:
            assert time.monotonic() - begun < seconds
            time.sleep(0.1)


def test_two_at_once_and_the_engine_ends_them(service: Service) -> None:
    java = pid(service)
    begun = time.monotonic()
    for _ in range(2):
        with pytest.raises(QueryTimeout):
            service.cypher(SLOW, seconds=0.1)
    with pytest.raises(GraphBusy):
        service.cypher("RETURN 1 AS one")
    assert service.ask("who_leads").rows, "questions go on"
    free(service, 20)
    assert time.monotonic() - begun < 20
    assert pid(service) == java, "the engine's own limit was enough"


def test_one_that_hears_no_limit_is_ended_with_java(service: Service) -> None:
    java = pid(service)
    for _ in range(2):
        with pytest.raises(QueryTimeout):
            service.cypher(DEAF, seconds=0.5)
    with pytest.raises(GraphBusy):
        service.cypher("RETURN 1 AS one")
    free(service, 40)
    service.keep(SECOND)
    assert len(service.graph.plans()) == 2
    assert pid(service) != java
    assert service.ask("who_leads").rows


def test_none_is_left_behind(service: Service) -> None:
    with pytest.raises(QueryTimeout):
        service.cypher(DEAF, seconds=0.5)
    begun = time.monotonic()
    service.close()
    wait_for_keepers()
    assert time.monotonic() - begun < 20
