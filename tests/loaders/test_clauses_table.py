"""The clause in all its shapes, from a table of invented examples."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from loaders.clauses import find
from loaders.grammar import ALL_ABOVE, MARKED_LEADS
from loaders.lexicon import table
from tests.loaders.readback import ROLES, bodies, plain, tasks

HERE = Path(__file__).parent
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "clauses.toml").read_text("utf-8"))
ROWS = [pytest.param(row, id=f"{group}-{n}") for group, rows in TABLE.items() for n, row in enumerate(rows)]
BOOK: dict[str, Any] = tomllib.loads((HERE / "documents.toml").read_text("utf-8"))
DOCUMENTS: list[dict[str, Any]] = BOOK["document"]
LEXICON = table("clauses")
CLAUSES = [rule for kind in ("label", "verb", "aside") for rule in LEXICON[kind]] + [
    {"id": "clause.does"} | LEXICON["does"]
]
BEFORE_RULE = (
    "（责任单位：市教育局、市财政局。%s）",
    "（责任单位：市教育局、市财政局，%s）",
    "（市教育局、市财政局负责；%s）",
)


def said(row: dict[str, Any]) -> set[tuple[str, str]]:
    """The (role, name) pairs a row of a table expects."""
    return {(role, plain(name)) for role in ROLES for name in row.get(role, "").split()}


def read(text: str) -> list[str]:
    """The bodies of the clauses behind a sentence, as the lexicon writes them: role and name."""
    return [f"{body.role} {body.name}" for clause in find(f"做好一件事。{text}") for body in clause.bodies]


@pytest.mark.parametrize("rule", CLAUSES, ids=lambda rule: rule["id"])
def test_examples_of_the_lexicon(rule: dict[str, Any]) -> None:
    assert [read(one["text"]) for one in rule["examples"]] == [one["bodies"] for one in rule["examples"]]
    assert [one["text"] for one in rule["counter"] if read(one["text"])] == []


@pytest.mark.parametrize("rule", LEXICON["document"], ids=lambda rule: rule["id"])
def test_rules_of_the_document(rule: dict[str, Any]) -> None:
    found = [re.compile(rule[key]).search for key in ("pattern", "turned") if key in rule]
    assert [one for one in rule["examples"] if not any(search(one) for search in found)] == []
    assert [one for one in rule["counter"] if any(search(one) for search in found)] == []


def test_words_that_speak_of_all_above() -> None:
    above = LEXICON["above"]
    assert all(map(ALL_ABOVE.match, above["examples"]))
    assert not any(map(ALL_ABOVE.match, above["counter"]))


def test_rules_of_a_sign() -> None:
    marked = LEXICON["marked"]
    assert all(MARKED_LEADS.search(text) for text in marked["examples"])
    assert not any(MARKED_LEADS.search(text) for text in marked["counter"])


@pytest.mark.parametrize("row", ROWS)
def test_clause(row: dict[str, Any]) -> None:
    rows = tasks(f"一、测试\n1.做一件事。做法说明。{row['text']}\n")
    assert {(role, name) for _, _, role, name in bodies(rows)} == said(row)
    assert any(r["open_ended"] for r in rows) == row.get("open", False)
    assert all(body["explicit"] for r in rows for body in r["responsible"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=[d["name"] for d in DOCUMENTS])
def test_document(document: dict[str, Any]) -> None:
    rows = tasks(document["text"], document.get("place"))
    got: dict[str, set[tuple[str, str]]] = {}
    for path, _, role, name in bodies(rows):
        got.setdefault(path, set()).add((role, name))
    assert got == {path: said(task) for path, task in document["tasks"].items() if said(task)}
    by_path = {row["path"]: row for row in rows}
    for path, task in document["tasks"].items():
        row = by_path[path]
        assert "title" not in task or row["title"] == task["title"]
        inferred = {plain(b["name"]) for b in row["responsible"] if b["role"] == "lead" and not b["explicit"]}
        assert inferred == {plain(name) for name in task.get("inferred", "").split()}
        assert {plain(b["name"]) for b in row["implied"]} == {plain(n) for n in task.get("implied", "").split()}


@pytest.mark.parametrize("clause", BEFORE_RULE)
@pytest.mark.parametrize("rule", BOOK["first_leads"])
def test_first_leads(rule: str, clause: str) -> None:
    text = f"一、甲\n1.办乙事。按期办好。{clause % rule}\n2.办丙事。按期办好。（责任单位：市委编办、市教育局）\n"
    got = {(path, role, name) for path, _, role, name in bodies(tasks(text))}
    assert {(role, name) for path, role, name in got if path == "一/1"} == {("lead", "市教育局"), ("co", "市财政局")}
    assert {(role, name) for path, role, name in got if path == "一/2"} == {("lead", "市委编办"), ("co", "市教育局")}


@pytest.mark.parametrize("rule", BOOK["all_follow"])
def test_all_that_follow(rule: str) -> None:
    text = f"一、甲\n1.办乙事。按期办好。（市教育局牵头，市财政局配合，{rule}）\n2.办丙事。按期办好。（市委编办负责）\n"
    first, second = tasks(text)
    got = {(body["role"], plain(body["name"])) for body in first["responsible"]}
    everybody = {("co", "各县(市、区)"), ("co", "各县(市、区)政府")}
    assert got - everybody == {("lead", "市教育局"), ("support", "市财政局")}
    assert [body["name"] for body in second["responsible"]] == ["市委编办"]
    assert {plain(body["name"]) for body in second["implied"]} <= {name for _, name in everybody}
    assert second["implied"]


@pytest.mark.parametrize("heading", BOOK["owners"])
def test_heading_names_the_owner(heading: str) -> None:
    rows = tasks(f"工作分工\n一、{heading}\n1.编好规划。上半年完成。\n2.管好项目。按月调度。（配合单位：县财政局）\n")
    got = [{(body["role"], body["name"]) for body in row["responsible"]} for row in rows]
    assert got == [{("lead", "县发改局")}, {("lead", "县发改局"), ("support", "县财政局")}]


def test_table_is_large_and_true_to_itself() -> None:
    assert sum(map(len, TABLE.values())) >= 300
    for rows in TABLE.values():
        for row in rows:
            text = plain(row["text"])
            assert all(name in text for _, name in said(row)), row["text"]
