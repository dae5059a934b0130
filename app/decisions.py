"""Decisions of a person about names, kept in one file that a person can read, change and carry to another machine.

``decisions.toml`` holds a table ``[[decision]]`` for each: when, what (``alias``: this spelling means that body or
place; ``not_a_name``; ``same``: these two are one), where it holds (a place, a plan, or everywhere) and why. Of several
about one name the narrowest holds: plan before place before everywhere, then the latest. What stands in the file beside
them (comments of a person) is left alone.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from app.refusals import DamagedDecisions, UnknownDecision
from loaders.facts import Document, Reading

What: TypeAlias = Literal["alias", "not_a_name", "same"]
HEAD = """# 人对名称的判断：由 gongjin decide 写入，也可以手工修改，改后下次打开即生效。
# what：alias 这个写法指谁 · not_a_name 这不是名称 · same 这两个是一个；没有 place 和 plan 的处处适用。
"""
_BLOCK = re.compile(r"^\[\[decision\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision."""

    id: int
    when: str
    what: What
    name: str
    means: str = ""
    place: str = ""
    plan: str = ""
    note: str = ""

    @property
    def says(self) -> tuple[str, ...]:
        """What it comes to, whenever and whyever it was made."""
        return self.what, self.name, self.means, self.place, self.plan

    @property
    def width(self) -> int:
        """How far it reaches: 0 everywhere, 1 a place, 2 a plan."""
        return 2 if self.plan else 1 if self.place else 0

    def holds(self, plan: str, place: str | None) -> bool:
        """Whether it holds in a plan, which is written for a place."""
        return self.plan in ("", plan) and self.place in ("", place)

    def touches(self, reading: Reading) -> bool:
        """Whether it may change a reading: the plan writes the name, or knows what it is an id of."""
        d = reading.document
        if not self.holds(d.plan, d.place):
            return False
        ids = {self.name, *(_ids(self.name, d.place) if self.what == "same" else ())}
        return self.name in d.text or any(entity.id in ids for entity in reading.entities)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Book:
    """All decisions, in the order of the file. Called with a document, it says what the loaders want to know."""

    decisions: tuple[Decision, ...] = ()

    def __call__(self, document: Document) -> dict[str, str]:
        """From spellings and ids to what they mean in this document."""
        held = [one for one in self.decisions if one.holds(document.plan, document.place)]
        words: dict[str, str] = {}
        for one in sorted(held, key=lambda one: one.width):
            if one.what == "same":
                words.update(dict.fromkeys(_ids(one.name, document.place), one.means))
            words[one.name] = one.means
        return words

    def changed(self, other: Book) -> tuple[Decision, ...]:
        """Decisions of either that make a difference, with those that lead to a name of theirs."""
        ours, theirs = ([one.says for one in book.decisions] for book in (self, other))
        every = {one.says: one for one in (*self.decisions, *other.decisions)}
        common = set(ours) & set(theirs)
        moved = [says for says in ours if says in common] != [says for says in theirs if says in common]
        names = {says[1] for says in every if moved or says not in common}
        while more := {one.name for one in every.values() if one.means in names} - names:
            names |= more
        return tuple(one for one in every.values() if one.name in names)


def _ids(name: str, place: str | None) -> list[str]:
    """Ids of what a name means in a place: a body, a place."""
    from loaders import gazetteer
    from loaders.names import Names

    home = gazetteer.load().get(place)
    names = Names(home)
    agency, found = names.agency(name), names.place(name)
    return [one.id for one in (None if agency.doubtful else agency, found) if one]


def read(path: Path) -> Book:
    """The decisions in a file; none where there is no file. Raises DamagedDecisions."""
    return parse(text(path), str(path))


def text(path: Path) -> str:
    """The file as it stands."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedDecisions(why=str(error), where=str(path)) from error


def parse(words: str, where: str = "") -> Book:
    """The decisions in the words of a file. Raises DamagedDecisions."""
    try:
        rows = tomllib.loads(words).get("decision", [])
        found: list[Decision] = []
        for row in rows:
            found.append(_decision(row, max((one.id for one in found), default=0) + 1))
    except (tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError) as error:
        raise DamagedDecisions(why=str(error), where=where) from error
    return Book(tuple(found))


def _decision(row: Mapping[str, Any], number: int) -> Decision:
    unknown = set(row) - {field.name for field in fields(Decision)}
    if unknown or row.get("what") not in get_args(What) or not isinstance(row.get("name"), str) or not row["name"]:
        raise ValueError(f"[[decision]] {number}: {', '.join(sorted(unknown)) or 'what, name'}")
    if (row["what"] == "not_a_name") == bool(row.get("means")):
        raise ValueError(f"[[decision]] {number}: means")
    when = row.get("when", "")
    plain = {key: value for key, value in row.items() if key not in ("id", "when")}
    if not all(isinstance(value, str) for value in plain.values()):
        raise ValueError(f"[[decision]] {number}")
    return Decision(int(row.get("id", number)), when.isoformat() if isinstance(when, datetime) else str(when), **plain)


def add(path: Path, one: Decision) -> None:
    """Write a decision behind the others."""
    before = text(path).rstrip("\n") or HEAD.rstrip("\n")
    rows = [f"{key} = {_toml(value)}" for key, value in one.as_dict().items() if value != ""]
    write(path, "\n".join((before, "", "[[decision]]", *rows, "")))


def drop(path: Path, id_: int) -> Decision:
    """Take a decision out of the file; all else in it stays. Raises UnknownDecision."""
    words = text(path)
    book = parse(words, str(path))
    number = next((n for n, one in enumerate(book.decisions) if one.id == id_), None)
    if number is None:
        raise UnknownDecision(name=id_)
    starts = [m.start() for m in _BLOCK.finditer(words)]
    if len(starts) != len(book.decisions):
        raise DamagedDecisions(why="[[decision]]", where=str(path))
    end = starts[number + 1] if number + 1 < len(starts) else len(words)
    kept = re.search(r"(?:^[ \t]*(?:#[^\n]*)?\n)*\Z", words[starts[number] : end], re.MULTILINE)
    rest = words[starts[number] : end][kept.start() :].lstrip("\n") if kept else ""
    write(path, (words[: starts[number]] + rest + words[end:]).rstrip("\n") + "\n")
    return book.decisions[number]


def next_id(book: Iterable[Decision]) -> int:
    """A number that no decision has."""
    return max((one.id for one in book), default=0) + 1


def write(path: Path, words: str) -> None:
    """Put words in place of a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _toml(value: object) -> str:
    """A number, or a string with what TOML forbids escaped: JSON's escapes are TOML's too, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
