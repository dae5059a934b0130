"""The frame around the tasks: sections that say how things stand, what is aimed at, how the plan is carried out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.lexicon import table

_RULES = {rule["id"].removeprefix("frame."): rule for rule in table("frame")["section"]}
_SECTIONS = [(re.compile(rule["pattern"]), kind) for kind, rule in _RULES.items()]
_WHERE = {kind: re.compile(rule["where"], re.MULTILINE) for kind, rule in _RULES.items() if "where" in rule}
_CLOSING = re.compile(table("frame")["closing"]["pattern"])
_RUN_IN = re.compile(table("frame")["run_in"]["pattern"])
_HEADING = re.compile(table("frame")["heading"]["pattern"], re.MULTILINE)
_FACETS = {key: re.compile(table("frame")["facet"][key]) for key in ("label", "part")}
_HANDED_ON = re.compile(r"(?:印发|转发)(?:[<《](?P<title>[^<>《》]{6,90})[>》]|(?P<bare>[^<>《》]{6,90}?))的?通知")
_SEEN = 4
"""Letters of a title that stand in its first line for sure."""
_HEAD = 800
"""The title of a notice stands before this."""


def frame(title: str, text: str) -> str:
    """``state``, ``aims`` or ``organisation`` by the title of a section; nothing where it hands out work."""
    kind = _kind(title.removesuffix("(略)"))
    if kind in _WHERE:
        return "organisation" if _holds(kind, text) else ""
    return kind


@lru_cache(maxsize=1024)
def _kind(title: str) -> str:
    return next((kind for pattern, kind in _SECTIONS if pattern.search(title)), "")


@lru_cache(maxsize=8)
def _holds(kind: str, text: str) -> bool:
    """Tell whether a text is one of those where a section of this kind belongs to the frame."""
    return _WHERE[kind].search(text) is not None


def opening(text: str) -> int:
    """Where a plan begins below a notice that hands it on: behind the last line (or lines) that are its whole title.

    What the notice counts (一、提高认识) is no part of the plan. 0 where there is no notice or no such line.
    """
    named = _HANDED_ON.search(text[:_HEAD].replace("\n", ""))
    if named is None:
        return 0
    title, behind = named["title"] or named["bare"], 0
    at = text.find("\n" + title[:_SEEN])
    while at >= 0:
        end = at + 1 + len(title)
        end += text.count("\n", at + 1, end)
        if text[at + 1 : end].replace("\n", "") == title and text[end : end + 1] in ("", "\n"):
            behind = end
        at = text.find("\n" + title[:_SEEN], at + 1)
    return behind


def closes(text: str, at: int) -> bool:
    """Tell whether the words at ``at`` only say from when a plan holds and who explains it."""
    return _CLOSING.match(text, at) is not None


def run_in(text: str, at: int) -> int:
    """Where the title of a section of the frame ends whose text runs on behind it in the same line; 0 without one."""
    return m.end() if (m := _RUN_IN.match(text, at)) else 0


def is_label(text: str, at: int) -> bool:
    """Tell whether the words at ``at`` only say who or by when: 责任单位:…"""
    return _FACETS["label"].match(text, at) is not None


def is_facet(text: str, at: int) -> bool:
    """Tell whether the words at ``at`` begin an aspect of a task: its aims, its steps, who and by when."""
    return _FACETS["part"].match(text, at) is not None or is_label(text, at)


def headings(text: str, end: int) -> Iterator[tuple[int, str]]:
    """Lines that head a section and bear no number: where they stand, and the frame that begins there, if any."""
    for m in _HEADING.finditer(text, 0, end):
        kind = "" if m["work"] else frame(m["title"], text)
        if kind or m["work"]:
            yield m.start(), kind
