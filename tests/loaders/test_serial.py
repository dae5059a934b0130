"""A reading goes to JSON and comes back the same, and always as the same bytes."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from loaders import serial
from loaders.facts import Entity, Reading, Unread
from tests.builders import FIRST

ODD = replace(
    FIRST,
    entities=(
        *FIRST.entities,
        Entity("x:1", "Agency", 'a"\n<b>', {"b": ("x", "y"), "a": 1.5, "c": None}, ("甲", "乙")),
    ),
    unread=(Unread("i", 0, 2, "甲方", "clause", ("a", "b")),),
)


@pytest.mark.parametrize("reading", [FIRST, ODD])
def test_there_and_back(reading: Reading) -> None:
    assert serial.loads(serial.dumps(reading)) == reading
    assert serial.loads(serial.dumps(reading, text=False), text=reading.document.text) == reading


def test_the_order_of_properties_changes_nothing() -> None:
    turned = replace(ODD, entities=tuple(replace(e, props=dict(reversed(list(e.props.items())))) for e in ODD.entities))
    assert serial.dumps(turned) == serial.dumps(ODD)


def test_the_text_stays_out() -> None:
    assert orjson.loads(serial.dumps(FIRST, text=False))["document"]["text"] == ""


def test_what_is_no_reading_is_refused() -> None:
    with pytest.raises(TypeError):
        serial.dumps(replace(FIRST, entities=(Entity("x", "Agency", "x", {"a": {1}}),)))  # type: ignore[dict-item]
    with pytest.raises(KeyError):
        serial.loads(b"{}")
