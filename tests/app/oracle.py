"""What questions must answer, worked out by plain loops over nodes and relations: no engine, no Cypher."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import networkx as nx

ROLES = {"LEADS": "lead", "SHARES": "co", "SUPPORTS": "support", "GUIDES": "guide", "LISTED": "listed"}
Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class Edge:
    """A relation as the oracle reads it."""

    id: str
    kind: str
    a: str
    b: str
    props: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.props.get(name)


class Oracle:
    """Answers by looking at everything."""

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self.nodes: dict[str, dict[str, Any]] = {key: dict(props) for key, props in graph.nodes(data=True)}
        self.edges = [Edge(key, p["type"], a, b, p) for a, b, key, p in graph.edges(keys=True, data=True)]
        self.duties = [edge for edge in self.edges if edge.kind in ROLES]
        self.of_task: dict[str, list[Edge]] = defaultdict(list)
        self.of_agency: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.duties:
            self.of_task[edge.b].append(edge)
            self.of_agency[edge.a].append(edge)
        self.tasks = sorted(self.named("Task"), key=lambda key: (self.nodes[key]["plan"], self.nodes[key]["start"]))

    def named(self, label: str) -> Iterator[str]:
        return (key for key, props in self.nodes.items() if props["label"] == label)

    def place(self, task: str) -> str | None:
        found: str | None = self.nodes[self.nodes[task]["plan"]].get("place")
        return found

    def here(self, place: str | None) -> list[str]:
        return [task for task in self.tasks if place is None or self.place(task) == place]

    def first(self) -> dict[str, set[str]]:
        """Agency -> tasks where it stands first in a clause without a lead, and that it does not lead."""
        found: dict[str, set[str]] = defaultdict(set)
        for task, edges in self.of_task.items():
            led = {edge["clause"] for edge in edges if edge.kind == "LEADS"}
            leads = {edge.a for edge in edges if edge.kind == "LEADS"}
            lists = [edge for edge in edges if edge.kind == "LISTED" and edge["clause"] not in led]
            for edge in lists:
                lowest = min(one["position"] for one in lists if one["clause"] == edge["clause"])
                if edge["position"] == lowest and not edge["implied"] and edge.a not in leads:
                    found[edge.a].add(task)
        return found

    def who_leads(self, place: str | None = None, inferred: bool = False) -> list[Row]:
        """(agency, tasks, by rule, inferred, number of facts)"""
        first, rows = self.first() if inferred else {}, []
        for agency in self.named("Agency"):
            if place is not None and self.nodes[agency].get("place") != place:
                continue
            leads = [edge for edge in self.of_agency[agency] if edge.kind == "LEADS"]
            tasks, extra = {edge.b for edge in leads}, first.get(agency, set())
            ruled = {edge.b for edge in leads if not edge["explicit"]}
            if tasks or extra:
                rows.append((agency, len(tasks), len(ruled), len(extra)))
        return sorted(rows, key=lambda row: (-row[1] - row[3], -row[1], row[0]))

    def agencies(self, place: str | None = None) -> list[Row]:
        """(agency, tasks by role …)"""
        rows = []
        for agency, edges in self.of_agency.items():
            if edges and (place is None or self.nodes[agency].get("place") == place):
                counts = [len({edge.b for edge in edges if edge.kind == kind}) for kind in ROLES]
                rows.append((-len(edges), agency, *counts))
        return [row[1:] for row in sorted(rows)]

    def agency_tasks(self, agency: str) -> list[Row]:
        """(role, task, fact)"""
        order = list(ROLES)
        rows = sorted(
            self.of_agency[agency],
            key=lambda e: (order.index(e.kind), self.nodes[e.b]["plan"], self.nodes[e.b]["start"], e["start"]),
        )
        return [(ROLES[edge.kind], edge.b, edge.id) for edge in rows]

    def task_agencies(self, task: str) -> list[Row]:
        """(agency, role, clause, position)"""
        rows = sorted(self.of_task[task], key=lambda edge: (edge["clause"], edge["position"], edge.a))
        return [(edge.a, ROLES[edge.kind], edge["clause"] + 1, edge["position"] + 1) for edge in rows]

    def gaps(self, kind: str, place: str | None = None) -> list[Row]:
        """(task, bodies)"""
        return [(task, len(self.of_task[task])) for task in self.here(place) if self.gap(kind, self.of_task[task])]

    def gap(self, kind: str, edges: list[Edge]) -> bool:
        leads = [edge for edge in edges if edge.kind == "LEADS"]
        if kind == "unled":
            return bool(edges) and not leads
        if kind == "nobody":
            return not edges
        if kind == "collective":
            return bool(edges) and all(self.nodes[edge.a].get("collective") for edge in edges)
        return any(a["clause"] == b["clause"] and a.a != b.a for a, b in combinations(leads, 2))

    def where(self, task: str) -> str:
        """The place of a task's plan, or the plan itself where it has none."""
        return self.place(task) or str(self.nodes[task]["plan"])

    def deadlines(self, place: str | None = None) -> list[Row]:
        """(day, task, deadline's first words)"""
        found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        wanted = set(self.here(place))
        for edge in self.edges:
            if edge.kind == "DUE" and edge.a in wanted and not edge["doubtful"]:
                found[edge.a, edge.b].append(edge)
        rows = []
        for (task, due), edges in found.items():
            day = self.nodes[due].get("date") or ""
            words = min(edges, key=lambda edge: (edge["start"], edge.id))["quote"]
            rows.append(((day or "9999", self.nodes[task]["plan"], self.nodes[task]["start"], due), (day, task, words)))
        return [row for _, row in sorted(rows)]

    def targets(self, place: str | None = None) -> list[Row]:
        """(metric, unit, value, task)"""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key in (edge.b for edge in self.edges if edge.kind == "SETS" and not edge["doubtful"]):
            groups[self.nodes[key]["metric"], self.nodes[key].get("unit") or ""].append(key)
        setter = {edge.b: edge.a for edge in self.edges if edge.kind == "SETS"}
        rows = []
        for (metric, unit), keys in groups.items():
            if len(keys) > 1:
                for key in (key for key in keys if place in (None, self.nodes[self.nodes[key]["plan"]].get("place"))):
                    value = self.nodes[key].get("value")
                    size = (value is not None, -(value or 0))  # nothing is more than any number, as Cypher sorts it
                    rows.append(((-len(keys), metric, unit, size, key), (metric, unit, value, setter[key])))
        return [row for _, row in sorted(rows)]

    def cooperation(self) -> list[Row]:
        """(a, b, strategy, kind, doubtful, times)"""
        groups: dict[tuple[bool, str, str, str, str], int] = defaultdict(int)
        for edge in self.edges:
            if edge.kind == "COOPERATES":
                groups[bool(edge["doubtful"]), edge.a, edge.b, edge["strategy"] or "", edge["kind"] or ""] += 1
        rows = sorted((doubt, -times, a, b, strategy, kind) for (doubt, a, b, strategy, kind), times in groups.items())
        return [(a, b, strategy, kind, doubt, -times) for doubt, times, a, b, strategy, kind in rows]

    def search(self, words: str) -> list[Row]:
        """(task,)"""
        rows = []
        parts = words.lower().split()
        for task in self.tasks:
            name, text = self.nodes[task]["name"].lower(), self.nodes[task]["text"].lower()
            if all(part in name or part in text for part in parts):
                rows.append((-sum(part in name for part in parts), -sum(text.count(part) for part in parts), task))
        return [(row[2],) for row in sorted(rows)]

    def overlaps(self, place: str | None = None, plan: str | None = None) -> list[Row]:
        """(a, b, both led)"""
        keys: dict[tuple[int, str, str], set[str]] = defaultdict(set)
        for edge in self.edges:
            thing = self.nodes.get(edge.b, {})
            rank = {"NAMES": 0, "SETS": 1, "ABOUT": 2}.get(edge.kind)
            if rank is None or edge["doubtful"] or thing["label"] == "Enterprise":
                continue
            if self.nodes[edge.a]["label"] == "Task" and place in (None, self.place(edge.a)) and self.of_task[edge.a]:
                named = str(thing.get("metric") or thing.get("base") or edge.b)
                keys[rank, self.where(edge.a), named].add(edge.a)
        pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (rank, _, _), tasks in keys.items():
            for a, b in combinations(sorted(tasks), 2):
                mine = plan is None or plan in (self.nodes[a]["plan"], self.nodes[b]["plan"])
                if mine and self.heads(a) != self.heads(b):
                    pairs[a, b].append(rank)
        rows = []
        for (a, b), ranks in pairs.items():
            led = all(any(edge.kind == "LEADS" for edge in self.of_task[task]) for task in (a, b))
            rows.append(((min(ranks), self.where(a), -len(ranks), not led, a, b), (a, b, led)))
        return [row for _, row in sorted(rows)]

    def heads(self, task: str) -> set[str]:
        leads = {edge.a for edge in self.of_task[task] if edge.kind == "LEADS"}
        return leads or {edge.a for edge in self.of_task[task]}

    def plan_ledger(self, plan: str) -> list[Row]:
        """(task, lead …)"""
        return [
            (task, *(tuple(self.bodies(task, kind)) for kind in ROLES))
            for task in self.tasks
            if self.nodes[task]["plan"] == plan
        ]

    def bodies(self, task: str, kind: str) -> Iterable[str]:
        edges = sorted(self.of_task[task], key=lambda edge: (edge["clause"], edge["position"], edge.a))
        return (edge.a for edge in edges if edge.kind == kind)
