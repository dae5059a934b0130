"""Start, share, stop, kill: the engine as a process."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.engine.address import Process, read_address
from app.engine.home import Home
from app.errors import EngineDown, EngineStart, QueryTimeout
from app.graph import Graph, open_graph
from app.graph.checksum import checksum
from app.settings import Settings, load_settings
from tests.app.servers import wait_for_keepers
from tests.builders import FIRST, SECOND

pytestmark = [pytest.mark.engine, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Settings]:
    """Settings of an engine of this test's own; it is gone afterwards."""
    settings = load_settings(graph="embedded", data=tmp_path / "湖区 方案", linger=0.2)
    yield settings
    wait_for_keepers()
    gone(Home(settings.engine))


def gone(home: Home, seconds: float = 15) -> None:
    """Wait until neither Java nor keeper of this home runs."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        running = [
            one for one in psutil.process_iter(["cmdline"]) if str(home.path) in " ".join(one.info["cmdline"] or ())
        ]
        if all(one.status() == psutil.STATUS_ZOMBIE for one in running):
            return
        time.sleep(0.1)
    raise AssertionError("the engine goes on running")


def processes(graph: Graph) -> tuple[psutil.Process, psutil.Process]:
    """Java and keeper behind a graph."""
    address = graph.link.current().address
    assert address is not None
    return psutil.Process(address.java.pid), psutil.Process(address.keeper.pid)


def test_starts_serves_and_is_gone(own: Settings) -> None:
    home = Home(own.engine)
    with open_graph(own) as graph:
        graph.load(FIRST)
        java, keeper = processes(graph)
        listening = [one.laddr.ip for one in java.net_connections("tcp") if one.status == psutil.CONN_LISTEN]
        assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
        assert len(listening) == 2
        assert not keeper.net_connections("tcp")
        assert stat.S_IMODE(home.address.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
        address = read_address(home)
        assert address is not None
        for line in (*java.cmdline(), *keeper.cmdline(), *java.environ().values(), home.log.read_text("utf-8")):
            assert address.password not in line
            assert address.reader not in line
    gone(home)
    assert read_address(home) is None
    with open_graph(own) as graph:
        assert list(graph.plans()) == [FIRST.document.plan]
        fresh = read_address(home)
        assert fresh is not None
        assert fresh.password != address.password


def test_two_start_at_once_and_share(own: Settings) -> None:
    with ThreadPoolExecutor(4) as pool:
        graphs = list(pool.map(lambda _: open_graph(own), range(4)))
    assert len({processes(graph)[0].pid for graph in graphs}) == 1
    graphs[0].load(FIRST)
    for graph in graphs[:3]:
        graph.close()
    time.sleep(1)
    assert list(graphs[3].plans()) == [FIRST.document.plan]
    graphs[3].close()


def test_another_process_loads_while_this_one_serves(own: Settings) -> None:
    code = (
        "from app.graph import open_graph; from app.settings import load_settings; from tests.builders import SECOND\n"
        "with open_graph(load_settings()) as graph: print(graph.load(SECOND))"
    )
    environment = {**os.environ, "GONGJIN_DATA": str(own.data), "GONGJIN_GRAPH": "embedded", "PYTHONPATH": str(ROOT)}
    with open_graph(own) as graph:
        graph.load(FIRST)
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert (done.stdout, done.stderr) == ("loaded\n", "")
        assert set(graph.plans()) == {FIRST.document.plan, SECOND.document.plan}


@pytest.mark.parametrize("victim", ["java", "keeper"])
def test_killed_and_back(own: Settings, victim: str) -> None:
    with open_graph(own) as graph:
        graph.load(FIRST)
        before = checksum(graph)
        java, keeper = processes(graph)
        (java if victim == "java" else keeper).kill()
        java.wait(10)
        assert checksum(graph) == before
        assert processes(graph)[0] != java
        assert graph.load(SECOND) == "loaded"


def test_a_killed_client_leaves_nothing_running(own: Settings) -> None:
    code = (
        "import time; from app.graph import open_graph; from app.settings import load_settings\n"
        "graph = open_graph(load_settings(linger=0.2)); print('up', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "GONGJIN_DATA": str(own.data), "GONGJIN_GRAPH": "embedded", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        assert client.stdout.readline() == "up\n"
        client.kill()
    gone(Home(own.engine))


@pytest.mark.parametrize("pid", ["dead", "reused"])
def test_a_stale_address_is_passed_over(own: Settings, pid: str) -> None:
    home = Home(own.engine)
    with open_graph(own) as graph:
        graph.load(FIRST)
        address = read_address(home)
    gone(home)
    assert address is not None
    mine = Process(os.getpid(), 1.0)
    stale = replace(address, java=mine, keeper=mine) if pid == "reused" else address
    stale.write(home)
    with open_graph(own) as graph:
        assert list(graph.plans()) == [FIRST.document.plan]


def test_a_query_that_takes_too_long(own: Settings) -> None:
    with open_graph(own.model_copy(update={"query_timeout": 1.0})) as graph:
        begun = time.monotonic()
        with pytest.raises(QueryTimeout):
            graph.ask("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)")
        assert time.monotonic() - begun < 5
        assert graph.ask("RETURN 1 AS one") == [{"one": 1}]


def test_no_java(own: Settings) -> None:
    with pytest.raises(EngineStart, match="GJ202"):
        open_graph(own.model_copy(update={"java": Path("/nowhere/java")}))


def test_another_java(own: Settings) -> None:
    from app.engine.launch import find_java

    given = find_java("")
    link = own.data.parent / "另一 java"
    link.symlink_to(given)
    with open_graph(own.model_copy(update={"java": link})) as graph:
        assert graph.plans() == {}
        assert processes(graph)[0].cmdline()[0] == str(link)


def test_a_java_that_cannot(own: Settings) -> None:
    fake = own.data.parent / "java"
    fake.write_text("#!/bin/sh\necho Error: too old\nexit 1\n")
    fake.chmod(0o755)
    with pytest.raises(EngineStart, match="too old"):
        open_graph(own.model_copy(update={"java": fake}))


def test_nobody_at_the_address() -> None:
    with pytest.raises(EngineDown, match="GJ201"):
        open_graph(load_settings(graph="bolt://127.0.0.1:9"))
