"""The wheel carries all it needs: it is built, installed away from the sources, and serves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow

CARRIED = [
    "cypher/constraints.cypher",
    "cypher/questions/",
    "cypher/write/",
    "loaders/schema.toml",
    "loaders/lexicon/places.csv",
    "app/sample/",
    "visual/pages/",
    "visual/static/",
]
LEFT = ["tests/", "bench/", "scripts/", "node_modules/", "data/"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources as they are."""
    out = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--skip-dependency-check",
        "--outdir",
        str(out),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel itself and borrows its dependencies; its path is Chinese and has a space."""
    home = tmp_path_factory.mktemp("环境") / "新 家"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(install, check=True)
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    (Path(site.stdout.strip()) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_what_the_wheel_carries(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [part for part in CARRIED if not any(name.startswith(part) for name in names)] == []
    assert [name for name in names if name.startswith(tuple(LEFT)) or "__pycache__" in name] == []
    samples = [name for name in names if name.startswith("app/sample/") and name.endswith(".txt")]
    assert len(samples) == 6


def test_it_serves_away_from_its_sources(python: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [python, "-P", "-c", "import app; print(app.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not Path(where.stdout.strip()).is_relative_to(ROOT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "GONGJIN_DATA": str(tmp_path / "数据 一")}
    server = subprocess.Popen(
        [python.with_name("gongjin"), "serve", "--sample", "--port", str(port)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert wait_for(f"http://127.0.0.1:{port}/healthz", server) == 200
        assert wait_for(f"http://127.0.0.1:{port}/", server) == 200
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=30)
    assert "Traceback" not in said


def wait_for(address: str, server: subprocess.Popen[str], seconds: float = 90) -> int:
    """Status of the address once it answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            time.sleep(0.2)
    return 0
