"""Every question on two small plans, with the rows it must give, on every engine alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.errors import GongjinError
from app.service import Service
from app.settings import Settings
from tests.app.libraries import library
from tests.app.servers import EVERY
from tests.builders import FIRST, SECOND

ONE, TWO = FIRST.document.plan, SECOND.document.plan
engines = EVERY
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def two(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with two plans in it, which tests only read."""
    with library(engine, "two", tmp_path_factory.mktemp("two")) as service:
        service.keep(FIRST)
        service.keep(SECOND)
        yield service


def names(value: object) -> object:
    """Names for nodes, so that a row can be read."""
    if isinstance(value, list):
        return [names(one) for one in value]
    return value["name"] if isinstance(value, dict) else value


@pytest.mark.parametrize(
    ("question", "params", "columns", "rows"),
    [
        ("who_leads", {}, "agency tasks inferred", [("交通运输", 1, 0), ("商务", 1, 0), ("水利", 1, 0)]),
        (
            "who_leads",
            {"inferred": True},
            "agency tasks inferred",
            [("交通运输", 1, 0), ("商务", 1, 0), ("水利", 1, 0), ("发展改革", 0, 1)],
        ),
        ("who_leads", {"place": "长沙市"}, "agency tasks", []),
        ("cooperation", {}, "a b strategy themes times", [("沅江市", "长沙市", "东接东融", ["产业"], 2)]),
        ("cooperation", {"place": "长株潭"}, "a b", [("沅江市", "长沙市")]),
        ("cooperation", {"place": "株洲市"}, "a b", []),
        ("cooperation", {"place": "沅江", "partner": "430100", "theme": "产业"}, "a b", [("沅江市", "长沙市")]),
        ("cooperation", {"strategy": "湘琼合作"}, "a b", []),
        (
            "overlaps",
            {"place": "沅江市"},
            "shared a b a_bodies b_bodies led",
            [
                (
                    ["湖区码头", "建成泊位"],
                    "扩建码头泊位",
                    "建设湖区码头",
                    ["水利", "交通运输"],
                    ["交通运输", "水利"],
                    True,
                )
            ],
        ),
        ("gaps", {"kind": "unled"}, "task bodies", [("推进产业协作", ["发展改革", "商务"])]),
        ("gaps", {"kind": "nobody"}, "task", []),
        ("gaps", {"kind": "two"}, "task", []),
        ("gaps", {"kind": "collective"}, "task", []),
        (
            "agency_tasks",
            {"agency": "agency:430981:水利"},
            "role task",
            [("lead", "扩建码头泊位"), ("support", "建设湖区码头")],
        ),
        ("agency_tasks", {"agency": "水利", "role": "support"}, "role task", [("support", "建设湖区码头")]),
        (
            "task_agencies",
            {"task": f"{ONE}#一/1"},
            "agency role position",
            [("交通运输", "lead", 1), ("水利", "support", 2)],
        ),
        (
            "plan_ledger",
            {"plan": "甲方案"},
            "task lead support listed projects targets strategies",
            [
                ("建设湖区码头", ["交通运输"], ["水利"], [], ["湖区码头"], ["建成泊位"], []),
                ("推进产业协作", [], [], ["发展改革", "商务"], [], [], ["东接东融"]),
            ],
        ),
        (
            "region",
            {"place": "沅江市"},
            "how thing",
            [("FOR", "乙方案"), ("FOR", "甲方案"), ("COOPERATES", "长沙市"), ("COOPERATES", "长沙市")],
        ),
        (
            "connections",
            {"a": "水利", "b": "交通运输"},
            "hops path verbs",
            [
                (2, ["水利", "扩建码头泊位", "交通运输"], ["LEADS", "SHARES"]),
                (2, ["水利", "建设湖区码头", "交通运输"], ["SUPPORTS", "LEADS"]),
            ],
        ),
        ("connections", {"a": "水利", "b": "水利"}, "hops", []),
        ("connections", {"a": "水利", "b": "商务"}, "hops", []),
        ("search", {"q": "码头"}, "task", [("扩建码头泊位",), ("建设湖区码头",)]),
        ("search", {"q": "码头 泊位", "place": "沅江市"}, "task", [("扩建码头泊位",), ("建设湖区码头",)]),
        ("search", {"q": "扩"}, "task", [("扩建码头泊位",)]),
        ("search", {"q": "码头 建 湖"}, "task", [("建设湖区码头",), ("扩建码头泊位",)]),
        ("search", {"q": "“码头”"}, "task", [("扩建码头泊位",), ("建设湖区码头",)]),
        ("search", {"q": "码头 没有这个词"}, "task", []),
        ("search", {"q": "头码"}, "task", []),
        ("search", {"q": '" OR *:* \\'}, "task", []),
        ("search", {"q": "\\"}, "task", []),
        ("targets", {}, "metric op value unit", [("建成泊位", ">=", 2, "个"), ("建成泊位", ">=", 2, "个")]),
        ("targets", {"metric": "泊位", "unit": "座"}, "metric", []),
        ("agencies", {"limit": 1}, "agency lead support", [("交通运输", 1, 0)]),
        ("deadlines", {}, "date", []),
    ],
)
def test_answers(two: Service, question: str, params: dict[str, object], columns: str, rows: list[object]) -> None:
    answer = two.ask(question, params)
    said = [tuple(names(row[name]) for name in columns.split()) for row in answer.rows]
    want = [row if isinstance(row, tuple) else (row,) for row in rows]
    plain = str(said)
    for name in ("水利", "交通运输", "商务", "发展改革"):
        plain = plain.replace(f"沅江市{name}局", name).replace("沅江市发展和改革委员会", "发展改革")
    assert plain == str(want)
    for row in answer.rows:
        assert row["facts"]
        assert row["facts"][0] in answer.facts


