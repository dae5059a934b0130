"""docs/py2neo.md, run block by block in a process of its own, as somebody would who follows it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.serve import SAMPLE
from app.service import Service
from app.settings import Settings
from tests.app.libraries import library

ROOT = Path(__file__).resolve().parents[2]
engines = ("neo4j-5.26",)
pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture(scope="module")
def sample(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with library(engine, "py2neo", tmp_path_factory.mktemp("py2neo")) as service:
        service.load([SAMPLE])
        yield service


def test_the_recipe(sample: Service, tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "py2neo.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 6
    environment = {
        **os.environ,
        "GONGJIN_GRAPH": sample.settings.graph,
        "GONGJIN_PASSWORD": sample.settings.secret(),
        "GONGJIN_DATA": str(tmp_path),
        "GONGJIN_LINGER": "0",
    }
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
