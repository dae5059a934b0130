"""The frame around the tasks: sections that say how things stand, what is aimed at, how the plan is carried out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.lexicon import table

_RULES = {rule["id"].removeprefix("frame."): rule for rule in table("frame")["section"]}
_SECTIONS = [(re.compile(rule["pattern"]), kind) for kind, rule in _RULES.items()]
_TASKS = re.compile(_RULES["means"]["tasks"], re.MULTILINE)
_HEADING = re.compile(table("frame")["heading"]["pattern"], re.MULTILINE)


def frame(title: str, text: str) -> str:
    """``state``, ``aims`` or ``organisation`` by the title of a section; nothing where it hands out work.

    工作措施 holds the tasks of a text that has no section for them, and says how they are carried out in any other.
    """
    kind = _kind(title)
    return kind if kind != "means" else "organisation" if _has_tasks(text) else ""


@lru_cache(maxsize=1024)
def _kind(title: str) -> str:
    return next((kind for pattern, kind in _SECTIONS if pattern.search(title)), "")


@lru_cache(maxsize=4)
def _has_tasks(text: str) -> bool:
    return _TASKS.search(text) is not None


def headings(text: str, end: int) -> Iterator[tuple[int, str]]:
    """Lines that head a section and bear no number: where they stand, and the frame that begins there, if any."""
    for m in _HEADING.finditer(text, 0, end):
        kind = "" if m["work"] else frame(m["title"], text)
        if kind or m["work"]:
            yield m.start(), kind
