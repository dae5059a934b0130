"""What all tests share: where the real plans are, which tests a machine can run, and data of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from scripts.neo4j_server import VERSIONS, installed

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
settings.register_profile("steady", derandomize=True)
settings.register_profile("roaming", print_blob=True)
settings.load_profile(os.environ.get("GONGJIN_HYPOTHESIS", "steady"))
"""The same examples in every run; ``GONGJIN_HYPOTHESIS=roaming`` looks for new ones."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")


def find_chromium() -> str | None:
    """Path of a Chromium: the one named by GONGJIN_CHROMIUM, or the first on the search path."""
    return os.environ.get("GONGJIN_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def missing(item: pytest.Item) -> str | None:
    """Say what this machine lacks for a test, or nothing."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        return "needs the real plans in ../shared"
    if item.get_closest_marker("browser") and not find_chromium():
        return "needs Chromium (apt install chromium), or its path in GONGJIN_CHROMIUM"
    if item.get_closest_marker("neo4j") and not all(map(installed, VERSIONS)):
        return "needs the libraries of Neo4j (make neo4j ARGS=--install)"
    return None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot run, and say why."""
    if reason := missing(item):
        pytest.skip(reason)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where everything can run and something was skipped all the same: a skipped test proves nothing."""
    if not os.environ.get("GONGJIN_CI") or not SHARED.is_dir():
        return
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and terminal.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        terminal.write_line(f"{len(terminal.stats['skipped'])} skipped: GONGJIN_CI lets none pass", red=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the real plans and the gold; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the real plans in ../shared")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; the test is skipped where there is none."""
    found = find_chromium()
    if not found:
        pytest.skip("needs Chromium (apt install chromium), or its path in GONGJIN_CHROMIUM")
    return found


@pytest.fixture(scope="session", autouse=True)
def _own_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the plans of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGJIN_DATA", str(tmp_path_factory.mktemp("data")))
        patch.delenv("GONGJIN_GRAPH", raising=False)
        yield
