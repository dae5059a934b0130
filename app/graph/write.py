"""One plan, one transaction: the old one out, the new one in, and what shared nodes show settled.

A shared node shows one statement: its name, properties and links to others, as the plan with the longest name says
(then the smallest, so the order of loading does not matter). Plans that say otherwise keep it on their MENTIONS as
``said``; when the winner leaves, the next one is there.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from neo4j import ManagedTransaction

from app.errors import DamagedReading
from app.graph.counts import overlaps, tallies
from app.graph.rows import Row, Rows, mark, present, statement
from app.graph.schema import Kind, at_once, cypher, schema, slots

Outcome = Literal["loaded", "replaced", "unchanged"]
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Manner:
    """How an engine is written to fastest."""

    at_once: bool = False
    """Rows of many kinds go in one text: fewer turns, but Neo4j would plan it anew for each plan."""
    hint: str = ""
    """Put before every text: keeps Neo4j from planning each anew while the graph grows; all of them begin at a key."""


def put(tx: ManagedTransaction, rows: Rows, manner: Manner = Manner()) -> Outcome:
    """Bring one plan in, in place of what it was."""
    writer = Writer(tx, rows.plan, manner)
    known = writer.digest()
    if known == rows.digest:
        return "unchanged"
    left = writer.out() if known is not None else {}
    contested = writer.bring(rows)
    stay = {kind: ids - set(rows.mentions.get(kind, {})) for kind, ids in left.items()}
    writer.orphans(stay)
    for kind in {*left, *contested}:
        writer.settle(kind, left.get(kind, set()) | contested.get(kind, set()))
    writer.tally()
    return "loaded" if known is None else "replaced"


def take(tx: ManagedTransaction, plan: str, manner: Manner = Manner()) -> bool:
    """Take one plan out; False where it is not there."""
    writer = Writer(tx, plan, manner)
    if writer.digest() is None:
        return False
    left = writer.out()
    writer.orphans(left)
    for kind, ids in left.items():
        writer.settle(kind, ids)
    writer.tally()
    return True


def batched(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Rows by the thousand."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def rank(name: str, sign: str = "") -> tuple[int, str, str]:
    """Which statement wins: the smallest of these."""
    return -len(name), name, sign


class Writer:
    """The steps of one transaction on one plan."""

    def __init__(self, tx: ManagedTransaction, plan: str, manner: Manner) -> None:
        self.tx, self.plan, self.manner = tx, plan, manner
        self.changes: Counter[tuple[str, int, str]] = Counter()
        """By count, value and where: how many more nodes, or pairs of tasks, have it now."""

    def run(self, text: str, **params: Any) -> list[Row]:
        return [record.data() for record in self.tx.run(self.manner.hint + text, params)]

    def batches(self, text: str, rows: Sequence[Any], name: str = "rows") -> Iterator[Row]:
        for batch in batched(rows):
            yield from self.run(text, **{name: batch})

    def digest(self) -> str | None:
        """Digest of the plan in the graph; None where it is not there."""
        found = self.run("MATCH (p:Plan {id: $plan}) RETURN coalesce(p.digest, '') AS digest", plan=self.plan)
        return found[0]["digest"] if found else None

    def out(self) -> dict[str, set[str]]:
        """Delete what only this plan holds; returns the shared nodes it mentioned, by kind."""
        left: dict[str, set[str]] = {}
        self.pairs(self.held(), -1)
        for kind in schema().shared:
            rows = self.run(cypher("write/leave", **slots(kind.name)), plan=self.plan)
            if rows:
                left[kind.name] = {row["id"] for row in rows}
            for row in rows:
                self.moved(kind, row["ranks"], [-share for share in row["shares"]])
        for relation in schema().between:
            self.run(cypher("write/between", Relation=relation.name), plan=self.plan)
        for kind in reversed(schema().own):  # the plan itself last
            self.run(cypher("write/out", Kind=kind.name, key="id" if kind.name == "Plan" else "plan"), plan=self.plan)
        return left

    def held(self) -> tuple[str, list[Row]]:
        """The place of the plan as it stands in the graph, and its tasks as far as they may share something."""
        text = """MATCH (p:Plan {id: $plan}) MATCH (t:Task {plan: p.id}) WHERE size(t.keys) > 0
