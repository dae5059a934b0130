"""Odd files on their way in: each is told by its code, or read for what it says; nothing is half there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.decisions import Book
from app.extract import lines
from app.library import Loaded
from app.service import Service
from app.settings import Settings
from tests.app.libraries import served
from tests.app.test_cli import gongjin

HEAD = "沅江市夜市提升工作方案\n一、重点任务\n"
PLAN = HEAD + "1.改造江堤夜市。(责任单位:市城管局)\n2.点亮河岸灯光。(市住建局牵头)\n"
HTML, CYPHER = "<script>alert(1)</script>", "'})DETACH DELETE n//"
ODD = {
    "open": (HEAD + "1.改造江堤夜市。(责任单位:市城管局\n2.点亮河岸灯光。市住建局牵头)\n", {"1": ["市城管局"], "2": ["市住建局"]}),
    "nested": (HEAD + "1.改造江堤夜市。((责任单位:市城管局)\n2.点亮河岸灯光。(市住建局牵头))))\n", {"1": ["市城管局"], "2": ["市住建局"]}),
    "restart": (
        HEAD + "1.改造江堤夜市。(市城管局负责)\n1.点亮河岸灯光。(市住建局负责)\n7.收集垃圾。(市环卫中心负责)\n",
        {"1": ["市城管局"], "1~2": ["市住建局"], "7": ["市环卫中心"]},
    ),
    "html": (HEAD + f"1.改造{HTML}夜市。(责任单位:市城管局、市{HTML}局)\n", {"1": ["市城管局", f"市{HTML}局"]}),
    "cypher": (HEAD + f"1.改造江堤{CYPHER}夜市。(责任单位:市城管局、市住建局)\n", {"1": ["市城管局", "市住建局"]}),
}  # fmt: skip


def rows(path: Path) -> list[dict[str, object]]:
    found = lines(path, place=None, readings=False, book=Book())
    assert isinstance(found, bytes)
    return [json.loads(line) for line in found.splitlines()]


@pytest.mark.parametrize(("text", "who"), ODD.values(), ids=ODD)
def test_odd_texts_are_read(text: str, who: dict[str, list[str]], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    found = [row for row in rows(tmp_path / "a.txt") if row["kind"] == "task"]
    named = [[body["name"] for body in row["responsible"]] for row in found]  # type: ignore[attr-defined]
    assert named == list(who.values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of all kinds, three of which are plans."""
    plans = tmp_path / "来件"
    plans.mkdir()
    for name, (text, _) in ODD.items():
        (plans / f"{name}.txt").write_text(text.replace("夜市提升", f"{name}提升"), "utf-8")
    (plans / "一.txt").write_text(PLAN, "utf-8")
    (plans / "一样.txt").write_text(PLAN, "gb18030")
    (plans / "改过.txt").write_text(PLAN.replace("灯光", "灯带"), "utf-8")
    (plans / "空.txt").write_bytes(b"")
    (plans / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (plans / "闲话.txt").write_text("今天天气不错。", "utf-8")
    return plans


CODES = {"空.txt": "GJ101", "图.txt": "GJ102", "闲话.txt": "GJ106", "改过.txt": "GJ108"}


def told(results: list[Loaded]) -> dict[str, str]:
    return {Path(r.path).name: r.error.code if r.error else r.outcome for r in results}


@pytest.mark.engine
def test_a_folder_of_them(folder: Path, settings: Settings) -> None:
    with Service(settings) as service:
        found = told(service.load([folder]))
        assert found == {
            **{f"{name}.txt": "loaded" for name in ODD},
            "一.txt": "loaded",
            "一样.txt": "replaced",
            **CODES,
        }
        assert len(service.plans()) == len(service.graph.plans()) == len(ODD) + 1
        names = [row["agency"]["name"] for row in service.ask("agencies", {"limit": 100}).rows]
        assert any(HTML in name for name in names)
        work = " ".join(row["task"]["name"] for row in service.ask("agency_tasks", {"agency": "市城管局"}).rows)
        assert CYPHER in work
        assert told(service.load([folder / "改过.txt"])) == {"改过.txt": "replaced"}
        for meta in service.plans():
            service.remove(meta.plan)
        assert service.graph.ask("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.engine
def test_over_http(folder: Path, settings: Settings) -> None:
    from app.api import create

    with Service(settings) as service, served(create(settings, service)) as client:
        for name, code in CODES.items():
            reply = client.post("/api/plans", files=[("file", (name, (folder / name).read_bytes()))])
            if code == "GJ108":
                assert reply.json()["results"][0]["outcome"] == "loaded"
                continue
            assert (reply.status_code, reply.json()["code"], reply.json()["where"]) == (422, code, name)
        files = [("file", (name, (folder / name).read_bytes())) for name in ("改过.txt", "一.txt")]
        results = client.post("/api/plans", files=files).json()["results"]
        assert [one["outcome"] for one in results] == ["unchanged", "failed"]
        assert results[1]["error"]["code"] == "GJ108"
        assert len(service.plans()) == 1


def test_extract_names_each(folder: Path) -> None:
    done = gongjin("extract", folder)
    assert done.returncode == 3
    assert sorted(line[:7] for line in done.stderr.splitlines()) == ["[GJ101]", "[GJ102]", "[GJ106]"]
    assert sum(json.loads(line)["kind"] == "plan" for line in done.stdout.splitlines()) == len(ODD) + 3
