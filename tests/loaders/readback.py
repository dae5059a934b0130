"""What the tests of the clause ask of the reader: a text in, (path, title, role, name) of each body out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import loaders
from loaders import ledger

ROLES = ("lead", "co", "support", "guide", "listed")
_HALF = str.maketrans("，：；（）［］〔〕【】", ",:;()[]()[]")


def plain(name: str) -> str:
    """A name without what cleaning may settle either way: blanks, width and kind of brackets."""
    return "".join(name.translate(_HALF).replace("[", "(").replace("]", ")").split())


def tasks(text: str, place: str | None = None) -> list[dict[str, Any]]:
    """The task rows of the ledger of a text."""
    reading = loaders.read_text(text, name="test.txt", place=place)
    return [dict(row) for row in ledger.rows(reading) if row["kind"] == "task"]


def bodies(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    """(path, title, role, name) of every responsible body in the rows."""
    for row in rows:
        for body in row["responsible"]:
            yield row["path"], row["title"], body["role"], plain(body["name"])
