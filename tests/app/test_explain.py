"""``gongjin explain``: of a file and of a kept plan, in lines, in colours and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import loaders
from app import explain
from app.library import Library
from app.refusals import AmbiguousPlace, UnknownPlan
from app.settings import Settings
from app.show import console
from tests.app.test_cli import PLAN, gongjin


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN.replace("市商务局", "市局"), "utf-8")
    return path


def test_lines(plan: Path) -> None:
    done = gongjin("explain", plan, "--plain")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    spans = [line for line in lines if len(line) == 5]
    assert [int(line[0]) for line in spans[1:]] == [int(line[1]) for line in spans[:-1]]
    assert ["牵头", "clause.label.lead", "市住建局"] in [line[2:] for line in spans]
    assert f"合计\t{spans[-1][1]}\t100.0%" in done.stdout
    assert any(line[3:] == ["市局"] and line[2].startswith("不能确定是哪个部门") for line in lines if len(line) == 4)
    assert gongjin("explain", plan).stdout == done.stdout
    assert "leads\tclause.label.lead" in gongjin("--lang", "en", "explain", plan).stdout


def test_json_and_decisions(plan: Path, tmp_path: Path) -> None:
    told = json.loads(gongjin("explain", plan, "--json").stdout)
    assert "".join(one["text"] for one in told["stretches"]) == loaders.read(plan).document.text
    assert sum(one["characters"] for one in told["shares"]) == told["characters"]
    assert [(one["quote"], one["reason"], one["zh"]) for one in told["unread"]] == [
        ("市局", "name.ambiguous", "不能确定是哪个部门")
    ]
    mine = tmp_path / "mine.toml"
    mine.write_text('[[decision]]\nwhat = "alias"\nname = "市局"\nmeans = "市商务局"\n', "utf-8")
    assert json.loads(gongjin("explain", plan, "--json", "--decisions", mine).stdout)["unread"] == []


def test_colours(plan: Path) -> None:
    screen = console()
    with screen.capture() as held:
        for part in explain.coloured(loaders.read(plan)):
            screen.print(part)
    assert "市住建局‹牵头 clause.label.lead›" in held.get()
    assert "100.0" in held.get()


def test_a_kept_plan_by_id_number_or_title(plan: Path, tmp_path: Path) -> None:
    library = Library(Settings(data=tmp_path / "data", graph="bolt://127.0.0.1:1"))
    meta = library.store.put(loaders.read(plan))
    library.store.put(loaders.read(plan, place="430900"))
    assert library.kept(meta.plan) == meta.plan
    with pytest.raises(AmbiguousPlace):
        library.kept(meta.title)
    with pytest.raises(UnknownPlan):
        library.kept("无")
    done = gongjin("explain", meta.plan, GONGJIN_DATA=str(tmp_path / "data"), GONGJIN_GRAPH="bolt://127.0.0.1:1")
    assert done.stdout.startswith(f"《{meta.title}》 {meta.plan}")
    assert gongjin("explain", "无", GONGJIN_DATA=str(tmp_path / "data")).returncode == 3
