"""Lands, leagues of lands and cities abroad: one may work with them, and they are no places of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage
from loaders.words import scan

_PREFIX = "place:abroad:"


@cache
def _names() -> dict[str, str]:
    """Every name, and the kind of partner it is."""
    data = table("cooperation")["abroad"]
    return dict.fromkeys(data["lands"], "region") | dict.fromkeys(data["cities"], "city-city")


@cache
def _pattern() -> re.Pattern[str]:
    after = table("cooperation")["abroad"]["no_partner"]
    return re.compile(f"{scan(_names())}(?!{after})")


def find(passage: Passage) -> Iterator[Find]:
    """Where one is named, as a find of a place that only ties know."""
    for match in _pattern().finditer(passage.text, passage.start, passage.end):
        yield Find("Place", match[0], *match.span(), "cooperation.abroad", props={"place": _PREFIX + match[0]})


def id_of(name: str) -> str | None:
    """The id of a land or city abroad."""
    return _PREFIX + name if name in _names() else None


def kind_of(id: str) -> str | None:
    """The kind of partner that an id of a place stands for, where it is abroad."""
    return _names().get(id.removeprefix(_PREFIX)) if id.startswith(_PREFIX) else None
