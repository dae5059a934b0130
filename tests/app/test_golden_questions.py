"""Every question's example on the sample, with the rows kept in tests/golden/questions.

After a change that is meant to change answers, renew them and read the difference before it is committed::

    GONGJIN_RENEW=1 pytest tests/app/test_golden_questions.py && git diff tests/golden/questions
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import questions
from app.serve import SAMPLE
from app.service import Answer, Service
from app.settings import Settings
from tests.app.libraries import library
from tests.app.servers import EVERY

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "questions"
engines = EVERY
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def sample(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with library(engine, "sample", tmp_path_factory.mktemp("sample")) as service:
        assert [loaded.outcome for loaded in service.load([SAMPLE])] == ["loaded"] * 6
        yield service


def kept(answer: Answer) -> dict[str, Any]:
    """An answer as its golden file keeps it: each fact by the words it quotes."""
    rows = [{**row, "facts": [answer.facts[id_]["quote"] for id_ in row["facts"]]} for row in answer.rows]
    return {"params": dict(answer.used), "total": answer.total, "rows": rows}


@pytest.mark.parametrize("name", list(questions.load()))
def test_the_example_of_a_question(sample: Service, name: str) -> None:
    answer = sample.ask(name, dict(questions.get(name).example))
    assert answer.rows, "an example has something true to show"
    told = json.dumps(kept(answer), ensure_ascii=False, indent=1) + "\n"
    file = GOLDEN / f"{name}.json"
    if os.environ.get("GONGJIN_RENEW"):
        file.write_text(told, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == told


def test_every_golden_file_has_its_question() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*.json")) == sorted(questions.load())


def test_every_row_rests_on_its_own_plan(sample: Service) -> None:
    """The first question that is asked: is it there? Every sentence of every answer stands in its plan's text."""
    for name, question in questions.load().items():
        answer = sample.ask(name, dict(question.example))
        for fact in answer.facts.values():
            text = sample.reading(fact["plan"]).document.text
            assert text[fact["start"] : fact["end"]] == fact["quote"]
            assert fact["quote"] in fact["sentence"]
