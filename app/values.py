"""What the driver brings, as JSON: nodes, relations, paths, dates; long values cut; and the network that is in them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from neo4j import Result
from neo4j.graph import Node, Path, Relationship

ITEMS = 1000
"""Elements of a list or a map that are told."""
SIGNS = 20_000
"""Characters of a text that are told."""
DEPTH = 12


@dataclass
class Told:
    """The rows of a result, and the nodes and relations that were in them."""

    columns: list[str]
    rows: list[list[Any]] = field(default_factory=list)
    cut: bool = False
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: dict[str, tuple[str, str, str, int]] = field(default_factory=dict)

    @property
    def nodes(self) -> list[dict[str, Any]]:
        return list(self.known.values())

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [
            {"source": self.known[a]["id"], "target": self.known[b]["id"], "kind": kind, "row": row}
            for a, b, kind, row in self.ties.values()
            if a in self.known and b in self.known
        ]

    def value(self, value: Any, depth: int = 0) -> Any:
        """One value as JSON."""
        if value is None or isinstance(value, (bool, int)):
            return value
        if isinstance(value, float):
            return value if math.isfinite(value) else str(value)
        if isinstance(value, str):
            return self.text(value)
        if depth > DEPTH:
            self.cut = True
            return "…"
        if isinstance(value, Node):
            return self.node(value, depth)
        if isinstance(value, Relationship):
            return self.relation(value, depth)
        if isinstance(value, Path):
            steps: list[Any] = [self.value(value.start_node, depth + 1)]
            for relation in value.relationships:
                end = next((n for n in value.nodes if n.element_id == self.far(relation, steps[-1])), None)
                steps += [self.relation(relation, depth + 1), self.value(end, depth + 1)]
            return {"path": steps}
        if isinstance(value, Mapping):
            self.cut |= len(value) > ITEMS
            return {self.text(str(key)): self.value(one, depth + 1) for key, one in list(value.items())[:ITEMS]}
        if isinstance(value, (list, tuple, set, frozenset)) and not hasattr(value, "srid"):
            self.cut |= len(value) > ITEMS
            return [self.value(one, depth + 1) for one in list(value)[:ITEMS]]
        iso = getattr(value, "iso_format", None)
        return iso() if callable(iso) else self.text(str(value))

    def far(self, relation: Relationship, last: Any) -> str:
        """The end of a relation that is not the node before it."""
        ends = [node.element_id for node in relation.nodes if node is not None]
        here = last.get("id") if isinstance(last, Mapping) else None
        known = [end for end in ends if self.known.get(end, {}).get("id") != here]
        return known[0] if known else ends[-1]

    def text(self, value: str) -> str:
        if len(value) <= SIGNS:
            return value
        self.cut = True
        return value[:SIGNS] + "…"

    def node(self, node: Node, depth: int) -> dict[str, Any]:
        label = min(node.labels, default="")
        props = self.props(node, depth)
        key = str(props.get("id", node.element_id))
        self.known.setdefault(node.element_id, {"id": key, "kind": label, "name": str(props.get("name", key))[:200]})
        first: dict[str, Any] = {name: props.pop(name) for name in ("id", "name") if name in props}
        return {"label": label, **first, **props}

    def relation(self, relation: Relationship, depth: int) -> dict[str, Any]:
        a, b = (node.element_id if node is not None else "" for node in relation.nodes)
        self.ties.setdefault(relation.element_id, (a, b, relation.type, len(self.rows)))
        return {"type": relation.type, **self.props(relation, depth)}

    def props(self, entity: Node | Relationship, depth: int) -> dict[str, Any]:
        return {key: self.value(entity[key], depth + 1) for key in sorted(entity.keys())}


def told(result: Result, rows: int) -> Told:
    """So many rows of a result; one more is looked at, to know whether it was cut."""
    found = Told(list(result.keys()))
    for record in result:
        if len(found.rows) >= rows:
            found.cut = True
            break
        found.rows.append([found.value(value) for value in record.values()])
    return found
