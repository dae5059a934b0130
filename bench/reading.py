"""Reading: the whole of ``loaders.read`` beside one bare regex that only looks for clauses in brackets."""

from __future__ import annotations

import re
from pathlib import Path

from bench.figures import Figure, middle, timed
from bench.plans import Plan, plan, plans
from loaders import read_text

TITLE = "Reading"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "seeds"
BARE = re.compile(r"[(（][^()（）]*(?:负责|牵头|单位[:：])[^()（）]*[)）]")

AGAIN = 50
"""The bare regex is done in less than a tenth of a millisecond, too short for the clock: it runs so many times."""


def sized(characters: int) -> str:
    """A made-up text of about so many characters."""
    tasks = 1
    made: Plan = plan(7, tasks=tasks)
    while len(made.text) < characters:
        tasks += 5
        made = plan(7, tasks=tasks)
    return made.text[:characters]


def measure(rounds: int = 15) -> list[Figure]:
    """Time both over the same texts, in memory."""
    made = [p.text for p in plans(40)]
    texts = {"40 made-up plans": made, "a made-up plan": [sized(8000)]}
    if SHARED.is_dir():
        texts["5 real plans (../shared/seeds)"] = [
            p.read_text("utf-8", "replace") for p in sorted(SHARED.glob("*.txt"))
        ]
    figures = []
    for name, group in texts.items():
        ours = middle(timed(lambda group=group: [read_text(t, "plan.txt") for t in group], rounds))  # type: ignore[misc]
        bare = middle(timed(lambda group=group: [BARE.findall(t) for t in group * AGAIN], rounds)) / AGAIN  # type: ignore[misc]
        length = sum(map(len, group))
        what = f"{name}, {length:,} characters: loaders.read beside one re.findall"
        figures.append(Figure(what, ours, bare, "ms", f"about {7 * length / 8000:.0f} ms"))
    return figures
