"""A reading as rows of the graph: generic, driven by the schema; a property that is missing stays absent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeAlias

import orjson

from app.errors import DamagedReading
from app.graph import counts
from app.graph.schema import Kind, Schema, schema
from loaders.facts import Fact, Item, Reading

Row: TypeAlias = dict[str, Any]
Ends: TypeAlias = tuple[str, str, str]
"""Relation, kind it starts at, kind it ends at."""


@dataclass(slots=True)
class Rows:
    """All that one plan writes, ready for UNWIND."""

    plan: str
    revision: str
    digest: str = ""
    """Hash of all rows: two readings with the same digest make the same graph."""
    own: dict[str, list[Row]] = field(default_factory=dict)
    """Kind -> properties."""
    shared: dict[str, list[Row]] = field(default_factory=dict)
    """Kind -> {id, props, counts}; props with name and mark."""
    mentions: dict[str, dict[str, Row]] = field(default_factory=dict)
    """Kind -> id -> properties of MENTIONS: name, spellings, and its share of the counts."""
    relations: dict[Ends, list[Row]] = field(default_factory=dict)
    """Ends -> {source, target, props}."""
    links: dict[Ends, list[Row]] = field(default_factory=dict)
    """Ends -> {source, target}: what shared nodes say about each other."""
    said: dict[str, str] = field(default_factory=dict)
    """Id of a shared node -> what this plan says about it."""

    def count(self) -> int:
        """Number of nodes and relations."""
        groups = (self.own, self.shared, self.shared, self.relations, self.links)
        return sum(len(rows) for group in groups for rows in group.values())  # each shared node has its MENTIONS


def statement(props: Mapping[str, Any], links: Iterable[tuple[str, str]]) -> str:
    """What a plan says about a shared node beside its name, in one canonical text."""
    return orjson.dumps([dict(props), sorted(set(links))], option=orjson.OPT_SORT_KEYS).decode()


def mark(said: str) -> str:
    """Short hash of a statement, kept on the node it describes."""
    return sha256(said.encode()).hexdigest()[:8]


def present(props: Mapping[str, Any], wanted: Iterable[str]) -> Row:
    """The properties that are wanted and there; tuples as lists, as the graph gives them back."""
    found = ((name, props.get(name)) for name in wanted)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found if value is not None}


def rows(reading: Reading) -> Rows:
    """Turn a reading into rows; DamagedReading where it does not fit the schema."""
    return _Builder(reading, schema()).build()


class _Builder:
    """Holds what the steps share: which id is which kind, and which item a measure belongs to."""

    def __init__(self, reading: Reading, plan_schema: Schema) -> None:
        self.reading, self.schema = reading, plan_schema
        self.plan = reading.document.plan
        self.rows = Rows(self.plan, reading.document.revision)
        self.kinds: dict[str, str] = {self.plan: "Plan"}
        self.home: dict[str, str] = {self.plan: self.plan}
        self.extra: dict[str, Row] = {}
        self.duties: counts.Duties = {}

    def build(self) -> Rows:
        nodes = {"section": "Section", "task": "Task"}
        for item in self.reading.items:
            kind = nodes.get(item.kind)
            if kind:
                self.kinds[item.id] = kind
                self.home[item.id] = item.id
            else:
                self.home[item.id] = self.home.get(item.parent or self.plan, self.plan)
        for entity in self.reading.entities:
            known = self.kinds.setdefault(entity.id, entity.kind)
            if known != entity.kind or entity.kind not in self.schema.kinds:
                raise self.damaged(f"{entity.id}: {entity.kind} / {known}")
        self.nodes()
        self.relate()
        self.duties = counts.duties(self.rows.relations)
        self.share()
        self.derive()
        self.rows.digest = digest(self.rows)
        return self.rows

    def damaged(self, why: str) -> DamagedReading:
        return DamagedReading(why=why, where=self.plan)

    def nodes(self) -> None:
        """The plan's own nodes: the plan, its items, and entities of kinds that belong to a plan."""
        document, text = self.reading.document, self.reading.document.text
        self.extra = {one.id: {**one.props, "name": one.name} for one in self.reading.entities if self.is_own(one.id)}
        tasks = sum(item.kind == "task" for item in self.reading.items)
        self.add(
            self.plan,
            name=document.title,
            title=document.title,
            place=document.place,
            issuer=document.issuer,
            number=document.number,
            date=document.date,
            revision=document.revision,
            source=document.source,
            tasks=tasks,
            unread=len(self.reading.unread),
        )
        for position, item in enumerate(self.reading.items):
            if item.id in self.kinds:
                self.item(item, position, text)
        for key in list(self.extra):
            self.add(key)

    def item(self, item: Item, position: int, text: str) -> None:
        self.add(
            item.id,
            name=item.title,
            path=item.path,
            number=item.number,
            start=item.start,
            end=item.end,
            position=position,
            text=text[item.start : item.end],
        )
        self.relation("PART_OF", item.id, self.home.get(item.parent or self.plan, self.plan))

    def is_own(self, key: str) -> bool:
        kind = self.schema.kinds.get(self.kinds.get(key, ""))
        return kind is not None and kind.own

    def add(self, key: str, **props: Any) -> None:
        """One own node; what an entity of the same id knows goes before what the item says."""
        kind = self.schema.kinds[self.kinds[key]]
        merged = {"plan": self.plan, **props, **self.extra.pop(key, {})}
        row = {"id": key, "name": merged["name"], **present(merged, kind.props)}
        self.rows.own.setdefault(kind.name, []).append(row)

    def relation(self, name: str, source: str, target: str, props: Row | None = None) -> None:
        ends = (name, self.kinds.get(source, ""), self.kinds.get(target, ""))
        known = self.schema.relations.get(name)
        if known is None or ends[1] not in known.sources or ends[2] not in known.targets:
            raise self.damaged(f"({source})-[{name}]->({target})")
        self.rows.relations.setdefault(ends, []).append({"source": source, "target": target, "props": props or {}})

    def relate(self) -> None:
        """Relations that sentences state, and structural ones that start at the plan's own nodes."""
        seen = {("PART_OF", one["source"]) for ends, rows in self.rows.relations.items() for one in rows}
        for link in dict.fromkeys(self.reading.links):
            if link.kind != "MENTIONS" and self.is_own(link.source) and (link.kind, link.source) not in seen:
                self.relation(link.kind, link.source, link.target)
        ids: set[str] = set()
        for fact in self.reading.facts:
            if fact.id in ids:
                raise self.damaged(f"{fact.id}: twice")
            ids.add(fact.id)
            self.fact(fact)

    def fact(self, fact: Fact) -> None:
        relation, evidence = self.schema.relations.get(fact.kind), fact.evidence
        if relation is None or not relation.text:
            raise self.damaged(f"{fact.id}: {fact.kind}")
        props = {
            "id": fact.id,
            "plan": self.plan,
            "task": self.home.get(evidence.item, evidence.item),
            "start": evidence.start,
            "end": evidence.end,
            "quote": evidence.quote,
            "rule": evidence.rule,
            "explicit": fact.explicit,
            "doubtful": fact.doubtful,
            **present(fact.props, relation.props),
        }
        self.relation(fact.kind, fact.source, fact.target, props)

    def share(self) -> None:
        """Shared nodes, what this plan says about each, and its share of their counts."""
        links: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for link in self.reading.links:
            if not self.is_own(link.source):
                ends = (link.kind, self.kinds.get(link.source, ""), self.kinds.get(link.target, ""))
                known = self.schema.relations.get(link.kind)
                if known is None or known.text or ends[1] not in known.sources or ends[2] not in known.targets:
                    raise self.damaged(f"({link.source})-[{link.kind}]->({link.target})")
                if (link.kind, link.target) not in links[link.source]:
                    links[link.source].add((link.kind, link.target))
                    self.rows.links.setdefault(ends, []).append({"source": link.source, "target": link.target})
        tallies = self.counts()
        for entity in self.reading.entities:
            kind = self.schema.kinds[entity.kind]
            if kind.own:
                continue
            props = present(entity.props, kind.props)
            said = links[entity.id]
            self.shared(kind, entity.id, entity.name, props, tallies[entity.id], said, entity.spellings)

    def shared(
        self,
        kind: Kind,
        key: str,
        name: str,
        props: Row,
        tally: Mapping[str, int],
        links: Iterable[tuple[str, str]] = (),
        spellings: Sequence[str] = (),
    ) -> None:
        """One shared node: what this plan says about it, and its share of the counts."""
        said = self.rows.said[key] = statement(props, links)
        counts = {count: tally.get(count, 0) for count in kind.counts}
        shown = {**props, "name": name, "mark": mark(said)}
        self.rows.shared.setdefault(kind.name, []).append({"id": key, "props": shown, "counts": counts})
        mention = {"name": name, "spellings": list(spellings), **counts}
        self.rows.mentions.setdefault(kind.name, {})[key] = mention

    def counts(self) -> dict[str, Counter[str]]:
        """By shared node, what it counts in this plan."""
        stated = {one.name for one in self.schema.relations.values() if one.text}
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for key, tally in counts.agencies(self.duties).items():
            found[key].update(tally)
        for key, tasks in counts.touched(self.rows.relations, stated).items():
            found[key]["tasks"] = len(tasks)
        return found

    def derive(self) -> None:
        """What no single sentence says: gaps, what tasks may share, metrics and ties that plans have in common."""
        nodes = {row["id"]: row for group in self.rows.own.values() for row in group}
        nodes |= {row["id"]: row["props"] for row in self.rows.shared.get("Project", ())}
        collective = {row["id"] for row in self.rows.shared.get("Agency", ()) if row["props"].get("collective")}
        keys = counts.keys(self.rows.relations, nodes)
        gaps: Counter[str] = Counter()
        for row in self.rows.own.get("Task", ()):
            bodies = self.duties.get(row["id"], ())
            led, heads = counts.heads(bodies)
            row.update(gaps=counts.gaps(bodies, collective), led=led, heads=heads, keys=keys.get(row["id"], []))
            gaps.update(row["gaps"])
        doubts = [row for group in self.rows.relations.values() for row in group if row["props"].get("doubtful")]
        nodes[self.plan].update({"doubts": len(doubts), **{f"tasks_{gap}": gaps[gap] for gap in counts.GAPS}})
        self.metrics()
        self.ties()

    def metrics(self) -> None:
        """One node a metric and unit, on which the targets of all plans that measure it hang; doubtful ones do not."""
        metrics: Counter[tuple[str, str]] = Counter()
        sets = (row for (name, _, _), group in self.rows.relations.items() if name == "SETS" for row in group)
        doubtful = {row["target"] for row in sets if row["props"].get("doubtful")}
        for row in self.rows.own.get("Target", ()):
            if row["id"] in doubtful:
                continue
            name, unit = row["metric"], row.get("unit") or ""
            key = f"metric:{name}:{unit}"
            self.kinds[key] = "Metric"
            self.relation("MEASURES", row["id"], key)
            metrics[name, unit] += 1
        for (name, unit), targets in metrics.items():
            key = f"metric:{name}:{unit}"
            self.shared(self.schema.kinds["Metric"], key, name, {"unit": unit}, {"targets": targets})

    def ties(self) -> None:
        """One node for two sides, a strategy and a way to cooperate; it counts the sentences that say so."""
        ties: dict[tuple[str, str, str, str], Counter[str]] = defaultdict(Counter)
        for (relation, _, _), group in self.rows.relations.items():
            for row in group if relation == "COOPERATES" else ():
                props = row["props"]
                sides = (row["source"], row["target"], props.get("strategy") or "", props.get("kind") or "")
                ties[sides]["doubts" if props["doubtful"] else "times"] += 1
        for sides, tally in ties.items():
            props = dict(zip(("a", "b", "strategy", "kind"), sides, strict=True))
            key = f"tie:{' '.join(sides)}"
            self.shared(self.schema.kinds["Tie"], key, " ".join(sides), props, tally)


def digest(made: Rows) -> str:
    """Hash of all rows."""
    groups: list[Any] = [
        made.own,
        made.shared,
        made.mentions,
        [[list(ends), group] for ends, group in made.relations.items()],
        [[list(ends), group] for ends, group in made.links.items()],
    ]
    return sha256(orjson.dumps(groups, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
