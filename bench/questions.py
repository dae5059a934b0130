"""Questions: ``service.ask`` and HTTP beside the same Cypher run barely through the driver, on 200 made-up plans."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from neo4j import READ_ACCESS

from app import questions
from app.api import create
from app.serve import bound
from app.service import Service
from app.settings import load_settings
from bench.figures import Figure
from bench.plans import plans
from loaders import read_text

TITLE = "Questions"
PLANS = 200
ROUNDS = 25
PICKS = {
    "place": "MATCH (p:Plan)<-[:PART_OF*1..4]-(t:Task) WHERE p.place IS NOT NULL RETURN p.place AS pick, count(t) AS n",
    "agency": "MATCH (a:Agency)-[r]->(:Task) RETURN a.id AS pick, count(r) AS n",
    "other": "MATCH (a:Agency {id: $agency})-->(t:Task)<--(b:Agency) RETURN b.id AS pick, count(t) AS n",
    "plan": "MATCH (t:Task) RETURN t.plan AS pick, count(t) AS n",
    "task": "MATCH (t:Task)<-[r]-(:Agency) RETURN t.id AS pick, count(r) AS n",
    "partner": "MATCH (:Place)-[r:COOPERATES]->(p:Place) RETURN p.id AS pick, count(r) AS n",
}
"""Where questions are anchored: the busiest of each kind."""


EVERYTHING: list[tuple[str, dict[str, Any]]] = [
    ("who_leads", {}),
    ("who_leads", {"inferred": True}),
    ("agencies", {}),
    ("cooperation", {}),
    ("overlaps", {}),
    *(("gaps", {"kind": kind}) for kind in ("unled", "two", "collective", "nobody")),
    ("targets", {}),
    ("deadlines", {}),
    ("search", {"q": "农田"}),
]
"""Questions over all that is kept."""


def asked(picks: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Every question, over everything where it can be asked so, and anchored."""
    place, plan, agency = picks["place"], picks["plan"], picks["agency"]
    return [
        ("who_leads", {}),
        ("who_leads", {"place": place}),
        ("who_leads", {"place": place, "inferred": True}),
        ("cooperation", {}),
        ("cooperation", {"place": picks["partner"]}),
        ("overlaps", {"place": place}),
        ("gaps", {"kind": "unled"}),
        ("gaps", {"place": place, "kind": "unled"}),
        ("agency_tasks", {"agency": agency}),
        ("task_agencies", {"task": picks["task"]}),
        ("plan_ledger", {"plan": plan}),
        ("region", {"place": picks["partner"]}),
        ("connections", {"a": agency, "b": picks["other"]}),
        ("search", {"q": "农田"}),
        ("targets", {}),
        ("targets", {"place": place}),
        ("agencies", {"place": place}),
        ("deadlines", {"place": place}),
    ]


def measure(count: int = PLANS, rounds: int = ROUNDS) -> list[Figure]:
    """Median of each way to ask, the three by turns so that the machine's moods meet all."""
    with (
        tempfile.TemporaryDirectory(prefix="gongjin-bench-") as folder,
        Service(load_settings(data=Path(folder))) as service,
    ):
        for made in plans(count):
            service.keep(read_text(made.text, f"{made.name}.txt"))
        return ask_all(service, rounds)


def ask_all(service: Service, rounds: int) -> list[Figure]:
    """Every question on what a service holds."""
    figures: list[Figure] = []
    picks: dict[str, str] = {}
    for name, text in PICKS.items():
        picks[name] = str(service.graph.ask(f"{text} ORDER BY n DESC, pick LIMIT 1", picks)[0]["pick"])
    with served(service) as client:
        for name, given in asked(picks):
            figures += compare(service, client, name, given, rounds)
    return figures


def compare(
    service: Service, client: httpx.Client, name: str, given: Mapping[str, Any], rounds: int
) -> Iterator[Figure]:
    """One question asked in three ways."""
    question = questions.get(name)
    used = service.resolver.resolve(question, question.values(given))
    link = service.graph.link

    def bare() -> object:
        connection = link.current()
        with connection.reader.session(database=link.database, default_access_mode=READ_ACCESS) as session:
            return session.run(question.text, used).data()

    def ours() -> object:
        return service.ask(name, given)

    def http() -> object:
        return client.get(f"/api/questions/{name}", params=dict(given)).raise_for_status()

    reference, inside, outside = by_turns((bare, ours, http), rounds)
    told = ", ".join(f"{key}={value}" for key, value in given.items())
    told = f"{name}({told}), {service.ask(name, given).total} rows"
    yield Figure(f"{told}: service.ask", inside, reference, "ms", "<= 1.5")
    yield Figure(f"{told}: HTTP", outside, reference, "ms")


def by_turns(works: tuple[Callable[[], object], ...], rounds: int) -> list[float]:
    """Median milliseconds of several works done one after another, round for round."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(-3, rounds):
        for work, times in zip(works, taken, strict=True):
            begun = time.perf_counter()
            work()
            if turn >= 0:
                times.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(times) for times in taken]


@contextmanager
def served(service: Service) -> Iterator[httpx.Client]:
    """A server of the service on a free port, and a client that keeps its connection."""
    with bound("127.0.0.1", 0) as door:
        server = uvicorn.Server(uvicorn.Config(create(service.settings, service), log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{door.getsockname()[1]}", timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(30)
