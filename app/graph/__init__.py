"""The graph: one interface, the official neo4j driver, a Neo4j server or the embedded engine behind it."""

from __future__ import annotations

from app.graph.embedded import Embedded
from app.graph.graph import Graph
from app.graph.link import Server
from app.graph.write import Outcome
from app.settings import Settings

__all__ = ["Graph", "Outcome", "open_graph"]


def open_graph(settings: Settings, *, now: bool = True) -> Graph:
    """The graph that the settings name; ``now`` False waits with connecting until the first question."""
    graph = Graph(Embedded(settings) if settings.embedded else Server(settings))
    if now:
        graph.link.current()
    return graph
