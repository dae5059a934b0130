"""Take the pictures of the README from the real pages: the sample, served here, in headless Chromium.

``make pictures`` runs it. Needs playwright and a Chromium (GONGJIN_CHROMIUM, or on the search path).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from app.api import create
from app.serve import SAMPLE, bound
from app.service import Service
from app.settings import load_settings

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")
AGENCY = quote("沅江市农业农村局")
READER = "/plans/" + quote("430981-示例〔2024〕1号")
# name, address, width, height, light or dark
PICTURES = (
    ("home", "/", 1440, 1100, "light"),
    ("home-en", "/?lang=en", 1440, 1100, "light"),
    ("leads", "/questions/who_leads?inferred=true", 1440, 900, "light"),
    ("map", "/questions/cooperation", 1440, 1240, "light"),
    ("overlaps", "/questions/overlaps", 1440, 900, "light"),
    ("network", f"/questions/agency_tasks?agency={AGENCY}", 1440, 900, "light"),
    ("reader", READER + quote("#i/二/(一)/1", safe="#/"), 1440, 900, "light"),
    ("reader-dark", READER + quote("#i/二/(一)/1", safe="#/"), 1440, 900, "dark"),
    ("phone", READER + quote("#i/二/(一)/1", safe="#/"), 390, 844, "light"),
)


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a server that holds the sample."""
    with Service(load_settings(data=data, graph="embedded")) as service, bound("127.0.0.1", 0) as door:
        service.load([SAMPLE])
        server = uvicorn.Server(uvicorn.Config(create(service.settings, service), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                sleep(0.05)
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def take(browser: Browser, base: str, name: str, address: str, width: int, height: int, theme: str) -> None:
    """One picture."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(base + address, wait_until="networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()
    print(FOLDER / f"{name}.png")


def main() -> int:
    """Take all pictures."""
    chromium = os.environ.get("GONGJIN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not chromium:
        print("no Chromium: apt install chromium, or set GONGJIN_CHROMIUM", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="gongjin-") as data,
        served(Path(data)) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in PICTURES:
            take(browser, base, *picture)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
