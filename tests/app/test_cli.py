"""The command line as a person meets it: another process, its output, its exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app import questions
from app.errors import GongjinError
from app.files import read
from app.serve import SAMPLE

ROOT = Path(__file__).resolve().parents[2]
PLAN = """沅江市夜市提升工作方案

一、重点任务
1.改造江堤夜市。更新摊位50个。(责任单位:市城管局、市商务局)
2.点亮河岸灯光。(牵头单位:市住建局,配合单位:市文旅广体局)
"""


def gongjin(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command and wait for it."""
    told = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "160", **env}
    command = [sys.executable, "-m", "app.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=told, check=False, cwd="/")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plans, a picture that calls itself text, and what a folder holds beside."""
    plans = tmp_path / "方案 文件夹"
    (plans / ".git").mkdir(parents=True)
    (plans / "a.txt").write_text(PLAN, encoding="utf-8")
    (plans / "b.txt").write_text(PLAN.replace("夜市", "早市"), encoding="gb18030")
    (plans / "坏.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (plans / ".git" / "c.txt").write_text(PLAN, encoding="utf-8")
    (plans / "d.exe").write_bytes(b"MZ")
    return plans


def test_extract_prints_rows_and_names_the_damaged(folder: Path) -> None:
    done = gongjin("extract", folder)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["plan", "task", "task"] * 2
    assert rows[0]["title"] == "沅江市夜市提升工作方案"
    assert done.stderr.strip().startswith("[GJ102]")
    assert "坏.txt" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.returncode == 3


def test_extract_is_the_same_with_several_jobs(folder: Path) -> None:
    one, two = gongjin("extract", folder), gongjin("extract", folder, "--jobs", 2)
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)


def test_extract_whole_readings(folder: Path) -> None:
    done = gongjin("extract", "--readings", folder / "a.txt", folder / "b.txt")
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(one) for one in readings] == [{"document", "items", "entities", "facts", "links", "unread"}] * 2
    for one in readings:
        for fact in one["facts"]:
            where = fact["evidence"]
            assert one["document"]["text"][where["start"] : where["end"]] == where["quote"]
    assert done.returncode == 0


def test_a_bug_met_by_one_file_is_told_of_this_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, *rest: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.delenv("GONGJIN_DEBUG", raising=False)
    monkeypatch.setattr("loaders.read_all", broken)
    with pytest.raises(GongjinError, match="odd") as error:
        read(folder / "a.txt")
    assert (error.value.code, error.value.where) == ("GJ000", str(folder / "a.txt"))


def test_extract_needs_no_database() -> None:
    code = "import sys, app.cli, app.extract; from loaders import assemble; print({'neo4j', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["extract", "/nowhere.txt"], 3, "[GJ107]"),
        (["extract"], 2, ""),
        (["extract", SAMPLE, "--place", "火星"], 5, "[GJ304]"),
        (["load", SAMPLE, "--place", "鼓楼区"], 5, "[GJ303]"),
        (["fly"], 2, ""),
        (["ask", "gaps", "--kind", "some"], 2, ""),
        (["ask", "who_leads", "--limit", "x"], 2, ""),
        (["serve", "--port", "99999"], 2, ""),
        (["remove", "none"], 3, "[GJ405]"),
    ],
)
@pytest.mark.engine
def test_exit_codes(args: list[object], code: int, says: str, tmp_path: Path) -> None:
    done = gongjin(*args, GONGJIN_DATA=str(tmp_path), GONGJIN_LINGER="0")
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_graph_that_is_not_there(tmp_path: Path) -> None:
    done = gongjin("ask", "who_leads", GONGJIN_DATA=str(tmp_path), GONGJIN_GRAPH="bolt://127.0.0.1:1")
    assert (done.returncode, done.stderr[:7]) == (4, "[GJ201]")
    english = gongjin("--lang", "en", "ask", "who_leads", GONGJIN_DATA=str(tmp_path), GONGJIN_GRAPH="ftp://x")
    assert english.returncode == 4
    assert "not supported" in english.stderr


