"""Rows of the questions with a network view as nodes and edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from visual.network import Edge, Node

RELATION = {"lead": "LEADS", "co": "SHARES", "support": "SUPPORTS", "guide": "GUIDES", "listed": "LISTED"}


def _node(value: Mapping[str, Any], kind: str) -> Node:
    return Node(str(value["id"]), str(value.get("kind") or kind), str(value.get("name") or value["id"]))


def web(name: str, rows: Sequence[Mapping[str, Any]], centre: Node | None) -> tuple[list[Node], list[Edge]]:
    """Nodes and edges of an answer; columns decide, so that a new question with the same columns draws itself."""
    nodes: dict[str, Node] = {centre.id: centre} if centre else {}
    edges: dict[tuple[str, str, str], Edge] = {}

    def join(a: Node, b: Node, kind: str, row: int) -> None:
        nodes.setdefault(a.id, a)
        nodes.setdefault(b.id, b)
        edges.setdefault((a.id, b.id, kind), Edge(a.id, b.id, kind, row))

    for index, row in enumerate(rows):
        if row.get("path") and row.get("verbs") is not None:
            steps = [_node(step, "Task") for step in row["path"]]
            for a, b, verb in zip(steps, steps[1:], row["verbs"], strict=False):
                join(a, b, verb, index)
        elif row.get("role") and centre:
            other = _node(row["task"], "Task") if "task" in row else _node(row["agency"], "Agency")
            join(centre, other, RELATION.get(row["role"], "LISTED"), index)
        elif row.get("how") and row.get("thing"):
            at, thing = _node(row["at"], "Place"), _node(row["thing"], "Task")
            if centre and at.id != centre.id:
                join(centre, at, "MEMBER_OF", index)
            join(at, thing, row["how"], index)
    return list(nodes.values()), list(edges.values())
