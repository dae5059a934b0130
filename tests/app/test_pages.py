"""The pages over HTTP: every address answers, in two languages, escaped, and sends the browser nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from app import questions
from app.pages import POLICY
from app.settings import Settings
from tests.app.sites import HOSTILE, SCRIPT, site

pytestmark = pytest.mark.engine
BUREAU = "沅江市农业农村局"
WITH = {
    "between": {"place": "沅江市"},
    "agency_tasks": {"agency": BUREAU},
    "connections": {"a": BUREAU, "b": "沅江市水利局"},
    "region": {"place": "长株潭"},
    "search": {"q": "码头"},
    "plan_ledger": {"plan": HOSTILE.document.plan},
    "task_agencies": {"task": HOSTILE.items[1].id},
}
"""Parameters of the questions that need some."""


@pytest.fixture(scope="module")
def client(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with site(engine, "pages", tmp_path_factory.mktemp("pages"), sample=True) as served:
        yield served


@pytest.fixture(autouse=True)
def _forget(client: httpx.Client) -> None:
    client.cookies.clear()


@pytest.fixture(scope="module")
def empty(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with site(engine, "nothing", tmp_path_factory.mktemp("nothing"), sample=False) as served:
        yield served


PAGES = [
    ("/", "谁牵头最多"),
    ("/plans", "虚构示例"),
    ("/questions", "gongjin ask who_leads"),
    ("/help", "推定"),
    (f"/plans/{quote(HOSTILE.document.plan)}", "推进协作"),
    ("/agencies/agency:430981:农业农村", BUREAU),
    ("/places/place:430981", "沅江市"),
    ("/places/长株潭", "成员：长沙市、株洲市、湘潭市"),
    ("/questions/who_leads?inferred=true&row=1", "推定"),
    ("/questions/cooperation?region=open", "长株潭展开"),
]


@pytest.mark.parametrize(("address", "word"), PAGES)
def test_pages_answer(client: httpx.Client, address: str, word: str) -> None:
    reply = client.get(address)
    assert reply.status_code == 200
    assert word in reply.text
    assert reply.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("name", questions.load())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_question_has_a_page_made_from_its_header(client: httpx.Client, name: str, lang: str) -> None:
    asked = questions.get(name)
    bare = client.get(f"/questions/{name}", params={"lang": lang})
    reply = client.get(f"/questions/{name}", params={**WITH.get(name, {}), "lang": lang})
    assert (bare.status_code, reply.status_code) == (200, 200)
    for param in asked.params:
        if param.name not in ("limit", "offset"):
            assert f'name="{param.name}"' in reply.text
    assert (asked.zh if lang == "zh" else asked.en).split("'")[0] in reply.text
    assert f"/api/questions/{name}" in reply.text
    twin = re.search(rf'href="(/api/questions/{name}[^"]*)"', reply.text)
    assert twin
    rows = client.get(twin[1].replace("&amp;", "&")).json()["rows"]
    context = "看上下文" if lang == "zh" else "in context"
    assert rows
    assert context in reply.text


def test_a_row_opens_its_sentences_and_they_open_their_place(client: httpx.Client) -> None:
    """Without scripts: row link, evidence, 看上下文, the words marked in the plan."""
    page = client.get("/questions/who_leads", params={"row": 0}).text
    assert re.search(r'href="/questions/who_leads\?row=1#side"', page)
    link = re.search(r'class="context" href="(/plans/[^"]+)"', page)
    assert link
    place = client.get(link[1].partition("#")[0])
    assert place.status_code == 200
    assert 'class="m hit"' in place.text


def test_hostile_names_are_text(client: httpx.Client) -> None:
    pages = [
        "/", "/plans", "/questions/who_leads", "/questions/agencies?limit=200", "/questions/overlaps",
        f"/plans/{quote(HOSTILE.document.plan)}",
        "/agencies/" + quote(HOSTILE.facts[0].source),
        "/questions/agency_tasks?agency=" + quote(HOSTILE.facts[0].source),
        "/questions/search?q=" + quote(SCRIPT),
        "/search?q=" + quote(SCRIPT),
        "/" + quote(SCRIPT),
    ]  # fmt: skip
    for address in pages:
        reply = client.get(address, follow_redirects=True)
        assert "<script>alert" not in reply.text, address
        assert reply.status_code in (200, 404), address
    assert "&lt;script&gt;" in client.get(pages[6]).text


MEANT = [
    ("哪个部门牵头任务最多？", "/questions/who_leads"),
    ("沅江市", "/places/place%3A430981"),
    (BUREAU, "/agencies/agency%3A430981%3A"),
    ("码头", "/questions/search?q="),
    ("农业农村局", "/questions/search?q="),
    ("", "/questions"),
]


@pytest.mark.parametrize(("words", "address"), MEANT)
def test_search_goes_where_it_is_answered(client: httpx.Client, words: str, address: str) -> None:
    reply = client.get("/search", params={"q": words})
    assert reply.status_code == 303
    assert reply.headers["location"].replace(":", "%3A").startswith(address)
    assert client.get(reply.headers["location"]).status_code == 200


WRONG = [
    ("/nowhere", 404, "GJ409"),
    ("/plans/none", 404, "GJ405"),
    ("/questions/none", 404, "GJ301"),
    ("/agencies/none", 404, "GJ304"),
    ("/questions/who_leads?place=火星", 404, "GJ304"),
    ("/questions/who_leads?limit=many", 400, "GJ302"),
    ("/questions/agency_tasks?agency=农业农村局", 400, "GJ303"),
]


@pytest.mark.parametrize(("address", "status", "code"), WRONG)
def test_what_goes_wrong_is_a_page_with_a_code(client: httpx.Client, address: str, status: int, code: str) -> None:
    reply = client.get(address)
    assert reply.status_code == status
    assert code in reply.text
    assert reply.headers["content-type"].startswith("text/html")


def test_an_unknown_api_address_is_no_page(client: httpx.Client) -> None:
    reply = client.get("/api/nothing")
    assert (reply.status_code, reply.json()["code"]) == (404, "GJ409")


def test_several_of_one_name_can_be_chosen(client: httpx.Client) -> None:
    page = client.get("/questions/agency_tasks", params={"agency": "农业农村局"}).text
    links = re.findall(r'href="(/questions/agency_tasks\?agency=agency[^"]*)"', page)
    assert len(links) > 1
    assert client.get(links[0]).status_code == 200


def test_an_empty_answer_names_the_filter(client: httpx.Client) -> None:
    page = client.get("/questions/who_leads", params={"place": "北京市"}).text
    assert re.search(r"去掉“北京市”，有 \d+ 条", page)


def test_the_language_is_kept(client: httpx.Client) -> None:
    reply = client.get("/", params={"lang": "en"})
    assert 'lang="en"' in reply.text
    assert "lang=en" in reply.headers["set-cookie"]
    assert 'lang="en"' in client.get("/plans").text
    assert 'data-theme="dark"' in client.get("/plans", headers={"cookie": "theme=dark"}).text


def test_static_files_and_nothing_beside_them(client: httpx.Client) -> None:
    assert client.get("/static/base.css").status_code == 200
    for address in ("/static/../pages/base.html", "/static/..%2fpages/words.toml", "/static/", "/static/none.js"):
        assert client.get(address).status_code == 404


def test_nothing_is_loaded_from_elsewhere(client: httpx.Client) -> None:
    for address, _ in PAGES:
        page = client.get(address).text
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page), address
        assert not re.findall(r"<style|\sstyle=|\son\w+=", page), address


def test_an_empty_house_says_what_to_do(empty: httpx.Client) -> None:
    for address in ("/", "/plans"):
        page = empty.get(address).text
        assert "还没有方案" in page
        assert "放入方案文件" in page
    for name in questions.load():
        assert empty.get(f"/questions/{name}").status_code == 200
