"""Moving house: every plan that is kept into another graph, and proof that all of it is there.

Made from the readings on disk, plan by plan, each whole or not at all; what is there already and the same is passed
over, so a copy that was cut short goes on where it stopped. At the end the facts of every plan are read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.errors import BadSetting, CopyDiffers
from app.graph import Graph, open_graph
from app.graph.rows import rows
from app.library import Library, Progress, Step
from app.settings import Settings
from loaders.facts import Reading

OWN = """
MATCH (n:Task|Section|Target|WorkGroup {plan: $plan})-[r]-() WHERE r.plan = $plan AND r.id IS NOT NULL
RETURN DISTINCT type(r) AS kind, startNode(r).id AS source, endNode(r).id AS target, properties(r) AS props"""
PLAN = """
MATCH (p:Plan {id: $plan})-[r]-() WHERE r.plan = $plan AND r.id IS NOT NULL
RETURN DISTINCT type(r) AS kind, startNode(r).id AS source, endNode(r).id AS target, properties(r) AS props"""
BETWEEN = """
MATCH (:Plan {id: $plan})-[:MENTIONS]->(a)
MATCH (a)-[r:COOPERATES]->(b) WHERE r.plan = $plan
RETURN DISTINCT type(r) AS kind, a.id AS source, b.id AS target, properties(r) AS props"""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did: plans in all and brought in now, facts that were read back, and their checksum."""

    plans: int
    brought: int
    facts: int
    checksum: str

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def line(kind: str, source: str, target: str, props: Mapping[str, Any]) -> str:
    """One fact as a text that is the same wherever it comes from."""
    told = {key: list(value) if isinstance(value, tuple) else value for key, value in props.items()}
    return json.dumps([kind, source, target, told], ensure_ascii=False, sort_keys=True)


def expected(reading: Reading) -> list[str]:
    """The facts of a plan as its reading has them."""
    return sorted(
        line(name, row["source"], row["target"], row["props"])
        for (name, _, _), group in rows(reading).relations.items()
        for row in group
        if "id" in row["props"]
    )


def found(graph: Graph, plan: str) -> list[str]:
    """The facts of a plan as a graph has them."""
    every: dict[str, str] = {}
    for text in (OWN, PLAN, BETWEEN):
        for row in graph.ask(text, {"plan": plan}):
            props: Any = row["props"]
            every[str(props["id"])] = line(str(row["kind"]), str(row["source"]), str(row["target"]), props)
    return sorted(every.values())


def digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


def copy(library: Library, target: Settings, progress: Progress | None = None) -> Copied:
    """Bring every plan into the graph that ``target`` names; raises CopyDiffers where it then holds something else."""
    if target.embedded:
        raise BadSetting(
            name="--to", why=("应是 Neo4j 的地址，如 neo4j://主机:7687", "an address, as neo4j://host:7687")
        )
    metas = library.plans()
    facts, brought, sums = 0, 0, []
    with open_graph(target) as graph, library.store.writing():
        for number, meta in enumerate(metas):
            if progress:
                progress(Step(number, len(metas) * 2, meta.title))
            brought += graph.load(library.reading(meta.plan)) != "unchanged"
        for number, meta in enumerate(metas):
            if progress:
                progress(Step(len(metas) + number, len(metas) * 2, meta.title))
            want, there = expected(library.reading(meta.plan)), found(graph, meta.plan)
            if want != there:
                raise CopyDiffers(plan=meta.plan, want=len(want), there=len(there), where=target.graph)
            facts += len(want)
            sums.append(f"{meta.plan} {digest(want)}")
    if progress:
        progress(Step(len(metas) * 2, len(metas) * 2, ""))
    return Copied(len(metas), brought, facts, digest(sums))