def test_help_comes_from_the_headers() -> None:
    done = gongjin("ask", "--help")
    for question in questions.load().values():
        assert question.name in done.stdout
        assert question.zh[:8] in done.stdout
    options = gongjin("ask", "who_leads", "--help").stdout
    assert all(f"--{param.name}" in options for param in questions.get("who_leads").params)
    assert "Which agencies lead" in gongjin("--lang", "en", "ask", "who_leads", "--help").stdout


@pytest.mark.engine
def test_a_day_with_it(folder: Path, tmp_path: Path) -> None:
    """Load, load again, ask, replace, remove, rebuild: nothing serves, each command starts what it needs."""
    env = {"GONGJIN_DATA": str(tmp_path / "资料 库"), "GONGJIN_LINGER": "20"}
    loaded = gongjin("load", folder, **env)
    assert loaded.returncode == 3
    assert loaded.stderr.startswith("[GJ102]")
    heads, *lines = loaded.stdout.splitlines()
    assert heads.split() == ["结果", "印发单位", "标题", "任务", "责任", "牵头", "指标", "合作", "待核"]
    assert [line.split()[0] for line in lines] == ["已载入", "已载入"]
    assert lines[0].split()[3:] == ["2", "4", "1", "1", "0", "0"]

    again = gongjin("load", folder / "a.txt", **env)
    assert (again.returncode, again.stdout.splitlines()[1].split()[0]) == (0, "无变化")
    (folder / "a.txt").write_text(PLAN.replace("50个", "60个"), encoding="utf-8")
    newer = gongjin("load", folder / "a.txt", **env)
    assert newer.stdout.splitlines()[1].split()[0] == "已替换"

    answer = json.loads(gongjin("ask", "who_leads", "--place", "沅江市", "--json", **env).stdout)
    assert [row["tasks"] for row in answer["rows"]] == [2]
    assert set(answer["rows"][0]["facts"]) == set(answer["facts"])
    told = gongjin("ask", "沅江市哪个部门牵头最多？", **env)
    assert "点亮河岸灯光" in told.stdout
    assert told.returncode == 0
    wrong = gongjin("ask", "今天天气怎么样", **env)
    assert (wrong.returncode, wrong.stderr[:7]) == (5, "[GJ305]")

    plans = [json.loads(line) for line in gongjin("plans", "--json", **env).stdout.splitlines()]
    assert [plan["tasks"] for plan in plans] == [2, 2]
    assert gongjin("remove", plans[0]["plan"], **env).stdout.startswith("已移出")
    assert json.loads(gongjin("status", "--json", **env).stdout)["plans"] == 1
    assert "1 个方案" in gongjin("rebuild", **env).stdout
    rest = json.loads(gongjin("ask", "agencies", "--json", **env).stdout)
    assert {fact["plan"] for fact in rest["facts"].values()} == {plans[1]["plan"]}


@pytest.mark.engine
def test_serving(folder: Path, tmp_path: Path) -> None:
    """The address is printed, pages and answers come, a load beside it shows, Ctrl-C ends it."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "GONGJIN_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "app.cli", "serve", "--sample", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=env) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        try:
            found = next(filter(None, (re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stdout)))
            with httpx.Client(base_url=found[0], timeout=30) as client:
                assert client.get("/healthz").json() == {"alive": True}
                assert client.get("/api/status").json()["plans"] == 6
                told = client.get("/api/ask", params={"q": "湘潭市哪个部门牵头最多，含推定"}).json()
                assert told["rows"][0]["inferred"] >= 1
                assert "共进" in client.get("/").text
                assert gongjin("load", folder / "a.txt", GONGJIN_DATA=env["GONGJIN_DATA"]).returncode == 0
                assert client.get("/api/status").json()["plans"] == 7
            taken = gongjin("serve", "--port", found[0].rsplit(":")[-1], GONGJIN_DATA=env["GONGJIN_DATA"])
            assert (taken.returncode, taken.stderr[:7]) == (2, "[GJ404]")
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
        assert server.stderr.read() == ""


def test_the_sample_is_fictitious() -> None:
    for file in SAMPLE.glob("*.txt"):
        assert "虚构示例" in file.read_text("utf-8"), file.name
