"""Readings made by hand: small plans for tests that need a graph and no loader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.facts import ROLES, Document, Entity, Evidence, Fact, Item, Link, Reading, Role, Value, fact_id

COUNTY = Entity("place:430981", "Place", "沅江市", {"code": "430981", "level": "county", "lon": 112.36, "lat": 28.85})
CITY = Entity("place:430900", "Place", "益阳市", {"code": "430900", "level": "prefecture", "lon": 112.36, "lat": 28.57})
PARTNER = Entity(
    "place:430100", "Place", "长沙市", {"code": "430100", "level": "prefecture", "lon": 112.98, "lat": 28.19}
)
STRATEGY = Entity("strategy:东接东融", "Strategy", "东接东融")
PLACES = {place.id: place for place in (COUNTY, CITY, PARTNER)}


@dataclass(frozen=True)
class Work:
    """One task: its title, who answers for it in which role, and what it names."""

    title: str
    duties: Sequence[tuple[str, Role]] = ()
    projects: Sequence[str] = ()
    target: str = ""
    partner: bool = False
    """Cooperation of the county with 长沙市 on this task."""


@dataclass
class Build:
    """Grows a reading step by step; every word it adds to the text is where its fact says it is."""

    plan: str = "430981-甲方案-2024"
    title: str = "甲方案"
    works: Sequence[Work] = ()
    full: dict[str, str] = field(default_factory=dict)
    """Function of an agency -> its full name in this plan."""
    place: Entity = COUNTY
    agency_props: dict[str, dict[str, Value]] = field(default_factory=dict)
    text: str = ""
    items: list[Item] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def reading(self) -> Reading:
        """The finished reading."""
        self.say(self.title)
        for entity in (self.place, CITY):
            self.know(entity)
        self.links += [Link("FOR", self.plan, self.place.id), Link("WITHIN", self.place.id, CITY.id)]
        section = self.item(None, "section", "一", "重点任务")
        for number, work in enumerate(self.works, 1):
            self.work(section, number, work)
        self.items = [replace(item, end=len(self.text)) if item.id == section else item for item in self.items]
        document = Document(
            self.plan, self.title, self.text, f"{self.title}.txt", self.place.id, f"{self.place.name}政府"
        )
        return Reading(document, tuple(self.items), tuple(self.entities.values()), tuple(self.facts), tuple(self.links))

    def say(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def know(self, entity: Entity, spelling: str = "") -> Entity:
        known = self.entities.get(entity.id, entity)
        if spelling and spelling not in known.spellings:
            known = replace(known, spellings=(*known.spellings, spelling))
        self.entities[entity.id] = known
        return known

    def item(self, parent: str | None, kind: str, number: str, title: str) -> str:
        above = next((item.path for item in self.items if item.id == parent), "")
        path = f"{above}/{number}" if above else number
        start, end = self.say(title)
        key = f"{self.plan}#{path}"
        assert kind in ("section", "task")
        self.items.append(
            Item(key, parent, "task" if kind == "task" else "section", number, path, title, start, end, start, end)
        )
        return key

    def state(self, relation: str, source: str, target: str, task: str, words: str, **props: Value) -> None:
        start, end = self.say(words)
        evidence = Evidence(self.plan, task, start, end, words, f"test.{relation.lower()}")
        key = fact_id(relation, source, target, self.plan, start, end)
        self.facts.append(Fact(key, relation, source, target, evidence, props=props))

    def work(self, section: str, number: int, work: Work) -> None:
        task = self.item(section, "task", str(number), work.title)
        for position, (function, role) in enumerate(work.duties):
            agency = self.agency(function)
            self.state(ROLES[role], agency, task, task, function, clause=0, position=position)
        for name in work.projects:
            project = self.know(
                Entity(f"project:{self.place.id[6:]}:{name}", "Project", name, {"place": self.place.id}), name
            )
            self.state("NAMES", task, project.id, task, name)
        if work.target:
            key = f"{task}/t1"
            props: dict[str, Value] = {"metric": work.target, "op": ">=", "value": 2, "unit": "个", "text": work.target}
            self.entities[key] = Entity(key, "Target", work.target, props)
            self.state("SETS", task, key, task, work.target)
        if work.partner:
            self.know(PARTNER, PARTNER.name)
            self.know(STRATEGY, STRATEGY.name)
            self.state("ADVANCES", task, STRATEGY.id, task, STRATEGY.name)
            self.state(
                "COOPERATES",
                self.place.id,
                PARTNER.id,
                task,
                PARTNER.name,
                theme="产业",
                strategy="东接东融",
                kind="city-city",
            )
        self.items = [replace(item, end=len(self.text)) if item.id == task else item for item in self.items]

    def agency(self, function: str) -> str:
        name = self.full.get(function, f"{self.place.name}{function}局")
        props: dict[str, Value] = {"place": self.place.id, "function": function, "kind": "bureau", "level": "county"}
        props |= {"collective": False, **self.agency_props.get(function, {})}
        key = f"agency:{self.place.id[6:]}:{function}"
        if key not in self.entities:
            self.links.append(Link("OF", key, self.place.id))
        self.know(Entity(key, "Agency", name, props), function)
        return key


def reading(
    plan: str = "430981-甲方案-2024", *works: Work, full: dict[str, str] | None = None, **more: object
) -> Reading:
    """A reading of a few tasks."""
    return Build(plan, plan.split("-")[1], works, full or {}, **more).reading()  # type: ignore[arg-type]


FIRST = reading(
    "430981-甲方案-2024",
    Work("建设湖区码头", [("交通运输", "lead"), ("水利", "support")], ["湖区码头"], "建成泊位"),
    Work("推进产业协作", [("发展改革", "listed"), ("商务", "listed")], partner=True),
)
SECOND = reading(
    "430981-乙方案-2024",
    Work("扩建码头泊位", [("水利", "lead"), ("交通运输", "co")], ["湖区码头"], "建成泊位"),
    Work("开展招商", [("商务", "lead"), ("发展改革", "guide")], partner=True),
    full={"发展改革": "沅江市发展和改革委员会"},
)
