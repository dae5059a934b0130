"""The network: laid out by us, pyvis' model only, no IPython, names that do not meet."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

from visual import network, webs
from visual.network import Edge, Node

ROOT = Path(__file__).resolve().parents[2]
NODES = [
    Node("a", "Agency", "市农业农村局"),
    *[Node(f"t{n}", "Task", f"任务{n}") for n in range(5)],
    *[Node(f"x{n}", "Agency" if n % 2 else "Target", f"别的{n}") for n in range(12)],
]
EDGES = [Edge("a", f"t{n}", "LEADS" if n < 2 else "SHARES", n) for n in range(5)] + [
    Edge(f"x{n}", f"t{n % 5}", "SUPPORTS") for n in range(12)
]


def test_the_centre_is_in_the_middle_and_names_do_not_meet() -> None:
    data = network.draw(NODES, EDGES, "a")
    spots = {node["id"]: node for node in data["nodes"]}
    assert (spots["a"]["x"], spots["a"]["y"], spots["a"]["color"]["background"]) == (0, 0, "var(--lead)")
    for side in ("left", "right"):
        heights = sorted(node["y"] for node in data["nodes"] if node["side"] == side)
        assert all(high - low >= 36 for low, high in itertools.pairwise(heights))


def test_lines_wear_their_role() -> None:
    lines = {(edge["from"], edge["to"]): edge for edge in network.draw(NODES, EDGES, "a")["edges"]}
    assert lines["a", "t0"]["color"]["color"] == "var(--lead)"
    assert lines["a", "t0"]["row"] == 0
    assert lines["a", "t0"]["width"] > lines["a", "t4"]["width"]


def test_physics_is_off_and_all_is_json() -> None:
    data = network.draw(NODES, EDGES, "a")
    assert data["options"]["physics"] is False
    assert "http" not in json.dumps(data)


def test_a_crowd_is_folded_with_a_count() -> None:
    crowd = [Node(f"n{n}", "Agency", f"部门{n}") for n in range(100)]
    data = network.draw([NODES[0], *crowd], [Edge("a", node.id, "SHARES") for node in crowd], "a")
    assert (len(data["nodes"]), data["meta"]["folded"]) == (network.LIMIT, 41)


def test_no_centre_no_edges_no_error() -> None:
    assert network.draw([], [])["nodes"] == []
    assert len(network.draw(NODES, [])["nodes"]) == len(NODES)


def test_drawing_needs_no_ipython() -> None:
    """pyvis' package imports IPython; its model of a node is loaded without the package."""
    code = (
        "import sys; from visual.network import draw, Node; draw([Node('a', 'Agency', '甲')], []);"
        "print(sorted({'IPython', 'jsonpickle', 'networkx', 'pyvis.network'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_a_path_becomes_a_web() -> None:
    steps = [{"id": "a", "kind": "Agency", "name": "甲"}, {"id": "t", "kind": "Task", "name": "乙"}]
    nodes, edges = webs.web("connections", [{"path": steps, "verbs": ["LEADS"]}], None)
    assert [(edge.source, edge.target, edge.kind, edge.row) for edge in edges] == [("a", "t", "LEADS", 0)]
    assert {node.kind for node in nodes} == {"Agency", "Task"}


def test_roles_become_a_web() -> None:
    rows = [{"role": "lead", "task": {"id": "t", "name": "乙"}}, {"role": "listed", "task": {"id": "u", "name": "丙"}}]
    _, edges = webs.web("agency_tasks", rows, NODES[0])
    assert [(edge.target, edge.kind) for edge in edges] == [("t", "LEADS"), ("u", "LISTED")]
