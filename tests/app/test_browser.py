"""The pages in headless Chromium: drawn, by keyboard, on a phone, in the dark; a request elsewhere fails the test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from app import questions
from app.settings import Settings
from tests.app.sites import site
from tests.app.test_pages import WITH
from visual.pages import STATIC

pytestmark = [pytest.mark.engine, pytest.mark.browser]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DRAWN = (STATIC / "vendor" / "echarts.min.js").is_file() and (STATIC / "vendor" / "vis-network.min.js").is_file()
PLAN = "/plans/" + quote("430981-示例〔2024〕1号")
ADDRESSES = [
    "/", "/plans", "/help", "/questions", PLAN, "/agencies/agency:430981:农业农村", "/places/place:430981",
    "/questions/who_leads?inferred=true", "/questions/cooperation?region=open", "/questions/who_leads?place=北京市",
    *[f"/questions/{name}?" + "&".join(f"{k}={quote(v)}" for k, v in WITH.get(name, {}).items()) for name in questions.load()],
]  # fmt: skip


@pytest.fixture(scope="module")
def base(engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site(engine, "browser", tmp_path_factory.mktemp("browser"), sample=True) as client:
        yield str(client.base_url)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def watched(browser: Browser, base: str, width: int = 1440, theme: str = "light") -> Iterator[Page]:
    """A page on which nothing may go wrong: no error, no warning, no request to another host."""
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if theme == "dark" else "light", base_url=base
    )
    page = context.new_page()
    page.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else wrong.append(asked.url))
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (1024, "light"), (390, "light")])
def test_every_page_stands(browser: Browser, base: str, width: int, theme: str) -> None:
    with watched(browser, base, width, theme) as page:
        for address in ADDRESSES:
            reply = page.goto(address, wait_until="load")
            assert reply
            assert reply.status == 200, address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


@pytest.mark.skipif(not DRAWN, reason="the scripts that draw are missing: python scripts/assets.py")
@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("/questions/who_leads", "#figure.drawn svg path"),
        ("/questions/cooperation", "#figure.drawn svg path"),
        (f"/questions/agency_tasks?agency={quote(WITH['agency_tasks']['agency'])}", "#figure.drawn canvas"),
    ],
)
def test_pictures_are_drawn_and_drawn_again_in_the_dark(browser: Browser, base: str, address: str, mark: str) -> None:
    with watched(browser, base) as page:
        page.goto(address)
        page.wait_for_selector(mark, state="attached")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.click("[data-theme-switch]")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
        page.wait_for_selector(mark, state="attached")
        page.reload()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_without_the_scripts_that_draw_pages_are_tables(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.route("**/static/vendor/**", lambda route: route.fulfill(status=404))
    for name in ("who_leads", "cooperation"):
        page.goto(f"/questions/{name}")
        assert page.locator("#figure .wait").is_visible()
        assert page.locator("tr[data-row]").count() > 3
    context.close()


def test_a_row_opens_its_sentence_in_one_click(browser: Browser, base: str) -> None:
    with watched(browser, base) as page:
        page.goto("/questions/who_leads")
        page.locator("tr[data-row='2'] td.num").last.click()
        assert page.locator("tr.on").get_attribute("data-row") == "2"
        assert page.evaluate("document.activeElement.id") == "side"
        quoted = page.locator("#side blockquote mark").first.inner_text()
        page.locator("#side a.context").first.click()
        page.wait_for_selector(".m.hit")
        assert quoted in re.sub(r"\s", "", page.locator(".m.hit").first.inner_text())


def test_the_reader_by_keyboard(browser: Browser, base: str) -> None:
    with watched(browser, base) as page:
        page.goto(PLAN)
        page.keyboard.press("j")
        page.keyboard.press("j")
        second = page.locator(".item.on").get_attribute("id")
        page.keyboard.press("k")
        assert page.locator(".item.on").get_attribute("id") != second
        assert page.locator("#facts li").count() > 1
        page.keyboard.press("1")
        assert "off-agency" in (page.locator("#reader").get_attribute("class") or "")
        page.keyboard.press("Escape")
        assert page.locator(".item.on").count() == 0
        page.goto("/")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "q"


def test_badges_are_never_copied(browser: Browser, base: str) -> None:
    """What a person selects in the reader is the text of the plan."""
    with watched(browser, base) as page:
        page.goto(PLAN)
        copied = page.evaluate("document.querySelector('.item.task p').textContent")
        assert "（沅江高新区牵头，市科工局、市商务局" in copied


def test_a_file_dropped_in_is_read(browser: Browser, base: str, tmp_path: Path) -> None:
    text = (
        "桃江县试验方案（虚构示例）\n\n一、重点任务\n\n1.建设竹木产业园。新建厂房2栋。（县林业局牵头，县发改局配合）\n"
    )
    (tmp_path / "桃江.txt").write_text(text, encoding="utf-8")
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    with watched(browser, base) as page:
        page.goto("/")
        page.set_input_files("#file", tmp_path / "桃江.txt")
        page.wait_for_url("**/plans/*")
        assert "桃江县试验方案" in page.inner_text("h1")
    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.goto("/")
    page.set_input_files("#file", tmp_path / "空.txt")
    page.wait_for_selector("#loading .state.error")
    assert "GJ101" in page.inner_text("#loading")
    context.close()
