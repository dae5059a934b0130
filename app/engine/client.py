"""Find the engine or start it, and hold a claim on it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from filelock import FileLock, Timeout

from app.engine.address import Address, read_address
from app.engine.claims import claim, lock
from app.engine.home import WINDOWS, Home, Launch, write_private
from app.errors import EngineStart

_ALONE = 0x00000200 | 0x08000000
"""Windows: CREATE_NEW_PROCESS_GROUP and CREATE_NO_WINDOW, names that exist only there."""
ROOT = Path(__file__).resolve().parents[2]
_spawned: list[subprocess.Popen[bytes]] = []
"""Keepers this process started: kept, so that Python reaps them and does not warn that they go on running."""


def attach(launch: Launch) -> tuple[Address, FileLock]:
    """The address of a running engine, started where there is none, and a claim that keeps it; EngineStart if not."""
    home = Home(Path(launch.home))
    try:
        home.make()
    except OSError as error:
        raise EngineStart(why=str(error), where=str(home.path)) from error
    try:
        with lock(home.start_lock, timeout=launch.patience):
            held = claim(home)
            try:
                return found(home) or begin(home, launch), held
            except BaseException:
                held.release()
                raise
    except Timeout as error:
        raise EngineStart(why="start.lock", where=str(home.run)) from error


def found(home: Home) -> Address | None:
    address = read_address(home)
    return address if address is not None and address.alive() else None


def begin(home: Home, launch: Launch) -> Address:
    """Start a keeper and wait for the address; what it says when it fails goes into the error."""
    _spawned[:] = [one for one in _spawned if one.poll() is None]
    failure = home.run / "failure.txt"
    failure.unlink(missing_ok=True)
    home.address.unlink(missing_ok=True)
    keeper = spawn(home, launch)
    _spawned.append(keeper)
    deadline = time.monotonic() + launch.patience + 30
    while time.monotonic() < deadline:
        address = read_address(home)
        if address is not None and address.alive():
            return address
        if keeper.poll() is not None and read_address(home) is None:
            break
        time.sleep(0.02)
    why = read(failure) or read(home.run / "keeper.log")[-500:] or "?"
    raise EngineStart(why=why, where=str(home.log))


def spawn(home: Home, launch: Launch) -> subprocess.Popen[bytes]:
    """Start a keeper out of reach of the terminal, so that Ctrl-C here does not stop what others use."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    write_private(home.run / "keeper.log", "")
    with (home.run / "keeper.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "app.engine.keeper", launch.dumps()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home.run,
            env=environment,
            start_new_session=True,
            creationflags=_ALONE if WINDOWS else 0,
        )


def wait_gone(home: Home, seconds: float = 30.0) -> None:
    """Wait until no keeper is left, so that the directory may go; for tests and measurements."""
    if home.run.is_dir():
        with contextlib.suppress(Timeout, subprocess.TimeoutExpired), lock(home.keeper_lock, timeout=seconds):
            for keeper in _spawned:
                keeper.wait(seconds)


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