def test_every_fact_shows_its_sentence(two: Service) -> None:
    for question in ("who_leads", "overlaps", "cooperation", "gaps"):
        for id_, one in two.ask(question).facts.items():
            text = two.reading(one["plan"]).document.text
            assert text[one["start"] : one["end"]] == one["quote"], id_
            start = one["sentence_start"]
            assert text[start : start + len(one["sentence"])] == one["sentence"]
            assert one["quote"] in one["sentence"]


def test_paging_tells_the_total(two: Service) -> None:
    pages = [two.ask("who_leads", {"limit": 2, "offset": offset}) for offset in (0, 2, 4)]
    assert [(len(page.rows), page.total) for page in pages] == [(2, 3), (1, 3), (0, 3)]
    assert [(page.page() or {}).get("next") for page in pages] == [2, None, None]


@pytest.mark.parametrize(
    ("sentence", "name", "total"),
    [
        ("哪个部门牵头最多？", "who_leads", 3),
        ("长沙市的部门里谁牵头任务最多", "who_leads", 0),
        ("谁和长沙市合作什么", "cooperation", 1),
        ("水利有哪些任务", "agency_tasks", 2),
        ("长株潭有哪些任务", "region", 2),
        ("水利和交通运输有什么关系", "connections", 2),
    ],
)
def test_free_sentences(two: Service, sentence: str, name: str, total: int) -> None:
    answer = two.ask(sentence)
    assert (answer.question.name, answer.total) == (name, total)


@pytest.mark.parametrize(
    ("question", "params", "code"),
    [
        ("who_leads", {"place": "没有这个地方"}, "GJ304"),
        ("who_leads", {"place": "999999"}, "GJ304"),
        ("who_leads", {"place": "鼓楼区"}, "GJ303"),
        ("agency_tasks", {"agency": "不存在局"}, "GJ304"),
        ("agency_tasks", {"agency": "沅江市"}, "GJ303"),
        ("agency_tasks", {}, "GJ302"),
        ("plan_ledger", {"plan": "方案"}, "GJ303"),
        ("plan_ledger", {"plan": "丙"}, "GJ304"),
        ("who_leads", {"colour": "red"}, "GJ302"),
        ("今天天气怎么样", {}, "GJ305"),
    ],
)
def test_what_cannot_be_answered_is_told(two: Service, question: str, params: dict[str, object], code: str) -> None:
    with pytest.raises(GongjinError) as error:
        two.ask(question, params)
    assert error.value.code == code
    if code == "GJ303":
        assert len(error.value.as_dict()["candidates"]) > 1


def test_evidence_with_context(two: Service) -> None:
    fact = FIRST.facts[0]
    told = two.evidence([fact.id, f"{ONE}#一/1", f"{ONE}#一/1/t1", ONE])
    assert told[fact.id]["source"]["name"].endswith("交通运输局")
    assert told[f"{ONE}#一/1"]["quote"] == "建设湖区码头"
    assert told[f"{ONE}#一/1/t1"]["kind"] == "SETS"
    assert told[ONE]["quote"] == "甲方案"
    for unknown in ("x@y", f"{ONE}@none", "#", ""):
        with pytest.raises(GongjinError) as error:
            two.evidence([unknown])
        assert error.value.code == "GJ406"


def test_an_agency(two: Service) -> None:
    about = two.agency("沅江市发展和改革委员会")
    assert (about["id"], about["place"]["name"]) == ("agency:430981:发展改革", "沅江市")
    assert [one["plan"] for one in about["written"]] == [TWO, ONE]
    assert about["tasks"]["total"] == 2
