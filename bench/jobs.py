"""Two processes beside one: the whole command ``gongjin extract`` over plans on disk, by the clock on the wall."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.plans import plans

TITLE = "Several processes"
COUNT = 200
ROUNDS = 5


def extracted(folder: Path, jobs: int) -> tuple[float, bytes]:
    """Seconds the command takes, and what it prints."""
    command = [sys.executable, "-m", "app.cli", "extract", str(folder), "--jobs", str(jobs)]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).resolve().parents[1])
    return time.perf_counter() - begun, done.stdout


def busy() -> str:
    """What else the machine does, where it can tell and where that spoils the figure."""
    if not hasattr(os, "getloadavg"):
        return ""
    load = os.getloadavg()[0]
    return f"; others were at work, {load:.1f} on {os.cpu_count()} cores" if load > 0.5 else ""


def measure(rounds: int = ROUNDS) -> list[Figure]:
    """The best of some rounds, taken in turns, since others at work only ever make a run longer."""
    about = busy()
    with TemporaryDirectory() as room:
        for number, made in enumerate(plans(COUNT)):
            (Path(room) / f"{number:03}.txt").write_text(made.text, encoding="utf-8")
        runs = [(extracted(Path(room), 2), extracted(Path(room), 1)) for _ in range(rounds)]
    if len({printed for pair in runs for _, printed in pair}) > 1:
        raise AssertionError("the output depends on the number of processes")
    two, one = (min(pair[side][0] for pair in runs) for side in (0, 1))
    what = f"{COUNT} made-up plans: gongjin extract --jobs 2 beside --jobs 1, the same bytes{about}"
    return [Figure(what, two, one, "s", "<= 0.625")]
