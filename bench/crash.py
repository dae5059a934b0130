"""Kill -9 at random moments: what is left of 200 plans, and does loading again end in the same graph?

A child process loads the plans and reports each to a file when ``Graph.load`` has returned; then the loader, the
keeper, Java or all three are killed. After the next start each plan must be there whole, in one of its two versions, or
not at all; each one reported must be there in the version reported; and loading all again must end in the checksum of
an undisturbed load. Odd runs load into an empty graph; even ones replace each plan by its older version. The moment is
drawn from the work, not from the clock: after so many rows, counted by the reports and the pace so far, so that a fast
machine is struck in mid-load as well as a slow one; a run whose loader had ended before says so.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.engine.address import Address, read_address
from app.engine.client import wait_gone
from app.engine.home import Home
from app.graph import Graph, open_graph
from app.graph.checksum import Checksum, checksum
from app.graph.rows import Rows, rows
from app.settings import Settings, load_settings
from bench.figures import table, write
from bench.plans import plans
from loaders import Reading, read_text

TITLE = "Kill -9"
VICTIMS = ("loader", "keeper", "java", "all three")
GIANT = 1100


def other(text: str) -> str:
    """The same plan as it stood before: some tasks less."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("2."))


def versions(count: int) -> tuple[list[Reading], list[Reading]]:
    """Two readings of each plan, newer and older."""
    made = list(plans(count, giant=GIANT))
    newer, older = ([read_text(text(plan.text), plan.name) for plan in made] for text in (str, other))
    assert [one.document.plan for one in newer] == [one.document.plan for one in older]
    return newer, older


def shape(made: Rows) -> tuple[int, int, int]:
    """Own nodes, relations from sentences and mentions of a plan: whole means all of them."""
    return (
        sum(map(len, made.own.values())) - 1,
        sum("id" in row["props"] for group in made.relations.values() for row in group),
        sum(map(len, made.mentions.values())),
    )


def shapes(graph: Graph) -> dict[str, tuple[int, int, int]]:
    """What the graph holds of each plan, also of one that has no Plan node."""
    texts = (
        "MATCH (n) WHERE n.plan IS NOT NULL RETURN n.plan AS plan, count(*) AS n",
        "MATCH ()-[r]->() WHERE r.plan IS NOT NULL RETURN r.plan AS plan, count(*) AS n",
        "MATCH (p:Plan)-[m:MENTIONS]->() RETURN p.id AS plan, count(*) AS n",
    )
    counted = [Counter({str(row["plan"]): int(str(row["n"])) for row in graph.ask(text)}) for text in texts]
    names = set().union(*counted)
    return {name: (counted[0][name], counted[1][name], counted[2][name]) for name in names}


@dataclass(slots=True)
class Run:
    """One kill and what was found afterwards."""

    victim: str
    replacing: bool
    at: int
    """Plans reported when the kill came."""
    struck: bool
    """The loader was still at it."""
    reported: int
    """Plans reported in the end."""
    healed: bool
    """The loader went on by itself and reported all."""
    start: float
    half: int = 0
    missing: int = 0
    same: bool = False


def shuffle(order: list[Reading], seed: int) -> None:
    random.Random(seed).shuffle(order)


def child(data: Path, parcel: Path, report: Path, seed: int) -> None:
    """Load the plans of a parcel in an order of its own and report each."""
    order: list[Reading] = pickle.loads(parcel.read_bytes())
    shuffle(order, seed)
    with open_graph(load_settings(graph="embedded", data=data, database=None)) as graph, report.open("a") as file:
        print("up", flush=True)
        for reading in order:
            graph.load(reading)
            file.write(reading.document.plan + "\n")
            file.flush()
            os.fsync(file.fileno())


def kill(victim: str, loader: subprocess.Popen[str], address: Address) -> None:
    wanted = {"loader": [loader.pid], "keeper": [address.keeper.pid], "java": [address.java.pid]}
    wanted["all three"] = [pid for pids in wanted.values() for pid in pids]
    for pid in wanted[victim]:
        if psutil.pid_exists(pid):
            psutil.Process(pid).kill()


