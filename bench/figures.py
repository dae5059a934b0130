"""One measured figure beside its reference, and tables of them in Markdown."""

from __future__ import annotations

import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and the same work done the barest way in the same run."""

    what: str
    ours: float
    reference: float | None
    unit: str
    aim: str = ""
    """What the ratio should be, e.g. ``<= 1.5``, or ours, e.g. ``about 7 ms``; shown, tested by nobody."""

    @property
    def ratio(self) -> float | None:
        """Ours by reference."""
        return self.ours / self.reference if self.reference else None

    def row(self) -> tuple[str, ...]:
        """The figure as cells of a table."""
        reference = "" if self.reference is None else f"{short(self.reference)} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (self.what, f"{short(self.ours)} {self.unit}", reference, ratio, self.aim)


def short(value: float) -> str:
    """A number in as many digits as one reads.

    >>> short(10093.4), short(23.519), short(0.05712)
    ('10,093', '23.5', '0.0571')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Processor seconds of each of so many runs, after one that does not count."""
    work()
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return taken


def middle(seconds: Iterable[float]) -> float:
    """Median in milliseconds."""
    return statistics.median(seconds) * 1000


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table in Markdown: first column to the left, the others to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def machine() -> str:
    """Say on what it was measured, in words that name no one."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def write(name: str, part: str, command: str, body: str) -> None:
    """Put a part into ``docs/<name>.md`` between its marks, with date, machine and command; other parts stay."""
    path = DOCS / f"{name}.md"
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    said = (
        f"Measured on {date.today().isoformat()} by `{command}` ({machine()}; gongjin {version('gongjin')}).\n\n{body}"  # noqa: DTZ011
    )
    new = f"{begin}\n{said}\n{end}"
    old = path.read_text(encoding="utf-8") if path.exists() else f"# {name.capitalize()}\n"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    text = pattern.sub(lambda _: new, old) if pattern.search(old) else f"{old.rstrip()}\n\n{new}\n"
    DOCS.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