RETURN coalesce(p.place, '') AS place, t.keys AS keys, t.heads AS heads"""
        tasks = self.run(text, plan=self.plan)
        return (tasks[0]["place"] if tasks else ""), tasks

    def pairs(self, held: tuple[str, list[Row]], sign: int) -> None:
        """Count the overlaps of this plan's tasks, among themselves and with those of other plans of the place."""
        place, tasks = held
        keys = sorted({key for task in tasks for key in task["keys"]})
        others = self.run(cypher("derive/beside"), place=place, plan=self.plan, keys=keys) if place and keys else []
        mine, theirs = ([(task["keys"], task["heads"]) for task in group] for group in (tasks, others))
        for rank, count in overlaps(mine, theirs).items():
            self.changes["overlaps", rank, ""] += sign * count
            self.changes[f"overlaps{rank}", rank, place or self.plan] += sign * count

    def moved(self, kind: Kind, ranks: Sequence[int], shares: Sequence[int]) -> None:
        """Note that a node has new counts: what they are now, and by how much they grew."""
        for count, now, share in zip(kind.ranked, ranks, shares, strict=True):
            if share:
                self.changes[count, now - share, ""] -= now != share
                self.changes[count, now, ""] += now != 0

    def tally(self) -> None:
        """Write down what changed."""
        for _ in self.batches(cypher("derive/tally"), list(tallies(self.changes))):
            pass

    def bring(self, rows: Rows) -> dict[str, set[str]]:
        """Write all rows; returns shared nodes of which this plan says something else than they show."""
        contested: dict[str, set[str]] = defaultdict(set)
        said: dict[str, Row] = {}
        fresh: set[str] = set()
        wanted = {row["id"]: (kind, row) for kind, group in rows.shared.items() for row in group}
        for shown in self.send("write/shared", rows.shared):
            key = shown["id"]
            kind, row = wanted[key]
            props, ranked = row["props"], schema().kinds[kind]
            self.moved(ranked, shown["ranks"], [row["counts"][count] for count in ranked.ranked])
            if shown["mark"] != props["mark"]:
                said[key] = {"said": rows.said[key]}
            elif shown["plans"] == 1:
                fresh.add(key)
            if (shown["name"], shown["mark"]) != (props["name"], props["mark"]):
                contested[kind].add(key)
        plan = [{**rows.own["Plan"][0], "digest": rows.digest}]
        self.write("write/own", {**rows.own, "Plan": plan})
        hung = {
            ("MENTIONS", "Plan", kind): [
                {"source": self.plan, "target": key, "props": {**props, **said.get(key, {})}}
                for key, props in mentions.items()
            ]
            for kind, mentions in rows.mentions.items()
        }
        self.write("write/relation", {**hung, **rows.relations})
        links = {ends: [row for row in group if row["source"] in fresh] for ends, group in rows.links.items()}
        self.write("write/link", {ends: group for ends, group in links.items() if group})
        self.pairs((plan[0].get("place") or "", rows.own.get("Task", [])), 1)
        return contested

    def send(self, path: str, groups: Mapping[Any, list[Row]]) -> Iterator[Row]:
        """Rows of several kinds, at most a batch of each at a time; in one text where that is quicker."""
        if not self.manner.at_once:
            sent = [
                self.tx.run(self.manner.hint + cypher(path, rows="rows", made="made", **slots(key)), rows=batch)
                for key, group in groups.items()
                for batch in batched(group)
            ]
            for result in sent:  # all are on their way before the first answer is read
                yield from (record.data() for record in result)
            return
        text, names = at_once(path)
        for start in range(0, max(map(len, groups.values()), default=0), BATCH):
            stop = start + BATCH
            yield from self.run(text, **{name: groups.get(key, [])[start:stop] for key, name in names.items()})

    def write(self, path: str, groups: Mapping[Any, list[Row]]) -> None:
        """Rows that are all new; one that finds no end stops the transaction."""
        made, rows = sum(row["made"] for row in self.send(path, groups)), sum(map(len, groups.values()))
        if made != rows:
            raise DamagedReading(why=f"{path}: {made}/{rows}", where=self.plan)

    def orphans(self, left: dict[str, set[str]]) -> None:
        """Delete shared nodes that nobody mentions any more."""
        for kind, ids in left.items():
            for _ in self.batches(cypher("write/orphans", Kind=kind), sorted(ids), "ids"):
                pass

    def settle(self, kind: str, ids: set[str]) -> None:
        """Let each of these nodes show the statement that wins among the plans that mention it."""
        voices: dict[str, list[Row]] = defaultdict(list)
        for row in self.batches(cypher("write/statements", Kind=kind), sorted(ids), "ids"):
            voices[row["id"]].append(row)
        for key, found in voices.items():
            if any(row["said"] is not None for row in found):
                self.choose(kind, key, found)
            elif (name := min((row["name"] for row in found), key=rank)) != found[0]["shown"]:
                self.run(cypher("write/show", Kind=kind), id=key, props={"name": name})

    def choose(self, kind: str, key: str, voices: Iterable[Row]) -> None:
        """Find the winner where plans say different things, and exchange what the node shows where that changes."""
        links = sorted(relation.name for relation in schema().links if kind in relation.sources)
        shown, now = self.shown(kind, key, links)
        name, said = min(
            ((row["name"], row["said"] or now) for row in voices), key=lambda one: rank(one[0], mark(one[1]))
        )
        if said != now:
            self.run(cypher("write/said", Kind=kind), id=key, said=now)
            self.run(cypher("write/agreed", Kind=kind), id=key, said=said)
            props, wanted = json.loads(said)
            gone = dict.fromkeys(set(schema().kinds[kind].props) - set(props))
            self.run(cypher("write/show", Kind=kind), id=key, props={**gone, **props, "name": name, "mark": mark(said)})
            for relation in links:
                self.run(cypher("write/unlink", From=kind, Relation=relation), ids=[key])
            for relation, other in wanted:
                self.join(kind, key, relation, other)
        elif name != shown:
            self.run(cypher("write/show", Kind=kind), id=key, props={"name": name})

    def shown(self, kind: str, key: str, links: list[str]) -> tuple[str, str]:
        """Name and statement of a node as it stands."""
        filled = cypher("write/node", Kind=kind, Links="|".join(links) or "MEMBER_OF")
        found = self.run(filled, id=key)[0]
        others = [(relation, other) for relation, other in found["links"] if relation is not None]
        return found["props"]["name"], statement(present(found["props"], schema().kinds[kind].props), others)

    def join(self, kind: str, key: str, relation: str, other: str) -> None:
        """One link; its other end is of a kind that the schema names, and ids do not clash between kinds."""
        row = [{"source": key, "target": other}]
        for target in sorted(schema().relations[relation].targets):
            filled = cypher("write/link", rows="rows", made="made", **slots((relation, kind, target)))
            if self.run(filled, rows=row)[0]["made"]:
                return
        raise DamagedReading(why=f"{relation} {key}→{other}", where=self.plan)
