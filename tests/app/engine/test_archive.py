"""The class archive: made once, used by the next start; and the parts of a launch that need no Java."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import psutil
import pytest

from app.engine import console
from app.engine.archive import archive, flags, make
from app.engine.client import attach, wait_gone
from app.engine.home import Home, Launch
from app.engine.launch import argument_file, class_path, environment, tail, user_line


@pytest.mark.engine
@pytest.mark.slow
def test_made_once_and_used(tmp_path: Path) -> None:
    cache = tmp_path / "缓存"
    made = make(cache)
    assert made.stat().st_size > 10_000_000
    assert make(cache) == made
    assert [path.name for path in cache.iterdir()] == [made.name]
    launch = Launch(home=str(tmp_path / "家"), cache=str(cache), linger=0)
    address, held = attach(launch)
    assert str(made) in {one.path for one in psutil.Process(address.java.pid).memory_maps()}
    console.shutdown(address)
    psutil.Process(address.java.pid).wait(20)
    held.release()
    wait_gone(Home(Path(launch.home)))
    assert not Home(Path(launch.home)).address.exists()


def test_without_an_archive_the_classes_are_noted(tmp_path: Path) -> None:
    launch = Launch(home=str(tmp_path), cache=str(tmp_path))
    assert not archive(launch).exists()
    assert any("DumpLoadedClassList" in flag for flag in flags(Home(tmp_path), launch))


def test_doors_nobody_uses_are_left_out() -> None:
    for word in ("mcp", "postgresw", "redisw", "graphql", "console"):
        assert f"arcadedb-{word}" not in class_path()
    assert "arcadedb-bolt" in class_path()


def test_passwords_reach_the_server_as_hashes() -> None:
    user = json.loads(user_line("reader", "secret-1", "reader"))
    _, rounds, salt, digest = user["password"].split("$")
    expected = hashlib.pbkdf2_hmac("sha256", b"secret-1", salt.encode(), int(rounds), 32)
    assert base64.b64decode(digest) == expected
    assert "secret-1" not in json.dumps(user)
    assert user["databases"] == {"*": ["reader"]}


@pytest.mark.parametrize(
    ("given", "written"),
    [("-Dx=湖 区", '"-Dx=湖 区"\n'), ('-Dx="', '"-Dx=\\""\n'), ("C:\\a b", '"C:\\\\a b"\n')],
)
def test_arguments_with_spaces(given: str, written: str) -> None:
    assert argument_file([given]) == written


def test_foreign_java_options_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1m")
    monkeypatch.setenv("LC_ALL", "C")
    assert "JAVA_TOOL_OPTIONS" not in environment()
    assert environment()["LC_ALL"] == "C.UTF-8"


@pytest.mark.parametrize(
    ("log", "told"),
    [
        ("", "no output"),
        ("one\ntwo\nthree\n", "two | three"),
        (
            'starting\nException in thread "main" LockException: locked\n\tat x\n',
            'Exception in thread "main" LockException: locked',
        ),
        ("Error: no such option\nbye", "Error: no such option"),
    ],
)
def test_what_a_log_tells(log: str, told: str) -> None:
    assert tail(log) == told


def test_a_launch_survives_its_way() -> None:
    launch = Launch(home="/湖 区", cache="/c", heap="1g", timeout=2.5)
    assert Launch.loads(launch.dumps()) == launch
