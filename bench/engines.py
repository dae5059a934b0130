"""Both engines side by side: loading, and how long every question takes over all that is kept and at one anchor.

``python -m bench engines`` takes 2,000 plans (about 40,000 tasks, 210,000 duties); ``python -m bench.engines 200``
prints the same at another size. Neo4j is left out where its libraries are not there (``make neo4j ARGS=--install``).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from app.graph.rows import rows
from app.service import Service
from app.settings import Settings, load_settings
from bench.figures import Figure, short, table
from bench.load import bare
from bench.plans import plans
from bench.questions import EVERYTHING, PICKS, asked
from loaders import read_text
from scripts.neo4j_server import VERSIONS, installed, running

TITLE = "Engines"
PLANS = 2000
ROUNDS = 40
BARE = 100
"""Plans that are loaded the barest way for comparison."""
AIM = 100
"""Milliseconds that a question takes at most, 95 times of 100."""


@dataclass(slots=True)
class Engine:
    """What was measured on one engine."""

    name: str
    loading: Figure | None = None
    times: dict[str, list[float]] = field(default_factory=dict)
    """Question -> milliseconds, sorted."""
    totals: dict[str, int] = field(default_factory=dict)


@contextmanager
def engines(folder: Path) -> Iterator[dict[str, Settings]]:
    """Settings of the embedded engine, and of Neo4j where it is installed."""
    found = {"embedded": load_settings(graph="embedded", data=folder / "embedded", heap="1g", database=None)}
    if not installed("5.26"):
        yield found
        return
    with running("5.26", folder / "neo4j", heap="1g", cache="512m") as server:
        secret = SecretStr(server.password)
        found[f"Neo4j {VERSIONS['5.26']}"] = load_settings(
            graph=server.url, password=secret, data=folder / "server", database=None
        )
        yield found


def measure(count: int = PLANS, rounds: int = ROUNDS) -> list[Engine]:
    """Load each engine, then ask it."""
    measured = []
    with tempfile.TemporaryDirectory(prefix="gongjin-bench-") as folder, engines(Path(folder)) as found:
        for name, settings in found.items():
            engine = Engine(name)
            with Service(settings) as service:
                engine.loading = loading(name, service, count)
                ask(engine, service, rounds)
            measured.append(engine)
    return measured


def loading(name: str, service: Service, count: int) -> Figure:
    """Rows a second, beside the same rows of some plans by bare UNWIND … MERGE before."""
    some = [rows(read_text(made.text, made.name)) for made in plans(BARE)]
    link, reference = service.graph.link, 0.0
    for _ in range(2):  # the first round warms the server up
        service.graph.clear()
        begun = time.perf_counter()
        with link.current().writer.session(database=link.database) as session:
            bare(session, some, False)
        reference = sum(one.count() for one in some) / (time.perf_counter() - begun)
    service.graph.clear()
    total, spent, tasks, duties = 0, 0.0, 0, 0
    for made in plans(count):
        reading = read_text(made.text, f"{made.name}.txt")
        meta = service.store.put(reading)
        tasks, duties, total = tasks + meta.tasks, duties + meta.duties, total + rows(reading).count()
        begun = time.perf_counter()
        service.graph.load(reading)
        spent += time.perf_counter() - begun
    what = f"{name}: {count:,} plans, {tasks:,} tasks, {duties:,} duties, {total:,} rows"
    return Figure(what, total / spent, reference, "rows/s", ">= 0.8")


def ask(engine: Engine, service: Service, rounds: int) -> None:
    """Ask every question some times, after a few that do not count."""
    picks: dict[str, str] = {}
    for pick, text in PICKS.items():
        picks[pick] = str(service.graph.ask(f"{text} ORDER BY n DESC, pick LIMIT 1", picks)[0]["pick"])
    for question, given in (*EVERYTHING, *asked(picks)):
        what = named(question, given)
        if what in engine.times:
            continue
        times = []
        for turn in range(-5, rounds):
            begun = time.perf_counter()
            answer = service.ask(question, given)
            if turn >= 0:
                times.append((time.perf_counter() - begun) * 1000)
        engine.times[what], engine.totals[what] = sorted(times), answer.total


def named(question: str, given: dict[str, Any]) -> str:
    """A question as the table calls it; where it is anchored, by what."""
    told = (f"{key}={value}" if key in ("kind", "q", "inferred") else key for key, value in given.items())
    return f"{question}({', '.join(told)})"


def lines(measured: list[Engine]) -> Iterable[tuple[str, ...]]:
    """A line a question: its rows, then median and 95th percentile on each engine."""
    for what, total in measured[0].totals.items():
        times = (engine.times[what] for engine in measured)
        cells = (short(one[int(len(one) * share)]) for one in times for share in (0.5, 0.95))
        yield (what, f"{total:,}", *cells)


def report(count: int = PLANS, rounds: int = ROUNDS) -> str:
    """Two tables: loading, and questions."""
    measured = measure(count, rounds)
    loads = table(
        ("loading", "ours", "bare UNWIND … MERGE", "ratio", "aim"),
        (engine.loading.row() for engine in measured if engine.loading),
    )
    head = [f"{engine.name} {what}" for engine in measured for what in ("p50", "p95")]
    asks = table(("question (ms)", "rows", *head), lines(measured))
    worst = [max(one[int(len(one) * 0.95)] for one in engine.times.values()) for engine in measured]
    told = ", ".join(f"{engine.name} {short(high)} ms" for engine, high in zip(measured, worst, strict=True))
    return f"{loads}\n\n{asks}\n\nSlowest p95 (aim: below {AIM} ms): {told}."


if __name__ == "__main__":
    print(report(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS))
