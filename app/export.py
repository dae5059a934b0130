"""The graph of some plans as a networkx graph, and in the formats that other tools read.

Made from the readings that are kept, so it needs no database; ids, kinds and properties are those of the graph.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from typing import Any, Literal, TypeAlias

import networkx as nx

from app.graph.rows import Rows, rows
from app.graph.schema import schema
from loaders.facts import Reading

Format: TypeAlias = Literal["graphml", "gexf", "json"]
NODE = {"name": "label", "label": "sort", "start": "first", "end": "last"}
EDGE = {"type": "relation", "start": "first", "end": "last"}
"""What is called otherwise in GEXF, which has these words for itself."""


def network(readings: Iterable[Reading], facts: Collection[str] | None = None) -> nx.MultiDiGraph[str]:
    """Every node and relation of these plans; with ``facts`` only those relations, and what they join.

    Nodes carry label, name and what the schema gives them; an edge is keyed by its fact's id (or its type) and carries
    type, sentence and the rest. A node that plans name differently has its longest name.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for reading in readings:
        add(graph, rows(reading), facts)
    if facts is not None:
        graph.remove_nodes_from([node for node, degree in list(graph.degree()) if not degree and node not in facts])
    return graph


def add(graph: nx.MultiDiGraph[str], made: Rows, facts: Collection[str] | None) -> None:
    """Add the rows of one plan."""
    derived = {kind.name for kind in schema().kinds.values() if kind.derived}
    for kind, group in made.own.items():
        for row in group:
            graph.add_node(row["id"], label=kind, **{key: value for key, value in row.items() if key != "id"})
    for kind, group in made.shared.items():
        for row in group if kind not in derived else ():
            props = {key: value for key, value in row["props"].items() if key != "mark"}
            known = graph.nodes.get(row["id"])
            if known is None or better(props["name"], known["name"]):
                graph.add_node(row["id"], label=kind, **props)
    for (name, _, end), group in made.relations.items():
        for row in group if end not in derived else ():
            key = row["props"].get("id", name)
            if facts is None or key in facts:
                props = {"type": name, **{one: value for one, value in row["props"].items() if one != "id"}}
                graph.add_edge(row["source"], row["target"], key=key, **props)
    if facts is None:
        for (name, _, _), group in made.links.items():
            for row in group:
                graph.add_edge(row["source"], row["target"], key=name, type=name)


def better(name: str, known: str) -> bool:
    """Whether a name goes before the one that is shown, as in the graph: longer, then smaller."""
    return (-len(name), name) < (-len(known), known)


def written(graph: nx.MultiDiGraph[str], form: Format) -> bytes:
    """The graph in a format; GraphML and GEXF know no lists, which become text."""
    if form == "json":
        nodes = [{"id": node, **props} for node, props in graph.nodes(data=True)]
        edges = [
            {"source": a, "target": b, "key": key, **props} for a, b, key, props in graph.edges(keys=True, data=True)
        ]
        told = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    gexf = form == "gexf"
    for node, props in graph.nodes(data=True):
        plain.add_node(node, **flat(props, NODE if gexf else {}))
    for number, (source, target, key, props) in enumerate(graph.edges(keys=True, data=True)):
        given = {"id": str(number), "type": "directed", "fact": key} if gexf else {}
        plain.add_edge(source, target, key=str(number) if gexf else key, **flat(props, EDGE if gexf else {}), **given)
    out = BytesIO()
    (nx.write_gexf if gexf else nx.write_graphml)(plain, out, encoding="utf-8")
    return out.getvalue()


def flat(props: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Properties as text, numbers and truth values, some under other names."""
    return {
        names.get(key, key): "、".join(map(str, one)) if isinstance(one, (list, tuple)) else one
        for key, one in props.items()
        if one is not None
    }


def declared() -> dict[str, Any]:
    """The schema as API and pages tell it: kinds of node with their properties, relations with their ends."""
    whole = schema()
    return {
        "kinds": [
            {"name": kind.name, "zh": kind.zh, "own": kind.own, "props": ["id", "name", *kind.props]}
            for kind in whole.kinds.values()
        ],
        "relations": [
            {
                "name": one.name,
                "zh": one.zh,
                "from": sorted(one.sources),
                "to": sorted(one.targets),
                "text": one.text,
                "props": list(one.props),
            }
            for one in whole.relations.values()
        ],
    }
