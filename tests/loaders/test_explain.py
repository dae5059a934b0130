"""Every character of a plan belongs to one kind, and all kinds together are the whole plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders
from loaders import explain
from loaders.errors import GongjinError
from loaders.facts import ROLES, Reading
from loaders.lexicon import table

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = sorted((ROOT / "app" / "sample").glob("*.txt"))
PLAN = """沅江市滨河整治工作方案
沅政办发〔2031〕9号
一、工作目标
建成绿道30公里。
二、重点任务
1.清理河岸。年底前完成。(市局、市水利局负责)
2.修缮码头。支持湖岸重工有限公司扩产。(市交通运输局牵头,市科工局配合)
3.与鼓楼区开展合作。(责任单位:市发改委)
三、组织领导
由市水利局负责日常工作。
附件2
表格
"""


def check(reading: Reading) -> dict[str, int]:
    """Look that stretches part the text; return the characters of each kind."""
    found = explain.stretches(reading)
    text = reading.document.text
    assert [one.start for one in found] + [len(text)] == [0, *(one.end for one in found)]
    assert all(one.start < one.end for one in found)
    shares = explain.shares(reading)
    assert sum(share.characters for share in shares) == len(text)
    assert round(sum(share.percent for share in shares), 6) == 100
    assert all(abs(share.percent - share.characters * 100 / len(text)) < 0.1 for share in shares)
    assert {one.kind for one in found} == {share.kind for share in shares} <= set(explain.KINDS)
    return {share.kind: share.characters for share in shares}


def test_each_kind_where_it_stands() -> None:
    reading = loaders.read_text(PLAN, "plan.txt")
    found = [(reading.document.text[one.start : one.end], one.kind, one.rule) for one in explain.stretches(reading)]
    kinds = {words: kind for words, kind, _ in found}
    assert kinds["沅江市滨河整治工作方案\n沅政办发〔2031〕9号\n"] == "front"
    for words, kind in {
        "一、": "number", "工作目标": "title", "建成绿道30公里": "target", "年底前": "deadline", "市局": "unread",
        "市水利局": "listed", "负责)": "clause", "市交通运输局": "lead", "市科工局": "support",
        "湖岸重工有限公司": "enterprise", "鼓楼区": "unread", "(责任单位:": "clause", "市发改委": "listed",
        "附件2\n表格": "foot",
    }.items():  # fmt: skip
        assert kinds[words] == kind, words
    rules = {words: rule for words, _, rule in found}
    assert (rules["市局"], rules["鼓楼区"], rules["市交通运输局"]) == (
        "name.ambiguous", "place.ambiguous", "clause.verb.lead",
    )  # fmt: skip
    assert "由市水利局负责日常工作。" in "".join(words for words, kind, _ in found if kind == "words")


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_the_sample(path: Path) -> None:
    for reading in loaders.read_all(path):
        assert "unread" not in check(reading)


@pytest.mark.shared
def test_real_plans(shared: Path) -> None:
    paths = [
        *(shared / "seeds").glob("*.txt"),
        *(p for p in (shared / "plans").iterdir() if p.suffix in (".txt", ".pdf")),
    ]
    assert len(paths) == 10
    for path in paths:
        for reading in loaders.read_all(path):
            check(reading)
            assert [span.quote for span in reading.unread if span.reason == "clause"] == []


@given(st.text(alphabet="一二、1.(（）)。\n市局县负责牵头单位:责任;配合,建成3个附件关于方案", min_size=5, max_size=120))
def test_any_text(text: str) -> None:
    try:
        reading = loaders.read_text(text, "a.txt")
    except GongjinError:
        return
    check(reading)


def reasons() -> Iterator[str]:
    """Reasons that the code gives."""
    for path in (ROOT / "loaders").glob("*.py"):
        source = path.read_text("utf-8")
        for call in re.finditer(r"\.unread\([^\n]*", source):
            yield from re.findall(r'"([a-z]+(?:\.[a-z_]+)?)"', call[0])
        yield from re.findall(r'_REASON = "([\w.]+)"', source)


def test_every_reason_is_told_in_words() -> None:
    known = table("unread")
    assert set(reasons()) == set(known)
    for row in (*known.values(), *table("spans").values()):
        assert set(row) == {"zh", "en"}
        assert re.search("[\u4e00-\u9fff]", row["zh"])
        assert row["en"].isascii()


def test_every_relation_of_a_sentence_has_a_kind() -> None:
    import tomllib

    schema = tomllib.loads((ROOT / "loaders" / "schema.toml").read_text("utf-8"))
    said = {name for name, row in schema["relations"].items() if row.get("text")}
    assert said - {"NAMES"} == set(explain._OF_RELATION)
    assert set(explain._OF_RELATION.values()) | {"project", "enterprise"} <= set(explain.KINDS)
    assert set(ROLES) <= set(explain.KINDS)
