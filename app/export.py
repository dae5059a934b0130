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
FORMATS: tuple[Format, ...] = ("graphml", "gexf", "json")


def network(readings: Iterable[Reading], facts: Collection[str] | None = None) -> nx.MultiDiGraph[str]:
    """Every node and relation of these plans; with ``facts`` only those relations, and what they join.

    Nodes carry kind, name and what the schema gives them; an edge is keyed by its fact's id (or its kind) and carries
    kind, sentence and the rest. A node that plans name differently has its longest name.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for reading in readings:
        add(graph, rows(reading), facts)
    if facts is not None:
        graph.remove_nodes_from([node for node, degree in list(graph.degree()) if not degree and node not in facts])
    return graph


def add(graph: nx.MultiDiGraph[str], made: Rows, facts: Collection[str] | None) -> None:
    """Add the rows of one plan."""
    for kind, group in made.own.items():
        for row in group:
            graph.add_node(row["id"], kind=kind, **{key: value for key, value in row.items() if key != "id"})
    for kind, group in made.shared.items():
        for row in group:
            props = {key: value for key, value in row["props"].items() if key != "mark"}
            known = graph.nodes.get(row["id"])
            if known is None or better(props["name"], known["name"]):
                graph.add_node(row["id"], kind=kind, **props)
    for (name, _, _), group in made.relations.items():
        for row in group:
            key = row["props"].get("id", name)
            if facts is None or key in facts:
                props = {"kind": name, **{one: value for one, value in row["props"].items() if one != "id"}}
                graph.add_edge(row["source"], row["target"], key=key, **props)
    if facts is None:
        for (name, _, _), group in made.links.items():
            for row in group:
                graph.add_edge(row["source"], row["target"], key=name, kind=name)


def better(name: str, known: str) -> bool:
    """Whether a name goes before the one that is shown, as in the graph: longer, then smaller."""
    return (-len(name), name) < (-len(known), known)


def written(graph: nx.MultiDiGraph[str], form: Format) -> bytes:
    """The graph in a format; GraphML and GEXF know no lists, which become text."""
    if form == "json":
        return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1).encode()
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, props in graph.nodes(data=True):
        plain.add_node(node, **flat(props, "name" if form == "gexf" else ""))
    for number, (source, target, key, props) in enumerate(graph.edges(keys=True, data=True)):
        # GEXF wants an id of its own, and has words of its own for start, end and kind
        given = {"id": str(number), "fact": key, "type": "directed"} if form == "gexf" else {}
        plain.add_edge(source, target, key=key if form == "graphml" else number, **flat(props), **given)
    if form == "gexf":
        for _, _, props in plain.edges(data=True):
            props["first"], props["last"] = props.pop("start", None), props.pop("end", None)
            for name in [name for name, value in props.items() if value is None]:
                del props[name]
        for _, props in plain.nodes(data=True):
            props.update({f"{name}_at": props.pop(name) for name in ("start", "end") if name in props})
    out = BytesIO()
    (nx.write_graphml if form == "graphml" else nx.write_gexf)(plain, out, encoding="utf-8")
    return out.getvalue()


def flat(props: Mapping[str, Any], label: str = "") -> dict[str, Any]:
    """Properties as text, numbers and truth values."""
    made = {
        key: "、".join(map(str, value)) if isinstance(value, (list, tuple)) else value for key, value in props.items()
    }
    if label:
        made["label"] = made.get(label, "")
    return {key: value for key, value in made.items() if value is not None}


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