class Trial:
    """The plans, the settings, and how an undisturbed load ends."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.settings: Settings = load_settings(
            graph="embedded", data=folder / "data", database=None, query_timeout=600
        )
        self.versions = versions(count)
        self.rows = [{one.document.plan: rows(one) for one in version} for version in self.versions]
        self.parcels = [folder / "newer", folder / "older"]
        self.expected: list[Checksum] = []
        for version, parcel in zip(self.versions, self.parcels, strict=True):
            parcel.write_bytes(pickle.dumps(version))
            with open_graph(self.settings) as graph:
                graph.clear()
                for reading in version:
                    graph.load(reading)
                self.expected.append(checksum(graph))

    def run(self, number: int, rng: random.Random) -> Run:
        """Prepare, load, kill, look, load again."""
        turn = 1 - number % 2
        if not turn:
            with open_graph(self.settings) as graph:
                graph.clear()
        report = self.folder / f"report{number}"
        report.touch()
        words = ["--data", str(self.settings.data), "--parcel", str(self.parcels[turn]), "--report", str(report)]
        command = [sys.executable, "-m", "bench.crash", *words, "--seed", str(number)]
        victim = VICTIMS[(number - 1) // 2 % len(VICTIMS)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as loader:
            assert loader.stdout is not None
            loader.stdout.readline()
            address = read_address(Home(self.settings.engine))
            assert address is not None
            self.wait(report, turn, number, rng)
            struck = loader.poll() is None
            at = len(report.read_text().split())
            kill(victim, loader, address)
            loader.wait(600)
        reported = report.read_text().split()
        healed = struck and loader.returncode == 0 and len(reported) == len(self.versions[turn])
        begun = time.monotonic()
        with open_graph(self.settings) as graph:
            run = Run(victim, bool(turn), at, struck, len(reported), healed, time.monotonic() - begun)
            self.look(graph, run, reported, turn)
            for reading in self.versions[turn]:
                graph.load(reading)
            run.same = checksum(graph) == self.expected[turn]
        return run

    def wait(self, report: Path, turn: int, seed: int, rng: random.Random) -> None:
        """Wait until a share of the rows, drawn by lot, is written: whole plans by report, the rest by the pace."""
        order = list(self.versions[turn])
        shuffle(order, seed)
        sizes = [self.rows[turn][reading.document.plan].count() for reading in order]
        wanted = rng.uniform(0, sum(sizes))
        before = 0
        begun = time.monotonic()
        while wanted > sizes[before]:
            wanted -= sizes[before]
            before += 1
        while len(report.read_text().split()) < before:
            time.sleep(0.005)
        written = sum(sizes[:before])
        pause = (time.monotonic() - begun) / written * wanted if written else rng.uniform(0, 1)
        until = time.monotonic() + pause
        while time.monotonic() < until and len(report.read_text().split()) == before:
            time.sleep(0.005)

    def look(self, graph: Graph, run: Run, reported: list[str], turn: int) -> None:
        digests = {
            row["id"]: row["digest"] for row in graph.ask("MATCH (p:Plan) RETURN p.id AS id, p.digest AS digest")
        }
        allowed = self.rows if turn else self.rows[:1]
        whole = {made.digest: shape(made) for version in allowed for made in version.values()}
        found = shapes(graph)
        run.half = sum(found[name] != whole.get(str(digests.get(name))) for name in found)
        run.half += sum(name not in found for name in digests)
        run.missing = sum(digests.get(name) != self.rows[turn][name].digest for name in reported)


HEAD = (
    "killed",
    "runs",
    "in mid-load",
    "at plan",
    "went on by itself",
    "next start",
    "half",
    "missing",
    "same checksum",
)


def summary(done: list[Run], count: int, rows_of: int) -> str:
    """The figures for docs/performance.md."""
    cells = []
    for victim in VICTIMS:
        for replacing in (False, True):
            group = [run for run in done if (run.victim, run.replacing) == (victim, replacing)]
            if group:
                cells.append(
                    (
                        f"{victim}, {'replacing' if replacing else 'into an empty graph'}",
                        str(len(group)),
                        str(sum(run.struck for run in group)),
                        ", ".join(str(at) for at in sorted(run.at for run in group)),
                        str(sum(run.healed for run in group)),
                        f"{max(run.start for run in group):.1f} s",
                        str(sum(run.half for run in group)),
                        str(sum(run.missing for run in group)),
                        f"{sum(run.same for run in group)}/{len(group)}",
                    )
                )
    text = (
        f"{count} plans ({rows_of:,} rows; one with {GIANT:,} tasks), loaded or replaced while something is killed.\n\n"
    )
    return text + table(HEAD, cells)


def main() -> None:
    """Do the runs; exit 1 where one of them finds fault."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=main.__doc__)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--plans", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    for name in ("data", "parcel", "report"):
        parser.add_argument(f"--{name}", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.parcel:
        child(given.data, given.parcel, given.report, given.seed)
        return
    with tempfile.TemporaryDirectory(prefix="gongjin-crash-") as folder:
        trial, rng, done = Trial(Path(folder), given.plans), random.Random(given.seed), []
        for number in range(1, given.runs + 1):
            done.append(trial.run(number, rng))
            print(number, done[-1], flush=True)
        wait_gone(Home(trial.settings.engine))
        body = summary(done, given.plans, sum(made.count() for made in trial.rows[0].values()))
    print(body)
    write("performance", "crash", "make crash", f"## {TITLE}\n\n{body}")
    sys.exit(any(run.half or run.missing or not run.same for run in done))


if __name__ == "__main__":
    main()
