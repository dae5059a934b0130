"""The reader's page: every word of the plan is on it once, marked, with its facts as lists."""

from __future__ import annotations

import json
import re

import pytest
from markupsafe import escape

from loaders.facts import Reading, Unread
from tests.builders import FIRST, SECOND, Work, reading
from visual.reader import anchor, build, number, place_of
from visual.text import wide

HOSTILE = reading("430981-丙方案-2024", Work("<script>alert(1)</script>", [("<b>水利", "lead")]))


def words(made: Reading) -> str:
    page = build(made)
    shown = [part for block in page.blocks for part in (block.heading, *block.lines) if part]
    return re.sub(r"<[^>]*>", "", "".join(map(str, shown)))


@pytest.mark.parametrize("made", [FIRST, SECOND, HOSTILE], ids=lambda made: made.document.plan)
def test_every_word_is_there_once(made: Reading) -> None:
    text = wide(made.document.text).removeprefix(made.document.title)
    assert words(made) in (str(escape(wide(made.document.text))), str(escape(text)))


def test_facts_are_lists_and_point_at_their_marks() -> None:
    page = build(FIRST)
    html = "".join(str(line) for block in page.blocks for line in block.lines)
    for index, fact in enumerate(page.data["facts"]):
        assert f'data-f="{index}"' in html or re.search(rf'data-f="[\d ]*\b{index}\b', html), fact
    assert page.leads == 1
    assert dict(page.legend)["agency"] == 4
    assert json.dumps(page.data, ensure_ascii=False)


def test_the_span_somebody_came_for_is_marked() -> None:
    fact = FIRST.facts[0].evidence
    html = "".join(str(line) for block in build(FIRST, (fact.start, fact.end)).blocks for line in block.lines)
    assert 'class="m hit"' in html


def test_what_was_not_understood_is_shown() -> None:
    item = FIRST.items[1]
    made = Reading(
        FIRST.document, FIRST.items, FIRST.entities, FIRST.facts, FIRST.links,
        (Unread(item.id, item.start, item.start + 2, "建设", "name.ambiguous", ("agency:430981:水利",)),),
    )  # fmt: skip
    page = build(made)
    assert dict(page.legend)["unread"] == 1
    assert page.outline[1].unread == 1
    assert page.data["facts"][-1][:5] == [1, "unread", "", "建设", "name.ambiguous|沅江市水利局"]


NUMBERS = [
    ((">=", 2, None, "个"), "≥ 2 个"),
    (("=", 100.0, None, "%"), "＝ 100%"),
    (("~", 3, 5, "万亩"), "≈ 3–5 万亩"),
    (("+", 6.5, None, "%"), "+ 6.5%"),
    (("", None, None, ""), ""),
]


@pytest.mark.parametrize(("given", "shown"), NUMBERS)
def test_number(given: tuple[str, float | None, float | None, str], shown: str) -> None:
    assert number(*given) == shown


def test_addresses_survive_odd_ids() -> None:
    assert place_of("甲/乙 1", "一/(一)", 3, 5) == "/plans/%E7%94%B2%2F%E4%B9%99%201?at=3-5#i/%E4%B8%80/%28%E4%B8%80%29"
    assert anchor("一/1") == "i/一/1"
