"""The keeper: starts Java, stays beside it, stops it when nobody holds a claim any more.

Run as ``python -m app.engine.keeper LAUNCH``; see ``client`` for who does so.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import psutil
from filelock import Timeout

from app.engine import console
from app.engine import launch as engine
from app.engine.address import Address, Process, read_address
from app.engine.archive import Maker, flags
from app.engine.claims import claimed, lock
from app.engine.home import WINDOWS, Home, Launch, write_private

PULSE = 0.2
ARCHIVE_AFTER = 5.0
"""Seconds of calm before the class archive is made: a short command should not pay for it."""
LOG_LIMIT = 8 << 20


class Keeper:
    """One engine, from start to stop."""

    def __init__(self, home: Home, launch: Launch) -> None:
        self.home, self.launch = home, launch
        self.told = False

    def tell(self, signum: int, frame: FrameType | None) -> None:
        """A signal asks to stop; the pulse notices."""
        self.told = True

    def run(self) -> None:
        """Start, watch, stop; whoever finds no address file then starts anew."""
        clear(self.home)
        process, address = engine.start(self.home, self.launch, flags(self.home, self.launch))
        maker = Maker(self.home, self.launch)
        try:
            address.write(self.home)
            self.watch(process, address, maker)
        finally:
            maker.end()
            self.home.address.unlink(missing_ok=True)
            end(process, address)
            self.home.java.unlink(missing_ok=True)

    def watch(self, process: subprocess.Popen[bytes], address: Address, maker: Maker) -> None:
        """Return when Java ended, a signal came, or nobody claimed the engine for the linger."""
        begun = used = time.monotonic()
        while process.poll() is None and not self.told:
            now = time.monotonic()
            if claimed(self.home):
                used = now
            elif now - used >= self.launch.linger and self.leave(process, address):
                return
            if now - begun > ARCHIVE_AFTER:
                maker.step()
            self.trim()
            time.sleep(PULSE)

    def leave(self, process: subprocess.Popen[bytes], address: Address) -> bool:
        """Stop under the start lock, so that a client either gets its claim in or finds no engine."""
        try:
            with lock(self.home.start_lock, timeout=0):
                if claimed(self.home):
                    return False
                self.home.address.unlink(missing_ok=True)
                end(process, address)
                return True
        except Timeout:
            return False

    def trim(self) -> None:
        """Keep the log small; Java appends, so it may be cut while open."""
        with contextlib.suppress(OSError):
            if self.home.log.stat().st_size > LOG_LIMIT:
                os.truncate(self.home.log, 0)


def end(process: subprocess.Popen[bytes], address: Address) -> None:
    """Stop Java; where a signal would be a kill, ask it first."""
    if WINDOWS and process.poll() is None:
        with contextlib.suppress(console.Gone, console.Refused, subprocess.TimeoutExpired):
            console.shutdown(address)
            process.wait(20)
    engine.stop(process)


def clear(home: Home) -> None:
    """End a Java whose keeper was killed, where the system did not: two on one directory cannot be."""
    home.address.unlink(missing_ok=True)
    with contextlib.suppress(OSError, ValueError, TypeError):
        orphan = Process(**json.loads(home.java.read_text(encoding="utf-8"))).find()
        if orphan is not None:
            with contextlib.suppress(psutil.Error):
                orphan.terminate()
                orphan.wait(20)
            with contextlib.suppress(psutil.Error):
                orphan.kill()
                orphan.wait(5)
    home.java.unlink(missing_ok=True)


def keep(launch: Launch) -> int:
    """Be the keeper, or leave it to the one who is; returns an exit code."""
    home = Home(Path(launch.home))
    held = lock(home.keeper_lock)
    deadline = time.monotonic() + launch.patience
    while True:
        with contextlib.suppress(Timeout):
            held.acquire(timeout=PULSE)
            break
        address = read_address(home)
        if (address is not None and address.alive()) or time.monotonic() > deadline:
            return 0
    keeper = Keeper(home, launch)
    signal.signal(signal.SIGTERM, keeper.tell)
    signal.signal(signal.SIGINT, keeper.tell)
    try:
        keeper.run()
    except engine.StartFailed as error:
        write_private(home.run / "failure.txt", str(error))
        return 1
    finally:
        held.release()
    return 0


if __name__ == "__main__":
    sys.exit(keep(Launch.loads(sys.argv[1])))
