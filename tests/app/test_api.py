"""The HTTP face: answers, uploads, errors with codes, and who is let in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI

from app import questions
from app.api import create
from app.guard import Guard, host_name, known
from app.service import Service
from app.settings import Settings, load_settings
from tests.app.libraries import library, served
from tests.builders import FIRST, SECOND

ONE = FIRST.document.plan
PLAN = """沅江市夜市提升工作方案

一、重点任务
1.改造江堤夜市。更新摊位50个。(责任单位:市城管局、市商务局)
2.点亮河岸灯光。(牵头单位:市住建局,配合单位:市文旅广体局)
"""
pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def app(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with library(engine, "api", tmp_path_factory.mktemp("api")) as service:
        service.keep(FIRST)
        service.keep(SECOND)
        yield create(service.settings, service)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[httpx.Client]:
    with served(app) as opened:
        yield opened


def test_questions_are_declared(client: httpx.Client) -> None:
    told = client.get("/api/questions").json()
    assert [one["name"] for one in told] == list(questions.load())
    assert {"name", "kind", "required", "default", "choices", "zh", "en"} == set(told[0]["params"][0])


def test_openapi_is_typed_by_the_headers(client: httpx.Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for question in questions.load().values():
        told = {p["name"]: p for p in paths[f"/api/questions/{question.name}"]["get"]["parameters"]}
        assert {name: p["required"] for name, p in told.items()} == {p.name: p.required for p in question.params}
    kind = {p["name"]: p["schema"] for p in paths["/api/questions/gaps"]["get"]["parameters"]}
    assert kind["kind"]["enum"] == ["unled", "two", "collective", "nobody"]
    assert (kind["limit"]["type"], kind["limit"]["default"]) == ("integer", 50)


def test_a_question(client: httpx.Client) -> None:
    reply = client.get("/api/questions/who_leads", params={"place": "沅江市", "inferred": True, "limit": 2})
    told = reply.json()
    assert (reply.status_code, len(told["rows"]), told["total"]) == (200, 2, 4)
    assert told["page"] == {"limit": 2, "offset": 0, "next": 2}
    assert told["resolved"]["place"] == "place:430981"
    assert [column["name"] for column in told["columns"]][-1] == "facts"
    fact = told["rows"][0]["facts"][0]
    shown = told["facts"][fact]
    assert client.get(f"/api/facts/{quote(fact)}").json().items() >= shown.items()
    assert client.post("/api/facts", json=[fact]).json()[fact]["quote"] == shown["quote"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/ask?q=今天天气", 404, "GJ305"),
        ("/api/ask", 422, "GJ302"),
        ("/api/questions/none", 404, "GJ409"),
        ("/api/questions/who_leads?limit=x", 422, "GJ302"),
        ("/api/questions/who_leads?place=鼓楼区", 400, "GJ303"),
        ("/api/questions/agency_tasks", 422, "GJ302"),
        ("/api/questions/agency_tasks?agency=%00", 400, "GJ302"),
        ("/api/questions/gaps?kind=some", 422, "GJ302"),
        ("/api/plans/none", 404, "GJ405"),
        ("/api/plans/none/ledger", 404, "GJ405"),
        ("/api/plans/none/reading", 404, "GJ405"),
        ("/api/facts/none@x", 404, "GJ406"),
        ("/api/agencies/none", 404, "GJ304"),
        ("/api/jobs/none", 404, "GJ407"),
        ("/api/nothing", 404, "GJ409"),
    ],
)
def test_errors_have_a_code(client: httpx.Client, path: str, status: int, code: str) -> None:
    reply = client.get(path)
    told = reply.json()
    assert (reply.status_code, told["code"]) == (status, code)
    assert told["zh"]
    assert told["en"]
    assert "where" in told
    assert "Traceback" not in reply.text


def test_methods_that_are_not_there(client: httpx.Client) -> None:
    reply = client.put("/api/plans")
    assert (reply.status_code, reply.json()["code"]) == (405, "GJ409")


def test_reading_and_free_questions(client: httpx.Client) -> None:
    assert [plan["plan"] for plan in client.get("/api/plans").json()] == [SECOND.document.plan, ONE]
    assert client.get(f"/api/plans/{ONE}").json()["tasks"] == 2
    assert client.get(f"/api/plans/{ONE}/reading").json()["document"]["title"] == "甲方案"
    assert client.get("/api/ask", params={"q": "哪个部门牵头最多", "limit": 1}).json()["total"] == 3
    assert client.get("/api/agencies/agency:430981:水利").json()["tasks"]["total"] == 2
    assert client.get("/api/status").json()["plans"] == 2


def test_health(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"alive": True}
    assert client.get("/readyz").json() == {"ready": True}


def test_health_without_a_graph(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = load_settings(graph="bolt://127.0.0.1:1", data=tmp_path_factory.mktemp("none"))
    with served(create(nowhere)) as client:
        assert client.get("/healthz").status_code == 200
        reply = client.get("/readyz")
        assert (reply.status_code, reply.json()["code"]) == (503, "GJ201")


def test_upload_and_remove(client: httpx.Client) -> None:
    reply = client.post("/api/plans", files={"file": ("夜市.txt", PLAN.encode())})
    told = reply.json()
    assert (reply.status_code, told["state"], told["done"]) == (200, "done", 1), told
    plan = told["results"][0]["plan"]
    assert (plan["tasks"], plan["source"]) == (2, "夜市.txt")
    assert (
        client.post("/api/plans", files={"file": ("夜市.txt", PLAN.encode())}).json()["results"][0]["outcome"]
        == "unchanged"
    )
    rows = client.get(f"/api/plans/{plan['plan']}/ledger").json()
    assert [row["kind"] for row in rows] == ["plan", "task", "task"]
    assert client.delete(f"/api/plans/{plan['plan']}").json()["plan"] == plan["plan"]
    assert client.get(f"/api/plans/{plan['plan']}").status_code == 404


def test_one_damaged_file_among_others(client: httpx.Client) -> None:
    files = [("file", ("好.txt", PLAN.encode())), ("file", ("../../坏.png", b"\x89PNG\r\n\x1a\n0000"))]
    told = client.post("/api/plans", files=files).json()
    assert [one["outcome"] for one in told["results"]] == ["loaded", "failed"]
    error = told["results"][1]["error"]
    assert (error["code"], error["where"]) == ("GJ102", "坏.png")
    client.delete(f"/api/plans/{told['results'][0]['plan']['plan']}")


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("空.txt", b" \n", 422, "GJ101"),
        ("图.txt", b"\x89PNG\r\n\x1a\n0000", 422, "GJ102"),
        ("闲话.txt", "今年的天气和去年一样好，大家去公园散步。".encode(), 422, "GJ106"),
        ("包.zip", b"PK\x03\x04aaaa", 422, "GJ104"),
    ],
)
def test_bad_files(client: httpx.Client, name: str, data: bytes, status: int, code: str) -> None:
    reply = client.post("/api/plans", files={"file": (name, data)})
    assert (reply.status_code, reply.json()["code"], reply.json()["where"]) == (status, code, name)
    assert client.get("/api/status").json()["plans"] == 2


def test_jobs_are_watched_and_stopped(client: httpx.Client) -> None:
    files = [("file", (f"{n}.txt", PLAN.replace("夜市", f"第{n}夜市").encode())) for n in range(40)]
    reply = client.post("/api/plans?wait=0", files=files)
    job = reply.json()
    assert (reply.status_code, job["total"]) == (202, 40)
    client.delete(f"/api/jobs/{job['job']}")
    for _ in range(200):
        job = client.get(f"/api/jobs/{job['job']}").json()
        if job["state"] == "stopped":
            break
        time.sleep(0.05)
    assert (job["state"], job["done"] < 40) == ("stopped", True)
    for result in job["results"]:
        client.delete(f"/api/plans/{result['plan']['plan']}")


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"host": "evil.example"}, 400, "GJ402"),
        ({"host": "127.0.0.1.evil.example:8000"}, 400, "GJ402"),
        ({"host": "10.0.0.1"}, 400, "GJ402"),
        ({"host": ""}, 400, "GJ402"),
        ({"origin": "http://evil.example"}, 403, "GJ401"),
        ({"origin": "null"}, 403, "GJ401"),
        ({"origin": "http://127.0.0.1:9000"}, 403, "GJ401"),
        ({"sec-fetch-site": "cross-site"}, 403, "GJ401"),
        ({"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}, 404, "GJ405"),
        ({"host": "localhost:1234"}, 404, "GJ405"),
        ({}, 404, "GJ405"),
    ],
)
def test_who_may_write(client: httpx.Client, headers: dict[str, str], status: int, code: str) -> None:
    reply = client.delete("/api/plans/none", headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_a_page_elsewhere_may_not_read_under_its_own_name(client: httpx.Client) -> None:
    assert client.get("/api/plans", headers={"host": "evil.example"}).json()["code"] == "GJ402"
    assert client.get("/api/plans", headers={"origin": "http://evil.example"}).status_code == 200


def test_what_is_too_large(client: httpx.Client) -> None:
    big = b"x" * 21_000_000
    reply = client.post("/api/plans", files={"file": ("大.txt", big)})
    assert (reply.status_code, reply.json()["code"]) == (413, "GJ403")
    reply = client.post("/api/plans", content=(big for _ in range(1)), headers={"content-type": "text/plain"})
    assert reply.status_code in (413, 422)


@pytest.mark.parametrize(
    ("host", "name"),
    [("localhost:80", "localhost"), ("[::1]:80", "::1"), ("LOCALHOST.", "localhost"), ("[", ""), ("a@b:1", "b")],
)
def test_host_names(host: str, name: str) -> None:
    assert host_name(host) == name


def test_hosts_of_a_server_for_others() -> None:
    guard = Guard(FastAPI(), load_settings(host="0.0.0.0", hosts=("plans.example",)))
    names = ("plans.example", "192.168.1.5", "::1", "evil.example", "")
    assert [known(name, guard.names, addresses=guard.open) for name in names] == [True, True, True, False, False]


def test_a_bug_tells_nothing(app: FastAPI, client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Service) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Service, "plans", broken)
    reply = client.get("/api/plans")
    assert (reply.status_code, reply.json()["code"]) == (500, "GJ000")
    assert "secret" not in reply.text
