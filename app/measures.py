"""What Cypher alone does not work out: a question's header names a measure, its text gives the measure its material."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

Rows = Sequence[Mapping[str, Any]]
PIVOTS = 200
"""Above so many agencies the ways from so many of them stand for all, always the same ones."""


def between(rows: Rows) -> list[dict[str, Any]]:
    """Agencies by how much stands on them, from ``{task, bodies: [{id, name, fact}]}``.

    Two agencies are joined where a task names both. ``between``: of the shortest ways between all pairs of others, the
    share that passes here, from 0 to 1 (Freeman 1977). ``partners``: agencies joined to it. ``circle``: the community
    it belongs to (Louvain, weighted by common tasks), the largest being 1.
    """
    import networkx as nx

    names: dict[str, str] = {}
    facts: dict[str, list[str]] = defaultdict(list)
    tasks: dict[str, set[str]] = defaultdict(set)
    graph: nx.Graph[str] = nx.Graph()
    for row in rows:
        for body in row["bodies"]:
            names[body["id"]] = body["name"]
            facts[body["id"]].append(body["fact"])
            tasks[body["id"]].add(row["task"])
            graph.add_node(body["id"])
        for a, b in combinations(dict.fromkeys(body["id"] for body in row["bodies"]), 2):
            common = graph.edges[a, b]["tasks"] if graph.has_edge(a, b) else 0
            graph.add_edge(a, b, tasks=common + 1)
    pivots = PIVOTS if len(graph) > PIVOTS else None
    shares = nx.betweenness_centrality(graph, k=pivots, seed=0)
    circles = sorted(
        nx.community.louvain_communities(graph, weight="tasks", seed=0), key=lambda one: (-len(one), min(one))
    )
    circle = {key: number for number, members in enumerate(circles, 1) for key in members}
    made: list[dict[str, Any]] = [
        {
            "agency": {"id": key, "name": names[key]},
            "between": round(shares[key], 4),
            "partners": graph.degree(key),
            "circle": circle[key],
            "tasks": len(tasks[key]),
            "facts": facts[key],
        }
        for key in graph
    ]
    made.sort(key=lambda one: (-one["between"], -one["partners"], -one["tasks"], one["agency"]["id"]))
    return made


MEASURES: Mapping[str, Callable[[Rows], list[dict[str, Any]]]] = {"between": between}


def page(name: str, rows: Rows, offset: int, limit: int) -> list[dict[str, Any]]:
    """Rows of a measure, those of one page, each with the total."""
    made = MEASURES[name](rows) if rows else []
    return [{**row, "total": len(made)} for row in made[offset : offset + limit]]
