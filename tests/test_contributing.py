"""Follow CONTRIBUTING.md to the letter, in a copy of the project, and see that each recipe does what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEP = re.compile(r"^(Append to|Write|In) `([^`]+)`[^\n]*:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROOMS = ("app", "loaders", "visual", "cypher", "tests", "bench", "scripts", "pyproject.toml", "README.md")


@dataclass(frozen=True)
class Copy:
    """A copy of the project that a recipe was followed in."""

    root: Path

    def run(self, *words: str, check: bool = True) -> str:
        """Run Python in the copy, with data of its own."""
        environment = {**os.environ, "PYTHONPATH": str(self.root), "GONGJIN_DATA": str(self.root / "data")}
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0 or not check, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def gongjin(self, *words: str) -> str:
        """Run the command of the copy."""
        return self.run("-m", "app.cli", *words)


def follow(section: str, root: Path) -> Copy:
    """Copy the project and take the steps that a section names."""
    for room in ROOMS:
        source = ROOT / room
        if source.is_dir():
            shutil.copytree(source, root / room, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(source, root / room)
    steps = STEP.findall(TEXT.split(f"\n## {section}\n")[1].split("\n## ")[0])
    assert steps
    for verb, name, code in steps:
        path = root / name
        if verb == "In":
            old = "".join(line[1:] for line in code.splitlines(keepends=True) if line[0] in " -")
            new = "".join(line[1:] for line in code.splitlines(keepends=True) if line[0] in " +")
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{name} no longer has the lines that the recipe changes"
            path.write_text(text.replace(old, new), encoding="utf-8")
        else:
            assert path.exists() == (verb == "Append to")
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(("\n" if verb == "Append to" else "") + code)
    return Copy(root)


def test_every_recipe_is_tested() -> None:
    named = {name.removeprefix("A ") for name in re.findall(r"^## (.+)$", TEXT, re.MULTILINE)}
    tested = {
        "rule": test_a_rule,
        "question": test_a_question,
        "kind of fact": test_a_kind_of_fact,
        "page": test_a_page,
    }
    assert named == set(tested)


def test_a_rule(tmp_path: Path) -> None:
    copy = follow("A rule", tmp_path)
    copy.run(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/loaders/test_strategies.py",
        "tests/loaders/test_lexicon.py",
    )
    text = "沅江市协作实施方案\n一、重点任务\n1.修好路。主动融入两江四湖协作带。(市交通运输局牵头)\n"
    code = f"from loaders import read_text; print([f.target for f in read_text({text!r}, 'a.txt').facts if f.kind == 'ADVANCES'])"
    assert "strategy:两江四湖协作带" in copy.run("-c", code)


@pytest.mark.engine
def test_a_question(tmp_path: Path) -> None:
    copy = follow("A question", tmp_path)
    copy.gongjin("load", "app/sample")
    answer = json.loads(copy.gongjin("ask", "busiest_plans", "--limit", "3", "--json"))
    assert answer["rows"][0]["plan"]["name"].startswith("沅江市")
    assert (answer["total"], len(answer["rows"])) == (6, 3)
    assert answer["facts"]


@pytest.mark.engine
def test_a_kind_of_fact(tmp_path: Path) -> None:
    copy = follow("A kind of fact", tmp_path)
    copy.run(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/loaders/test_events.py", "tests/loaders/test_lexicon.py"
    )
    code = (
        "from app.service import Service; from app.settings import load_settings; from pathlib import Path\n"
        "def ask(): print([row['name'] for row in service.graph.ask('MATCH (:Task)-[r:HOLDS]->(e:Event) RETURN e.name AS name', {})])\n"
        "with Service(load_settings()) as service:\n"
        "    service.load([Path('app/sample/沅江市.txt')]); ask()\n"
        "    service.remove(service.plans()[0].plan); ask()"
    )
    assert copy.run("-c", code).splitlines() == ["['芦笋采摘节']", "[]"]


@pytest.mark.engine
def test_a_page(tmp_path: Path) -> None:
    copy = follow("A page", tmp_path)
    code = (
        "from app.service import Service; from app.settings import load_settings; from bench.questions import served\n"
        "with Service(load_settings()) as service, served(service) as client:\n"
        "    for address in ('/about', '/about?lang=en'):\n"
        "        print(client.get(address).raise_for_status().text)"
    )
    said = copy.run("-c", code)
    assert "现有 0 个方案" in said
    assert "0 plans so far" in said
