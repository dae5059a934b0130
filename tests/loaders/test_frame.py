"""The frame around the tasks: each example of the lexicon, by the functions that use it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from loaders import duties, outline
from loaders.lexicon import table

DATA = table("frame")


def frame(title: str) -> str | None:
    """What kind of frame a section with this title is."""
    text = f"一、{title}\n做好各项工作。\n二、重点任务\n1.修好路。(县交通运输局负责)"
    return duties.frame_of(outline.outline(text)[0], text)


@pytest.mark.parametrize("rule", DATA["section"], ids=lambda rule: rule["id"])
def test_sections(rule: dict[str, Any]) -> None:
    kind = rule["id"].removeprefix("frame.")
    assert {example: frame(example) for example in rule["examples"]} == dict.fromkeys(rule["examples"], kind)
    assert {counter: frame(counter) for counter in rule["counter"]} == dict.fromkeys(rule["counter"])


@pytest.mark.parametrize("rule", DATA["line"], ids=lambda rule: rule["id"])
def test_lines(rule: dict[str, Any]) -> None:
    pattern = re.compile(rule["pattern"], re.MULTILINE)
    assert [example for example in rule["examples"] if not pattern.match(example)] == []
    assert [counter for counter in rule["counter"] if pattern.match(counter)] == []
