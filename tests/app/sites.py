"""A served site for the tests of the pages: the sample, and one plan with hostile names in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.api import create
from app.serve import SAMPLE
from app.settings import Settings
from loaders.facts import Reading
from tests.app.libraries import library, served
from tests.builders import Work, reading

SCRIPT = "<script>alert(1)</script>"
CYPHER = "'}) MATCH (n) DETACH DELETE n //"
HOSTILE: Reading = reading(
    "430981-丁方案-2024",
    Work(f"整治{SCRIPT}", [(f"水利{SCRIPT}", "lead"), (CYPHER, "co")], [f"码头{SCRIPT}"], f"新建{SCRIPT}"),
    Work("推进协作", [(f"水利{SCRIPT}", "listed")], partner=True),
)


@contextmanager
def site(engine: Settings, name: str, data: Path, *, sample: bool) -> Iterator[httpx.Client]:
    """A server on a fresh library; with ``sample`` it holds the sample and the hostile plan."""
    with library(engine, name, data) as service:
        if sample:
            service.load([SAMPLE])
            service.keep(HOSTILE)
        with served(create(service.settings, service)) as client:
            yield client
