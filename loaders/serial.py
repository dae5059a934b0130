"""A reading as JSON and back: what is kept on disk and what ``gongjin extract --readings`` prints.

The same reading gives the same bytes on every machine: fields stand in the order of their classes, properties by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from loaders.facts import Document, Entity, Evidence, Fact, Item, Link, Props, Reading, Unread

FORMAT = 1
"""Grows when a reading kept by an older version can no longer be read back."""


def dumps(reading: Reading, *, text: bool = True) -> bytes:
    """Write a reading as JSON; without its text where that is kept beside it."""
    if not text:
        reading = replace(reading, document=replace(reading.document, text=""))
    return orjson.dumps(reading, default=_plain, option=orjson.OPT_SORT_KEYS)


def loads(data: bytes | str, *, text: str | None = None) -> Reading:
    """Read a reading back; ``text`` puts in the text that was left out. Raises KeyError, TypeError or ValueError."""
    plain = orjson.loads(data)
    document = Document(**plain["document"])
    if text is not None:
        document = replace(document, text=text)
    return Reading(
        document=document,
        items=tuple(Item(**item) for item in plain["items"]),
        entities=tuple(_entity(entity) for entity in plain["entities"]),
        facts=tuple(_fact(fact) for fact in plain["facts"]),
        links=tuple(Link(**link) for link in plain["links"]),
        unread=tuple(_unread(span) for span in plain["unread"]),
    )


def _plain(value: object) -> object:
    """Properties may be read-only mappings, which JSON does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a reading")


def _props(plain: dict[str, Any]) -> Props:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}


def _entity(plain: dict[str, Any]) -> Entity:
    return Entity(plain["id"], plain["kind"], plain["name"], _props(plain["props"]), tuple(plain["spellings"]))


def _fact(plain: dict[str, Any]) -> Fact:
    return Fact(**{**plain, "evidence": Evidence(**plain["evidence"]), "props": _props(plain["props"])})


def _unread(plain: dict[str, Any]) -> Unread:
    return Unread(**{**plain, "candidates": tuple(plain["candidates"])})
