"""Every engine beside answers worked out without one, on made-up plans: the same rows in the same order.

GONGJIN_ORACLE_PLANS sets how many plans; 1000 are about 20,000 tasks.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from app.export import network
from app.service import Service
from app.settings import Settings
from bench.plans import plans
from loaders import Reading, read_text
from tests.app.libraries import library
from tests.app.oracle import ROLES, Oracle, Row
from tests.app.servers import EVERY

engines = EVERY
pytestmark = [pytest.mark.engine, pytest.mark.slow]
COUNT = int(os.environ.get("GONGJIN_ORACLE_PLANS", "60"))


@dataclass(frozen=True)
class Made:
    """Plans that were read, what they must answer, and where to ask for: the busiest of each kind."""

    readings: list[Reading]
    oracle: Oracle
    place: str
    agency: str
    task: str
    plan: str


@pytest.fixture(scope="module")
def made() -> Made:
    readings = [read_text(plan.text, f"{plan.name}.txt") for plan in plans(COUNT)]
    oracle = Oracle(network(readings))
    busiest = Counter(place for task in oracle.tasks if (place := oracle.place(task))).most_common(1)[0][0]
    return Made(
        readings,
        oracle,
        busiest,
        max(oracle.of_agency, key=lambda key: len(oracle.of_agency[key])),
        max(oracle.of_task, key=lambda key: len(oracle.of_task[key])),
        str(oracle.nodes[oracle.tasks[0]]["plan"]),
    )


@pytest.fixture(scope="module")
def asked(engine: Settings, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with library(engine, "oracle", tmp_path_factory.mktemp("oracle")) as service:
        for reading in made.readings:
            service.keep(reading)
        yield service


def every(service: Service, question: str, **params: object) -> list[dict[str, Any]]:
    """All rows, page by page."""
    rows: list[dict[str, Any]] = []
    while True:
        answer = service.ask(question, {"limit": 500, "offset": len(rows), **params}, evidence=False)
        rows += answer.rows
        if not answer.rows or len(rows) >= answer.total:
            assert len(rows) == answer.total
            return rows


def test_who_leads(asked: Service, made: Made) -> None:
    for given in ({}, {"inferred": True}, {"place": made.place, "inferred": True}):
        rows = every(asked, "who_leads", **given)
        told = [(row["agency"]["id"], row["tasks"], row["by_rule"], row["inferred"]) for row in rows]
        assert told == made.oracle.who_leads(**given)


def test_agencies(asked: Service, made: Made) -> None:
    for place in (None, made.place):
        rows = every(asked, "agencies", place=place)
        told = [(row["agency"]["id"], *(row[role] for role in ROLES.values())) for row in rows]
        assert told == made.oracle.agencies(place)


def test_one_agency_one_task_one_plan(asked: Service, made: Made) -> None:
    rows = every(asked, "agency_tasks", agency=made.agency)
    told = [(row["role"], row["task"]["id"], row["facts"][0]) for row in rows]
    assert told == made.oracle.agency_tasks(made.agency)
    held = asked.ask("task_agencies", {"task": made.task}, evidence=False).rows
    assert [(row["agency"]["id"], row["role"], row["clause"], row["position"]) for row in held] == (
        made.oracle.task_agencies(made.task)
    )
    ledger = every(asked, "plan_ledger", plan=made.plan)
    lines = [(row["task"]["id"], *(tuple(one["id"] for one in row[role]) for role in ROLES.values())) for row in ledger]
    assert lines == made.oracle.plan_ledger(made.plan)


@pytest.mark.parametrize("kind", ["unled", "two", "collective", "nobody"])
def test_gaps(asked: Service, made: Made, kind: str) -> None:
    rows = every(asked, "gaps", kind=kind)
    assert [(row["task"]["id"], len(row["bodies"])) for row in rows] == made.oracle.gaps(kind)


TOLD: dict[str, Callable[[dict[str, Any]], Row]] = {
    "deadlines": lambda row: (row["date"], row["task"]["id"], row["due"]),
    "targets": lambda row: (row["metric"], row["unit"], row["value"], row["task"]["id"]),
    "cooperation": lambda row: (
        row["a"]["id"], row["b"]["id"], row["strategy"], row["kind"], row["doubtful"], row["times"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("question", TOLD)
def test_over_everything(asked: Service, made: Made, question: str) -> None:
    told = [TOLD[question](row) for row in every(asked, question)]
    assert told == getattr(made.oracle, question)()
    assert told, "nothing to compare"


def test_at_one_place(asked: Service, made: Made) -> None:
    for question in ("deadlines", "targets"):
        told = [TOLD[question](row) for row in every(asked, question, place=made.place)]
        assert told == getattr(made.oracle, question)(made.place)


@pytest.mark.parametrize("where", ["everywhere", "place", "plan"])
def test_overlaps(asked: Service, made: Made, where: str) -> None:
    given = {} if where == "everywhere" else {where: getattr(made, where)}
    rows = every(asked, "overlaps", **given)
    assert [(row["a"]["id"], row["b"]["id"], row["led"]) for row in rows] == made.oracle.overlaps(**given)


@pytest.mark.parametrize(
    ("question", "given", "step"),
    [
        ("who_leads", {}, 173),
        ("who_leads", {"inferred": True}, 211),
        ("agencies", {}, 197),
        ("gaps", {"kind": "unled"}, 83),
        ("deadlines", {}, 17),
        ("targets", {}, 101),
        ("cooperation", {}, 61),
        ("search", {"q": "农田"}, 13),
    ],
)
def test_small_pages_are_the_whole(asked: Service, question: str, given: dict[str, Any], step: int) -> None:
    """A page begins somewhere in the middle of what is counted; none is missed, none told twice."""
    whole, pages, offset = every(asked, question, **given), [], 0
    while True:
        page = asked.ask(question, {"limit": step, "offset": offset, **given}, evidence=False)
        assert page.total == len(whole)
        if not page.rows:
            break
        pages += page.rows
        offset += step
    assert offset > step, "one page is no test"
    assert pages == whole


@pytest.mark.parametrize("words", ["农田", "产业 项目", "田", "5G", "没有这个词组"])
def test_search(asked: Service, made: Made, words: str) -> None:
    assert [(row["task"]["id"],) for row in every(asked, "search", q=words)] == made.oracle.search(words)
