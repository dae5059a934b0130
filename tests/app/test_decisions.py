"""Decisions of a person: the file they are kept in, and a library that obeys them."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app import decisions
from app.api import create
from app.decisions import Book, Decision
from app.errors import GongjinError
from app.graph.checksum import checksum
from app.library import ABIDED, DECISIONS
from app.refusals import DamagedDecisions
from app.service import Service
from app.settings import Settings
from loaders.facts import Document
from tests.app.libraries import served
from tests.app.test_cli import gongjin

RIVER = """沅江市滨河整治工作方案
一、重点任务
1.清理河岸。(市局、市水利局负责)
2.修缮码头。(市交通运输局牵头,市局、市科工局配合)
"""
LAKE = """南县湖岸整治工作方案
一、重点任务
1.清理湖岸。(县局、县水利局负责)
2.植树三百亩。(县林业局、市局负责)
"""
OFFICE = "agency:430981:科技+工业和信息化"
HERE = Document("430981-甲", "甲", "", "a.txt", "place:430981")
THERE = Document("430921-乙", "乙", "", "b.txt", "place:430921")


def one(id_: int, name: str, means: str = "", **more: str) -> Decision:
    what = "alias" if means else "not_a_name"
    return Decision(**{"id": id_, "when": "2031-01-02", "what": what, "name": name, "means": means, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "here", "there"),
    [
        ([], {}, {}),
        ([one(1, "市局", "甲局")], {"市局": "甲局"}, {"市局": "甲局"}),
        ([one(1, "市局", "甲局", place="place:430981")], {"市局": "甲局"}, {}),
        ([one(1, "市局", "甲局", plan="430921-乙")], {}, {"市局": "甲局"}),
        ([one(1, "市局"), one(2, "市局", "甲局")], {"市局": "甲局"}, {"市局": "甲局"}),
        ([one(1, "市局", "甲局", place="place:430981"), one(2, "市局")], {"市局": "甲局"}, {"市局": ""}),
        (
            [one(1, "市局", "甲局", plan="430981-甲"), one(2, "市局", "乙局", place="place:430981")],
            {"市局": "甲局"},
            {},
        ),
        (
            [one(1, "市科工局", "市发改委", what="same", place="place:430981")],
            {OFFICE: "市发改委", "市科工局": "市发改委"},
            {},
        ),
    ],
)
def test_the_narrowest_holds_then_the_latest(made: list[Decision], here: object, there: object) -> None:
    book = Book(tuple(made))
    assert (book(HERE), book(THERE)) == (here, there)
    assert pickle.loads(pickle.dumps(book)) == book


def test_what_a_change_touches() -> None:
    first, chain, other = one(1, "甲", "乙"), one(2, "乙", "丙"), one(3, "丁")
    names = {d.name for d in Book((first, chain, other)).changed(Book((first, other)))}
    assert names == {"甲", "乙"}
    assert Book((first, other)).changed(Book((one(7, "甲", "乙", note="不同的备注"), other))) == ()
    assert {d.name for d in Book((first, other)).changed(Book((other, first)))} == {"甲", "丁"}


def test_the_file_is_a_persons_too(tmp_path: Path) -> None:
    file = tmp_path / "decisions.toml"
    assert decisions.read(file) == Book()
    odd = one(1, '引号"与\\和\x7f', "乙", note="两行\n备注")
    decisions.add(file, odd)
    decisions.add(file, one(2, "丙", place="place:430981"))
    words = file.read_text("utf-8").replace("[[decision]]\nid = 2", "# 问过办公室\n[[decision]]\nid = 2") + "# 完\n"
    file.write_text(words, "utf-8")
    decisions.add(file, one(3, "丁"))
    assert [d.id for d in decisions.read(file).decisions] == [1, 2, 3]
    assert decisions.read(file).decisions[0] == odd
    decisions.drop(file, 1)
    decisions.drop(file, 3)
    assert [d.name for d in decisions.read(file).decisions] == ["丙"]
    assert "# 问过办公室\n[[decision]]" in file.read_text("utf-8")
    assert "# 完" in file.read_text("utf-8")
    assert decisions.next_id(decisions.read(file).decisions) == 3


def test_numbers_may_be_left_out() -> None:
    words = '[[decision]]\nwhen = 2031-01-02T03:04:05Z\nwhat = "not_a_name"\nname = "甲"\n'
    found = decisions.parse(words + words.replace("甲", "乙")).decisions
    assert [(d.id, d.name, d.when) for d in found] == [
        (1, "甲", "2031-01-02T03:04:05+00:00"),
        (2, "乙", "2031-01-02T03:04:05+00:00"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "[[decision]",
        '[[decision]]\nwhat = "alias"\nname = "甲"\n',
        '[[decision]]\nwhat = "not_a_name"\nname = "甲"\nmeans = "乙"\n',
        '[[decision]]\nwhat = "guess"\nname = "甲"\n',
        '[[decision]]\nwhat = "not_a_name"\nname = 7\n',
        '[[decision]]\nwhat = "not_a_name"\nname = "甲"\nplace = 430981\n',
        '[[decision]]\nwhat = "not_a_name"\nname = "甲"\nwho = "张三"\n',
        '[[decision]]\nid = "x"\nwhat = "not_a_name"\nname = "甲"\n',
        "decision = 3",
        'decision = ["甲"]',
    ],
)
def test_a_damaged_file_is_told(words: str) -> None:
    with pytest.raises(DamagedDecisions):
        decisions.parse(words)


@pytest.fixture
def service(settings: Settings, tmp_path: Path) -> Iterator[Service]:
    """A library of two plans."""
    for name, text in (("a.txt", RIVER), ("b.txt", LAKE)):
        (tmp_path / name).write_text(text, "utf-8")
    with Service(settings) as opened:
        opened.load([tmp_path / "a.txt", tmp_path / "b.txt"])
        yield opened


def bodies(service: Service, plan: str) -> dict[str, str]:
    """Bodies of a plan as written, and what they mean."""
    return {f.evidence.quote: f.source for f in service.reading(plan).facts if f.source.startswith("agency:")}


@pytest.mark.engine
def test_decided_at_once_and_taken_back(service: Service, tmp_path: Path) -> None:
    river, lake = (meta.plan for meta in reversed(service.plans()))
    before, texts = checksum(service.graph), [service.reading(plan) for plan in (river, lake)]
    ruling = service.decide("alias", "市局", "市科工局", place="沅江市")
    assert ([meta.plan for meta in ruling.plans], ruling.new) == ([river], True)
    assert bodies(service, river)["市局"] == OFFICE
    assert bodies(service, lake)["市局"] != OFFICE
    assert service.ask("agency_tasks", {"agency": OFFICE}).total == 3
    assert not service.decide("alias", "市局", "市科工局", place="430981").new
    everywhere = service.decide("not_a_name", "市局", note="两处都不是")
    assert [meta.plan for meta in everywhere.plans] == [lake]
    assert "市局" not in bodies(service, lake)
    one_body = service.decide("same", "市交通运输局", "agency:430981:水利", plan=river)
    assert bodies(service, river)["市交通运输局"] == "agency:430981:水利"
    assert [r.outcome for r in service.load([tmp_path / "a.txt", tmp_path / "b.txt"])] == ["unchanged"] * 2
    for id_ in (one_body.decision.id, everywhere.decision.id, ruling.decision.id):
        service.undecide(id_)
    assert [service.reading(plan) for plan in (river, lake)] == texts
    assert checksum(service.graph) == before
    assert service.decisions() == Book()


@pytest.mark.engine
def test_a_file_changed_by_hand_holds_when_next_opened(service: Service, settings: Settings) -> None:
    river = service.plans()[1].plan
    service.close()
    file = settings.data / DECISIONS
    file.write_text('[[decision]]\nwhat = "alias"\nname = "市局"\nmeans = "市科工局"\n', "utf-8")
    with Service(settings) as again:
        assert again.ask("agency_tasks", {"agency": OFFICE}).total == 3
        assert bodies(again, river)["市局"] == OFFICE
    (settings.data / "plans" / ABIDED).unlink()  # killed before it was noted
    with Service(settings) as again:
        assert again.ask("agency_tasks", {"agency": OFFICE}).total == 3
    file.write_text("[[decision", "utf-8")
    with Service(settings) as again:
        assert again.ask("agency_tasks", {"agency": OFFICE}).total == 3
        with pytest.raises(DamagedDecisions):
            again.decide("not_a_name", "市局")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"what": "guess", "name": "甲"}, "GJ410"),
        ({"what": "alias", "name": " "}, "GJ410"),
        ({"what": "alias", "name": "甲"}, "GJ410"),
        ({"what": "alias", "name": "甲", "means": "甲"}, "GJ410"),
        ({"what": "alias", "name": "甲\n乙", "means": "丙"}, "GJ410"),
        ({"what": "not_a_name", "name": "甲", "means": "乙"}, "GJ410"),
        ({"what": "alias", "name": "甲", "means": "place:999999"}, "GJ304"),
        ({"what": "alias", "name": "甲", "means": "agency:999999:水利"}, "GJ304"),
        ({"what": "alias", "name": "甲", "means": "agency:430981:"}, "GJ304"),
        ({"what": "not_a_name", "name": "甲", "place": "火星"}, "GJ304"),
        ({"what": "not_a_name", "name": "甲", "place": "鼓楼区"}, "GJ303"),
        ({"what": "not_a_name", "name": "甲", "plan": "无"}, "GJ405"),
    ],
)
def test_refused(given: dict[str, Any], code: str, tmp_path: Path) -> None:
    service = Service(Settings(data=tmp_path, graph="bolt://127.0.0.1:1"))
    with pytest.raises(GongjinError) as error:
        service.decide(**given)
    assert error.value.code == code
    assert not (tmp_path / DECISIONS).exists()


@pytest.mark.engine
def test_over_http(service: Service) -> None:
    river = service.plans()[1].plan
    with served(create(service.settings, service)) as client:
        asked = {"what": "alias", "name": "市局", "means": "市科工局", "place": "沅江市"}
        told = client.post("/api/decisions", json=asked).json()
        assert [meta["plan"] for meta in told["plans"]] == [river]
        assert client.get("/api/decisions").json() == [told["decision"]]
        assert client.post("/api/decisions", json=asked, headers={"Origin": "http://evil.example"}).status_code == 403
        wrong: list[tuple[httpx.Response, int, str]] = [
            (client.post("/api/decisions", json={"what": "alias", "name": "甲"}), 400, "GJ410"),
            (client.post("/api/decisions", json={"what": "guess", "name": "甲"}), 422, "GJ302"),
            (client.delete("/api/decisions/99"), 404, "GJ411"),
        ]
        for reply, status, code in wrong:
            assert (reply.status_code, reply.json()["code"]) == (status, code)
        assert client.delete(f"/api/decisions/{told['decision']['id']}").json()["decision"] == told["decision"]
        assert client.get("/api/decisions").json() == []


@pytest.mark.engine
def test_on_the_command_line(service: Service) -> None:
    where = {"GONGJIN_DATA": str(service.settings.data)}
    where |= {"GONGJIN_ENGINE_HOME": str(service.settings.engine), "GONGJIN_DATABASE": str(service.settings.database)}
    done = gongjin("decide", "alias", "市局", "市科工局", "--place", "沅江市", "--json", **where)
    assert (json.loads(done.stdout)["decision"]["means"], done.returncode) == ("市科工局", 0), done.stderr
    assert (
        "市局 指 市科工局 （沅江市）"
        in gongjin("decide", "alias", "市局", "市科工局", "--place", "沅江市", **where).stdout
    )
    assert "市局" in gongjin("decide", "list", **where).stdout
    assert "已撤回 1. 市局" in gongjin("decide", "undo", 1, **where).stdout
    assert (done := gongjin("decide", "undo", 1, **where)).returncode == 3
    assert "[GJ411]" in done.stderr
    assert gongjin("decide", "list", "--json", **where).stdout == ""


def test_extract_reads_by_a_file_of_decisions(tmp_path: Path) -> None:
    plan, file = tmp_path / "a.txt", tmp_path / "mine.toml"
    plan.write_text(RIVER, "utf-8")
    decisions.add(file, one(1, "市局", "市科工局", place="place:430981"))
    for jobs in (1, 2):
        done = gongjin("extract", plan, plan, "--decisions", file, "--jobs", jobs)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        found = {body["agency"] for row in rows if row["kind"] == "task" for body in row["responsible"]}
        assert OFFICE in found
        assert "agency:430981:市局" not in found
        assert rows[0]["unread"] == 0
    assert "[GJ107]" in gongjin("extract", plan, "--decisions", tmp_path / "none.toml").stderr
    file.write_text("[[", "utf-8")
    done = gongjin("extract", plan, "--decisions", file)
    assert (done.returncode, done.stderr[:7]) == (2, "[GJ412]")
