"""What a graph holds, in one hash: two graphs with the same are the same, however they came to be."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from app.graph.graph import Graph


@dataclass(frozen=True, slots=True)
class Checksum:
    """Counts by kind, and a hash of every node and relation with all properties."""

    nodes: dict[str, int]
    relations: dict[str, int]
    hash: str


def checksum(graph: Graph, plan: str | None = None) -> Checksum:
    """Read the whole graph, or one plan's own nodes and relations, and hash it."""
    one = {"plan": plan or ""}
    nodes = graph.ask(
        "MATCH (n) WHERE $plan = '' OR n.plan = $plan OR n.id = $plan "
        "RETURN labels(n)[0] AS kind, properties(n) AS props",
        one,
    )
    relations = graph.ask(
        "MATCH (a)-[r]->(b) WHERE $plan = '' OR r.plan = $plan "
        "RETURN type(r) AS kind, a.id AS source, b.id AS target, properties(r) AS props",
        one,
    )
    lines = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in (*nodes, *relations))
    return Checksum(
        dict(sorted(Counter(str(row["kind"]) for row in nodes).items())),
        dict(sorted(Counter(str(row["kind"]) for row in relations).items())),
        sha256("\n".join(lines).encode()).hexdigest(),
    )
