"""The frame around the tasks: each example of the lexicon, by the functions that use it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from loaders import duties, outline
from loaders.frame import closes, headings, is_facet, is_label, run_in
from loaders.lexicon import table

DATA = table("frame")


def frame(title: str) -> str | None:
    """What kind of frame a section with this title is."""
    text = f"一、{title}\n做好各项工作。\n二、重点任务\n1.修好路。(县交通运输局负责)"
    return duties.frame_of(outline.outline(text)[0], text)


@pytest.mark.parametrize("rule", DATA["section"], ids=lambda rule: rule["id"])
def test_sections(rule: dict[str, Any]) -> None:
    kind = rule["id"].removeprefix("frame.")
    kind = "organisation" if "where" in rule else kind
    assert {example: frame(example) for example in rule["examples"]} == dict.fromkeys(rule["examples"], kind)
    assert {counter: frame(counter) for counter in rule["counter"]} == dict.fromkeys(rule["counter"])


def test_measures_are_the_tasks_where_no_section_is_theirs() -> None:
    text = "一、工作目标\n建成两座桥。\n二、工作措施\n1.修好路。\n2.修好桥。"
    assert duties.frame_of(outline.outline(text)[1], text) is None


def test_support_is_work_where_nothing_has_a_clause() -> None:
    text = "一、重点任务\n(一)修好路。\n二、政策保障\n(一)备足资金。\n(二)备足用地。"
    assert duties.frame_of(outline.outline(text)[1], text) is None


def test_closing_words() -> None:
    rule = DATA["closing"]
    assert [example for example in rule["examples"] if not closes(example, 0)] == []
    assert [counter for counter in rule["counter"] if closes(counter, 0)] == []


def test_headings_without_number() -> None:
    found = {example: [kind for _, kind in headings(example, 99)] for example in DATA["heading"]["examples"]}
    assert found == {
        "工作要求": ["organisation"],
        "保障措施:": ["organisation"],
        "重点任务": [""],
        "有关工作要求:": ["organisation"],
    }
    assert [counter for counter in DATA["heading"]["counter"] if any(headings(counter, 99))] == []


def test_titles_that_run_on() -> None:
    rule = DATA["run_in"]
    assert [example for example in rule["examples"] if not frame(example[: run_in(example, 0)])] == []
    assert [counter for counter in rule["counter"] if run_in(counter, 0)] == []


def test_labels_with_a_number() -> None:
    rule = DATA["facet"]
    assert [example for example in rule["examples"] if not (is_label(example, 0) and is_facet(example, 0))] == []
    assert [counter for counter in rule["counter"] if is_label(counter, 0)] == []


@pytest.mark.parametrize("rule", DATA["line"], ids=lambda rule: rule["id"])
def test_lines(rule: dict[str, Any]) -> None:
    pattern = re.compile(rule["pattern"], re.MULTILINE)
    assert [example for example in rule["examples"] if not pattern.match(example)] == []
    assert [counter for counter in rule["counter"] if pattern.match(counter)] == []
