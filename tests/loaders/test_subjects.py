"""Subjects: one meaning a word, turns of phrase with their examples, shadows."""

from __future__ import annotations

from typing import Any

import pytest

from loaders import subjects
from loaders.lexicon import table
from loaders.passage import Passage

DATA = table("subjects")
WORDS = [(word, subject) for field in DATA["words"].values() for subject, more in field.items() for word in more]


def seen(text: str) -> list[str]:
    return [find.name for find in subjects.find(Passage(text, 0, len(text)))]


def test_one_meaning_a_word() -> None:
    words = [word for word, _ in WORDS] + [subject for field in DATA["words"].values() for subject in field]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize(("word", "subject"), WORDS)
def test_words(word: str, subject: str) -> None:
    assert subject in seen(f"做好{word}工作")


@pytest.mark.parametrize("entry", DATA["pattern"], ids=lambda entry: entry["subject"])
def test_turns(entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        assert entry["subject"] in seen(example)
    for counter in entry.get("counter", ()):
        assert entry["subject"] not in seen(counter)


@pytest.mark.parametrize("case", DATA["counter"], ids=lambda case: case["text"])
def test_counter_examples(case: dict[str, str]) -> None:
    assert case["subject"] not in seen(case["text"])


def test_spans_and_order() -> None:
    text = "整治秸秆焚烧,新建充电桩,再查秸秆"
    finds = list(subjects.find(Passage(text, 0, len(text))))
    assert [(f.name, text[f.start : f.end]) for f in finds] == [("秸秆", "秸秆"), ("充电设施", "充电桩")]


@pytest.mark.parametrize("text", ["加快产业发展", "加强生态保护", "完善基础设施", "优化公共服务", "推进项目建设"])
def test_too_general(text: str) -> None:
    assert seen(text) == []
