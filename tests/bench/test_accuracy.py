"""Scores on the gold are pinned: what lowers one must say why."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bench.accuracy import overlaps, scores

PINNED = tomllib.loads((Path(__file__).parents[1] / "loaders" / "golden" / "scores.toml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.shared


def test_fields(shared: Path, tmp_path: Path) -> None:
    assert shared.is_dir()
    found = {field: float(f1) for field, _, _, f1, *_ in scores(tmp_path)}
    assert found == PINNED["fields"], "raise or explain tests/loaders/golden/scores.toml"


@pytest.mark.engine
@pytest.mark.slow
def test_overlaps(shared: Path, tmp_path: Path) -> None:
    assert shared.is_dir()
    told = {
        doc: {"must": int(must.split()[0]), "should": int(should.split()[0]), "outside": int(outside)}
        for doc, must, should, outside in overlaps(tmp_path)
    }
    assert told == PINNED["overlaps"], "raise or explain tests/loaders/golden/scores.toml"
