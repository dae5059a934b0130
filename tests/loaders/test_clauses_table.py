"""The clause in all its shapes, from a table of invented examples."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.loaders.readback import ROLES, bodies, plain, tasks

HERE = Path(__file__).parent
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "clauses.toml").read_text("utf-8"))
ROWS = [pytest.param(row, id=f"{group}-{n}") for group, rows in TABLE.items() for n, row in enumerate(rows)]
DOCUMENTS: list[dict[str, Any]] = tomllib.loads((HERE / "documents.toml").read_text("utf-8"))["document"]


def said(row: dict[str, Any]) -> set[tuple[str, str]]:
    """The (role, name) pairs a row of a table expects."""
    return {(role, plain(name)) for role in ROLES for name in row.get(role, "").split()}


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


def test_table_is_large_and_true_to_itself() -> None:
    assert sum(map(len, TABLE.values())) >= 300
    for rows in TABLE.values():
        for row in rows:
            text = plain(row["text"])
            assert all(name in text for _, name in said(row)), row["text"]
