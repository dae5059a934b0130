"""The graph's schema as loaders/schema.toml defines it, and the Cypher texts filled from it, never from input."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

CYPHER = Path(__file__).resolve().parents[2] / "cypher"
TEXT_PROPS = ("id", "plan", "task", "start", "end", "quote", "rule", "explicit", "doubtful")
"""What every relation carries that a sentence states."""
_SLOT = re.compile(r"<(\w+)>")
_FULLTEXT = re.compile(r"CREATE FULLTEXT INDEX (\w+) IF NOT EXISTS FOR \(n:(\w+)\) ON EACH \[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node."""

    name: str
    own: bool
    """Belongs to one plan and goes with it."""
    props: tuple[str, ...]
    zh: str = ""
    derived: bool = False
    """No plan names it; it brings together what several say."""
    counts: tuple[str, ...] = ()
    """What a shared node counts, each plan adding its share."""
    ranked: tuple[str, ...] = ()
    """Which of these an answer over everything sorts by."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of relation."""

    name: str
    sources: frozenset[str]
    targets: frozenset[str]
    text: bool
    """A sentence states it."""
    role: str
    props: tuple[str, ...]
    zh: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """All kinds and relations, by name, in the order of the file."""

    kinds: dict[str, Kind]
    relations: dict[str, Relation]

    @property
    def own(self) -> list[Kind]:
        return [kind for kind in self.kinds.values() if kind.own]

    @property
    def shared(self) -> list[Kind]:
        """Kinds that plans mention, each with its counts."""
        return [kind for kind in self.kinds.values() if kind.name in self.relations["MENTIONS"].targets]

    @property
    def links(self) -> list[Relation]:
        """Relations between shared nodes that need no sentence: part of what a plan says about a node."""
        return [one for one in self.relations.values() if not one.text and not self.owned(one.sources)]

    @property
    def between(self) -> list[Relation]:
        """Relations that a sentence states between two shared nodes: they do not fall with a plan's own nodes."""
        return [
            one
            for one in self.relations.values()
            if one.text and not self.owned(one.sources) and not self.owned(one.targets)
        ]

    def owned(self, kinds: frozenset[str]) -> bool:
        return all(self.kinds[kind].own for kind in kinds)


@cache
def schema() -> Schema:
    """The schema of this version."""
    given = tomllib.loads(files("loaders").joinpath("schema.toml").read_text(encoding="utf-8"))
    kinds = {
        name: Kind(
            name,
            bool(kind.get("own", False)),
            tuple(kind["props"]),
            str(kind["zh"]),
            bool(kind.get("derived", False)),
            tuple(kind.get("counts", ["tasks"])),
            tuple(kind.get("ranked", [])),
        )
        for name, kind in given["kinds"].items()
    }
    relations = {
        name: Relation(
            name,
            frozenset(one["from"]),
            frozenset(one["to"]),
            bool(one.get("text", False)),
            str(one.get("role", "")),
            tuple(one["props"]),
            str(one["zh"]),
        )
        for name, one in given["relations"].items()
    }
    return Schema(kinds, relations)


@cache
def cypher(path: str, **slots: str) -> str:
    """A text of the cypher room, e.g. ``write/own``, its slots ``<Kind>`` filled; comments stay in the file."""
    lines = (CYPHER / f"{path}.cypher").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("//")).strip()
    return _SLOT.sub(lambda slot: slots[slot[1]], text)


@cache
def form() -> str:
    """Hash of all that says how a plan is written into a graph: one that another version wrote in another form must be
    made anew from the readings."""
    here = Path(__file__).parent
    texts = [*sorted(CYPHER.glob("write/*.cypher")), *sorted(CYPHER.glob("derive/*.cypher"))]
    written = [*texts, here / "counts.py", here / "rows.py", here / "write.py"]
    words = [files("loaders").joinpath("schema.toml").read_bytes(), *(path.read_bytes() for path in written)]
    return sha256(b"\0".join(words)).hexdigest()[:16]


Key: TypeAlias = str | tuple[str, str, str]
"""What fills a text: a kind, or a relation with the kinds at its ends."""


def slots(key: Key) -> dict[str, str]:
    """The slots of a text that a key fills."""
    if isinstance(key, str):
        return {"Kind": key, **counting(schema().kinds[key])}
    return dict(zip(("Relation", "From", "To"), key, strict=True))


def counting(kind: Kind) -> dict[str, str]:
    """How a text adds a plan's share to a node's counts, takes it away, and tells those that answers sort by.

    A plan that was written before a count was thought of has no share in it.
    """
    return {
        "add": ", ".join(f"n.{count} = coalesce(n.{count}, 0) + row.counts.{count}" for count in kind.counts),
        "take": ", ".join(f"n.{count} = coalesce(n.{count}, 0) - coalesce(m.{count}, 0)" for count in kind.counts),
        "ranks": "[" + ", ".join(f"coalesce(n.{count}, 0)" for count in kind.ranked) + "]",
        "shares": "[" + ", ".join(f"coalesce(m.{count}, 0)" for count in kind.ranked) + "]",
    }


@cache
def keys(path: str) -> tuple[Key, ...]:
    """All keys that a writing text can be filled with."""
    whole = schema()
    if path in ("write/own", "write/shared"):
        return tuple(kind.name for kind in (whole.own if path == "write/own" else whole.shared))
    links = {one.name for one in whole.links}
    return tuple(
        (one.name, source, target)
        for one in whole.relations.values()
        if (one.name in links) == (path == "write/link")
        for source in sorted(one.sources)
        for target in sorted(one.targets)
    )


@cache
def at_once(path: str) -> tuple[str, dict[Key, str]]:
    """A writing text filled with every key and made one, and by key the parameter that takes its rows."""
    names = {key: f"rows{number}" for number, key in enumerate(keys(path))}
    parts = [cypher(path, rows=name, made=name.replace("rows", "made"), **slots(key)) for key, name in names.items()]
    if "<made>" not in (CYPHER / f"{path}.cypher").read_text(encoding="utf-8"):
        return "\nUNION ALL\n".join(parts), names
    total = " + ".join(name.replace("rows", "made") for name in names.values())
    return "\n".join(f"CALL {{\n{part}\n}}" for part in parts) + f"\nRETURN {total} AS made", names


@dataclass(frozen=True, slots=True)
class FullText:
    """The full-text index of constraints.cypher."""

    name: str
    kind: str
    props: tuple[str, ...]
    neo4j: str
    """Its statement for Neo4j."""

    def sql(self) -> str:
        """Its statement for the embedded engine, which has no Cypher for it."""
        wanted = ", ".join(self.props)
        declared = "".join(f"CREATE PROPERTY {self.kind}.{prop} IF NOT EXISTS STRING;\n" for prop in self.props)
        analyzer = '{"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}'
        return (
            f"{declared}CREATE INDEX {self.name} IF NOT EXISTS ON {self.kind} ({wanted}) FULL_TEXT METADATA {analyzer};"
        )


@cache
def constraints() -> tuple[tuple[str, ...], FullText]:
    """Statements that both engines run, and the full-text index that each makes in its own way."""
    statements = [part.strip() for part in cypher("constraints").split(";") if part.strip()]
    *plain, last = statements
    found = _FULLTEXT.match(last.replace("\n", " "))
    if found is None:
        raise ValueError("the last statement of constraints.cypher is not the full-text index")
    props = tuple(prop.strip().removeprefix("n.") for prop in found[3].split(","))
    return tuple(plain), FullText(found[1], found[2], props, last)
