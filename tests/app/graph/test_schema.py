"""Every text of cypher/ can be filled from the schema, and the constraints cover all of it."""

from __future__ import annotations

import re

import pytest

from app.graph.schema import CYPHER, at_once, constraints, cypher, keys, schema, slots

WRITTEN = ("write/own", "write/shared", "write/relation", "write/link")


def test_every_kind_has_a_unique_id() -> None:
    statements, fulltext = constraints()
    unique = set(re.findall(r"FOR \(n:(\w+)\) REQUIRE n\.id IS UNIQUE", "\n".join(statements)))
    assert unique == set(schema().kinds)
    assert fulltext.kind in schema().kinds
    assert fulltext.props == ("name", "text")


def test_own_nodes_are_found_by_their_plan() -> None:
    indexed = set(re.findall(r"FOR \(n:(\w+)\) ON \(n\.plan\)", "\n".join(constraints()[0])))
    assert indexed == {kind.name for kind in schema().own} - {"Plan"}


def test_relations_fall_in_three() -> None:
    assert {one.name for one in schema().links} == {"OF", "BRANCH_OF", "WITHIN", "MEMBER_OF"}
    assert {one.name for one in schema().between} == {"COOPERATES"}


@pytest.mark.parametrize("path", WRITTEN)
def test_texts_are_filled(path: str) -> None:
    text, names = at_once(path)
    assert "<" not in text
    assert len(set(names.values())) == len(names) == len(keys(path))
    assert all(f"${name} " in text for name in names.values())
    for key in keys(path):
        assert "<" not in cypher(path, rows="rows", made="made", **slots(key))


def test_relations_and_links_are_apart() -> None:
    assert not set(keys("write/relation")) & set(keys("write/link"))
    assert ("MENTIONS", "Plan", "Agency") in keys("write/relation")


@pytest.mark.parametrize("path", sorted(CYPHER.glob("*/*.cypher")), ids=lambda path: path.stem)
def test_every_text_says_what_it_is_for(path: object) -> None:
    from pathlib import Path

    assert Path(str(path)).read_text(encoding="utf-8").startswith("// ")
