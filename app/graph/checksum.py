"""What a graph holds, in one hash: two graphs with the same are the same, however they came to be."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from app.graph.graph import Graph
from app.graph.schema import schema

NODES = """MATCH (n:<Kind>) WHERE $plan = '' OR n.plan = $plan OR n.id = $plan
RETURN '<Kind>' AS kind, properties(n) AS props"""
RELATIONS = """MATCH (a)-[r:<Relation>]->(b) WHERE $plan = '' OR r.plan = $plan
RETURN '<Relation>' AS kind, a.id AS source, b.id AS target, properties(r) AS props"""


@dataclass(frozen=True, slots=True)
class Checksum:
    """Counts by kind, and a hash of every node and relation with all properties."""

    nodes: dict[str, int]
    relations: dict[str, int]
    hash: str


def checksum(graph: Graph, plan: str | None = None) -> Checksum:
    """Read the whole graph, or one plan's own nodes and relations, and hash it."""
    one = {"plan": plan or ""}
    nodes: list[dict[str, object]] = []
    relations: list[dict[str, object]] = []
    for kind in schema().kinds:
        nodes += graph.ask(NODES.replace("<Kind>", kind), one)
    for relation in schema().relations:
        relations += graph.ask(RELATIONS.replace("<Relation>", relation), one)
    lines = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in (*nodes, *relations))
    return Checksum(
        dict(sorted(Counter(str(row["kind"]) for row in nodes).items())),
        dict(sorted(Counter(str(row["kind"]) for row in relations).items())),
        sha256("\n".join(lines).encode()).hexdigest(),
    )
