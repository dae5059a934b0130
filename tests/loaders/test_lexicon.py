"""The lexicon as a whole: every rule shows what it means and what it does not, and some test reads each table."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

LEXICON = Path(__file__).resolve().parents[2] / "loaders" / "lexicon"
TABLES = sorted(LEXICON.glob("*.toml"))


def rules(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of a file that recognises something: it has a pattern or a list of words, and where it stands.

    A shadow is a counter-example itself: longer words that contain one of a rule's and mean something else.
    """
    waiting: list[tuple[str, Any]] = [(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str) or isinstance(value.get("words"), list):
                yield value.get("id", where), value
            waiting += [(f"{where}.{key}", inner) for key, inner in value.items() if key != "shadow"]
        elif isinstance(value, list):
            waiting += [(f"{where}[{number}]", inner) for number, inner in enumerate(value)]


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_every_rule_has_examples(path: Path) -> None:
    bare = [name for name, rule in rules(path) if not rule.get("examples")]
    assert not bare


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_every_rule_says_what_it_is_not(path: Path) -> None:
    bare = [name for name, rule in rules(path) if "counter" not in rule]
    assert not bare


def test_ids_are_given_once() -> None:
    given = Counter(rule["id"] for path in TABLES for _, rule in rules(path) if "id" in rule)
    assert [name for name, times in given.items() if times > 1] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_some_test_reads_the_table(path: Path) -> None:
    """Examples that no test reads are decoration."""
    tests = (p for p in Path(__file__).parent.glob("test_*.py") if p != Path(__file__))
    read = re.compile(rf'["\']{path.stem}(?:\.toml)?["\']|loaders\.(?:{path.stem})\b|import {path.stem}\b')
    assert any(read.search(p.read_text(encoding="utf-8")) for p in tests)
