"""Deadlines: every form of the lexicon on its own examples, and what a deadline binds."""

from __future__ import annotations

import pytest

from loaders import deadlines
from loaders.facts import Find
from loaders.passage import Passage
from loaders.quantities import lexicon

RULES = lexicon("deadlines.toml")
WORDED = [(name, RULES[name]) for name in ("done", "label", "undated")]
FORMS = [(form["id"], form) for form in RULES["form"] if form.get("task", True)]
DATING = [form for form in RULES["form"] if not form.get("task", True)]
EXAMPLES = [(name, *example.split(" => ")) for name, rule in WORDED + FORMS for example in rule["examples"]]


def read(sentence: str, year: int | None = 2024) -> list[Find]:
    return list(deadlines.find(Passage(sentence, 0, len(sentence), year=year)))


def short(find: Find) -> str:
    """As the lexicon writes it: `? 2025年底 2025-12-31`."""
    return f"{'? ' if find.doubtful else ''}{find.name} {find.props['date'] or '-'}"


@pytest.mark.parametrize(("name", "sentence", "expected"), EXAMPLES)
def test_examples(name: str, sentence: str, expected: str) -> None:
    assert " | ".join(map(short, read(sentence))) == expected


@pytest.mark.parametrize(("name", "sentence"), [(name, s) for name, rule in WORDED for s in rule["counter"]])
def test_words_that_bind_nothing(name: str, sentence: str) -> None:
    assert [short(find) for find in read(sentence) if not find.doubtful] == []


@pytest.mark.parametrize(("form", "sentence"), [(f["id"], s) for f in RULES["form"] for s in f["counter"]])
def test_counter_examples(form: str, sentence: str) -> None:
    assert [short(find) for find in read(sentence) if find.rule == f"deadline.{form}"] == []


@pytest.mark.parametrize(("sentence", "words"), [example.split(" => ") for f in DATING for example in f["examples"]])
def test_words_that_date_a_number_only(sentence: str, words: str) -> None:
    assert [sentence[span.start : span.end] for span in deadlines.spans(sentence, 0, len(sentence), 2024)] == [words]


@pytest.mark.parametrize(
    ("sentence", "year", "date"),
    [
        ("9月底前完成招标", None, ""),
        ("2024年9月底前完成招标", None, "2024-09-30"),
        ("2月底前完成招标", 2023, "2023-02-28"),
        ("2月底前完成招标", 2024, "2024-02-29"),
        ("每年2月底前报送计划", 2024, ""),
        ("四季度前完成招标", 2025, "2025-12-31"),
        ("下半年内完成招标", 2025, "2025-12-31"),
        ("“十五五”末形成体系", 2026, "2030-12-31"),
        ("完成时限:2025年6月", None, "2025-06-30"),
        ("完成时限:2025年6月20日", None, "2025-06-20"),
        ("完成时限:2025年", None, "2025-12-31"),
        ("完成时限:2025年第三季度", None, "2025-09-30"),
        ("完成时限:2025年上半年", None, "2025-06-30"),
        ("时间节点:2025年6月—11月", None, "2025-11-30"),
        ("完成时限:2025年6月1日至2026年3月20日", None, "2026-03-20"),
        ("明年2月底前完成招标", 2024, ""),
    ],
)
def test_date(sentence: str, year: int | None, date: str) -> None:
    assert [find.props["date"] for find in read(sentence, year)] == [date]


def test_spans_quote_the_text() -> None:
    text = "前言。健全机制,2025年3月底前建成平台。完成时限:年底前。"
    finds = list(deadlines.find(Passage(text, 3, len(text), year=2024)))
    assert sorted(text[find.start : find.end] for find in finds) == ["2025年3月底前", "年底前"]
    assert all(text[find.start : find.end] == find.name for find in finds)


def test_a_year_in_a_title_is_no_deadline() -> None:
    assert read("落实《环线建设方案(2023—2025年)》") == []


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("(甲局牵头,2025年底前完成)", ["2025年底前 2025-12-31"]),
        ("(2025年底前完成,责任单位:甲局)", ["2025年底前 2025-12-31"]),
        ("(责任单位:甲局;完成时限:2024年12月)", ["2024年12月 2024-12-31"]),
        ("(甲局牵头,乙局配合;9月底前)", ["9月底前 2024-09-30"]),
        ("(持续推进,牵头单位:甲局)", ["持续推进 -"]),
        ("(甲局负责,长期坚持)", ["长期坚持 -"]),
        ("(甲局按职责分工负责)", []),
    ],
)
def test_what_a_clause_says_of_time(clause: str, expected: list[str]) -> None:
    assert [short(find) for find in deadlines.of_clause(clause, 0, len(clause), 2024)] == expected
