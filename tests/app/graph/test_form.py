"""A graph that an older version wrote is made anew from the readings, by itself."""

from __future__ import annotations

import pytest

from app.graph.checksum import checksum
from app.graph.embedded import Embedded
from app.serve import SAMPLE
from app.service import Service
from app.settings import Settings

pytestmark = pytest.mark.engine


def test_an_older_graph_is_made_anew(settings: Settings) -> None:
    with Service(settings) as service:
        service.load([SAMPLE])
        expected = checksum(service.graph)
        service.graph._write(lambda tx: tx.run("MATCH (n) REMOVE n.name").consume())
        assert checksum(service.graph) != expected
        link = service.graph.link
        assert isinstance(link, Embedded)
        stamp = link.home.form(link.database)
        today = stamp.read_text(encoding="utf-8")
        stamp.write_text("another", encoding="utf-8")
    with Service(settings) as service:
        assert checksum(service.graph) == expected
        assert stamp.read_text(encoding="utf-8") == today
    with Service(settings) as service:
        service.graph._write(lambda tx: tx.run("MATCH (n:Place) REMOVE n.lon").consume())
        kept = checksum(service.graph)
    with Service(settings) as service:
        assert checksum(service.graph) == kept, "a graph in the form of today is left alone"
