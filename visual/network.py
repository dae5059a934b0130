"""A network laid out here and drawn by vis-network: the only file that knows pyvis.

pyvis' package pulls in IPython and builds pages that load from other hosts; of it only the model of a node and of an
edge is used, loaded by file, and drawn in our own page with physics off. The layout: the centre, its tasks on an inner
ring, everything else in a left and a right wing, so that names never meet.
"""

from __future__ import annotations

import importlib.util
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

LIMIT = 60
"""More nodes than this are folded, the least connected first."""
SHAPES = {
    "Agency": "square",
    "Task": "dot",
    "Project": "hexagon",
    "Enterprise": "hexagon",
    "Place": "diamond",
    "Target": "triangle",
    "Plan": "square",
}
INKS = {
    "Agency": "var(--ink)",
    "Task": "var(--ink)",
    "Project": "var(--project)",
    "Enterprise": "var(--project)",
    "Place": "var(--place)",
    "Target": "var(--target)",
}
LINES = {
    "LEADS": ("var(--lead)", 2.6, False),
    "SHARES": ("var(--co)", 1.4, False),
    "SUPPORTS": ("var(--support-l)", 1.2, False),
    "GUIDES": ("var(--guide-l)", 1.2, False),
    "LISTED": ("var(--listed-l)", 1.0, [5, 3]),
    "COOPERATES": ("var(--coop)", 1.6, False),
}
OTHER = ("var(--line2)", 1.0, [2, 3])


class _Model(Protocol):
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """Something in the network."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two of them, with the row of the answer that holds its sentence."""

    source: str
    target: str
    kind: str
    row: int = -1


@cache
def _model(name: str) -> Any:
    """``pyvis.node`` or ``pyvis.edge`` by file: importing the package itself would ask for IPython."""
    package = importlib.util.find_spec("pyvis")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pyvis is not installed", name="pyvis")
    path = Path(package.submodule_search_locations[0]) / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"pyvis_{name}", path)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"pyvis has no {name}", name=f"pyvis.{name}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _vis_node(key: str, shape: str, label: str, **options: Any) -> dict[str, Any]:
    node: _Model = _model("node").Node(key, shape, label, **options)
    return node.options


def _vis_edge(source: str, target: str, **options: Any) -> dict[str, Any]:
    edge: _Model = _model("edge").Edge(source, target, **options)
    return edge.options


def draw(nodes: Sequence[Node], edges: Sequence[Edge], centre: str = "") -> dict[str, Any]:
    """``{"nodes", "edges", "options", "meta"}`` for vis-network, with every node in its place.

    The centre is the most connected node where none is named. ``meta.folded`` counts the nodes left out.
    """
    known = {node.id: node for node in nodes}
    lines = [edge for edge in edges if edge.source in known and edge.target in known and edge.source != edge.target]
    degree = Counter(end for edge in lines for end in (edge.source, edge.target))
    if centre not in known:
        centre = min(known, key=lambda key: (-degree[key], key), default="")
    kept = _kept(known, lines, degree, centre)
    lines = [edge for edge in lines if edge.source in kept and edge.target in kept]
    spots = _places({key: known[key] for key in kept}, lines, centre)
    drawn = [_node(known[key], spots[key], key == centre) for key in kept]
    height = max((abs(y) for _, y, _ in spots.values()), default=0.0) * 2 + 120
    return {
        "nodes": drawn,
        "edges": [_line(edge) for edge in lines],
        "options": OPTIONS,
        "meta": {"height": round(max(height, 360)), "folded": len(known) - len(kept), "width": 1010},
    }


def _kept(known: Mapping[str, Node], lines: Sequence[Edge], degree: Counter[str], centre: str) -> list[str]:
    near = {end for edge in lines for end in (edge.source, edge.target) if centre in (edge.source, edge.target)}
    ranked = sorted(known, key=lambda key: (key != centre, key not in near, -degree[key], key))
    return ranked[:LIMIT]


def _places(known: Mapping[str, Node], lines: Sequence[Edge], centre: str) -> dict[str, tuple[float, float, str]]:
    """Centre, ring of tasks and wings: ``id -> x, y, side``; a wing follows the heights of what its nodes hang on."""
    ring = [key for key, node in known.items() if key != centre and node.kind == "Task"]
    spots: dict[str, tuple[float, float, str]] = {centre: (0.0, 0.0, "below")} if centre else {}
    rows = max(1, math.ceil(len(ring) / 2))
    for index, key in enumerate(ring):
        half, row = index % 2, index // 2
        y = (row - (rows - 1) / 2) * 108
        swell = 1 - (2 * abs(y) / (rows * 108 + 108)) ** 2
        spots[key] = ((-1 if half else 1) * (70 + 110 * swell), y, "below")
    linked: dict[str, list[str]] = {}
    for edge in lines:
        linked.setdefault(edge.source, []).append(edge.target)
        linked.setdefault(edge.target, []).append(edge.source)
    rest = [key for key in known if key not in spots]
    pull = {key: [spots[other] for other in linked.get(key, ()) if other in spots] for key in rest}
    rest.sort(key=lambda key: (sum(x for x, _, _ in pull[key]) / max(1, len(pull[key])), key))
    cut = (len(rest) + 1) // 2
    for side, keys in (("left", rest[:cut]), ("right", rest[cut:])):
        keys.sort(key=lambda key: (sum(y for _, y, _ in pull[key]) / max(1, len(pull[key])), key))
        for row, key in enumerate(keys):
            y = (row - (len(keys) - 1) / 2) * 46
            bulge = 40 * (1 - (2 * y / (len(keys) * 46 + 1)) ** 2)
            spots[key] = ((-1 if side == "left" else 1) * (240 + bulge), y, side)
    return spots


def _wrap(name: str, width: int) -> str:
    lines = [name[at : at + width] for at in range(0, len(name), width)]
    return "\n".join(lines if len(lines) < 3 else [lines[0], lines[1][:-1] + "…"])


def _node(node: Node, spot: tuple[float, float, str], centre: bool) -> dict[str, Any]:
    x, y, side = spot
    ink = INKS.get(node.kind, "var(--ink2)")
    hollow = node.kind == "Task"
    size = 12 if centre else 7
    ground = "var(--lead)" if centre and node.kind == "Agency" else "var(--surface)" if hollow else ink
    colour = {"background": ground, "border": ground if centre and not hollow else ink}
    label = _wrap(node.name, 9 if side == "below" else 11)
    font: dict[str, Any] = {
        "size": 15 if centre else 13,
        "color": ink,
        "strokeWidth": 4,
        "strokeColor": "var(--ground)",
    }
    if side != "below":
        font["align"] = "left"
    return _vis_node(
        node.id,
        SHAPES.get(node.kind, "dot"),
        label,
        x=round(x),
        y=round(y),
        size=size,
        borderWidth=1.6 if hollow else 1,
        color={**colour, "highlight": colour, "hover": colour},
        font=font,
        kind=node.kind,
        side=side,
    )


def _line(edge: Edge) -> dict[str, Any]:
    colour, width, dashes = LINES.get(edge.kind, OTHER)
    return _vis_edge(
        edge.source,
        edge.target,
        color={"color": colour, "highlight": colour, "hover": colour},
        width=width,
        dashes=dashes,
        row=edge.row,
        relation=edge.kind,
    )


OPTIONS: dict[str, Any] = {
    "physics": False,
    "autoResize": True,
    "layout": {"randomSeed": 1},
    "interaction": {"hover": False, "zoomView": False, "dragNodes": True, "selectConnectedEdges": False},
    "nodes": {"chosen": False, "font": {"face": "var(--sans)"}},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 2},
}
