"""What a plan says, as frozen values: the language the loaders speak and everything else reads.

Offsets count characters of ``Document.text`` (cleaned once, in ``clean.py``), start inclusive, end exclusive.
For every span in a reading ``document.text[start:end] == quote`` holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from types import MappingProxyType
from typing import Literal, TypeAlias

from loaders.values import value

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
Props: TypeAlias = Mapping[str, Value]
ItemKind: TypeAlias = Literal["section", "task", "measure"]
Role: TypeAlias = Literal["lead", "co", "support", "guide", "listed"]

NOTHING: Props = MappingProxyType({})
ROLES: Mapping[Role, str] = MappingProxyType(
    {"lead": "LEADS", "co": "SHARES", "support": "SUPPORTS", "guide": "GUIDES", "listed": "LISTED"}
)


@value
class Document:
    """One plan as it is kept: its cleaned text and what its head and foot say about it."""

    plan: str
    """Id of the plan: place code and 文号, or place code, title and year; the same on every machine."""
    title: str
    text: str
    source: str
    """Name of the file it came from, without its folder."""
    place: str | None = None
    """Id of the place it is written for (``place:430981``)."""
    issuer: str | None = None
    """Who issued it, as written or as the place's government."""
    number: str | None = None
    """文号, e.g. 沅政办发〔2024〕3号."""
    date: str | None = None
    """ISO date of issue or publication."""

    @property
    def revision(self) -> str:
        """Hash of the text: two texts of one plan differ in it."""
        return sha256(self.text.encode()).hexdigest()[:16]


@value
class Item:
    """A numbered part of a plan: a section, a task (the smallest that carries work) or a measure inside a task."""

    id: str
    """``plan#path``; a path that occurs again gets ``~2``."""
    parent: str | None
    kind: ItemKind
    number: str
    """As written, without the mark behind it: 一, (一), 1, 一是."""
    path: str
    """Numbers of all levels above and its own, joined by ``/``."""
    title: str
    start: int
    end: int
    title_start: int
    title_end: int


@value
class Evidence:
    """Where a fact stands in the text, and by which rule it was found."""

    plan: str
    item: str
    """Id of the item, or of the plan where the fact belongs to the plan as a whole."""
    start: int
    end: int
    quote: str
    rule: str
    """Id of the rule in the lexicon, e.g. ``clause.lead``."""


@value
class Entity:
    """A node: its id, its kind (a ``[kinds.*]`` of schema.toml), its name and the properties that kind has."""

    id: str
    kind: str
    name: str
    props: Props = field(default_factory=lambda: NOTHING)
    spellings: tuple[str, ...] = ()
    """How this plan writes it, in order of first use."""


@value
class Fact:
    """A relation that a sentence states: kind is a ``[relations.*]`` of schema.toml with ``text = true``."""

    id: str
    """``plan@hash``: derived from kind, ends, span and properties, so the same text gives the same id."""
    kind: str
    source: str
    target: str
    evidence: Evidence
    explicit: bool = True
    doubtful: bool = False
    props: Props = field(default_factory=lambda: NOTHING)


@value
class Link:
    """A relation that needs no sentence: an item is part of a plan, a county lies in a prefecture."""

    kind: str
    source: str
    target: str


@value
class Unread:
    """A span that a rule recognised and could not understand, and why."""

    item: str
    start: int
    end: int
    quote: str
    reason: str
    """Id of a reason in ``lexicon/unread.toml``, e.g. ``clause``, ``name.ambiguous``."""
    candidates: tuple[str, ...] = ()


@value
class Find:
    """What a rule saw in the text, before it has an identity: the common coin of the fact finders.

    ``kind`` is a kind of entity (Target, Project, Place …); assembly gives it an id, a relation and its evidence.
    """

    kind: str
    name: str
    start: int
    end: int
    rule: str
    doubtful: bool = False
    props: Props = field(default_factory=lambda: NOTHING)


@value
class Reading:
    """All that the loaders found in one plan, and all that they could not read."""

    document: Document
    items: tuple[Item, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    unread: tuple[Unread, ...] = field(default=())


def fact_id(kind: str, source: str, target: str, plan: str, start: int, end: int, extra: str = "") -> str:
    """Derive the id of a fact from what it says and where, so that loading twice changes nothing."""
    key = f"{kind}\x1f{source}\x1f{target}\x1f{start}\x1f{end}\x1f{extra}"
    return f"{plan}@{sha256(key.encode()).hexdigest()[:12]}"
