"""What the passages of a plan say: each finder reads all of them before the next one begins.

So its patterns stay at hand, which reads a plan a fifth faster than passage by passage; what it found is settled as a
person decided, since others build on it: projects on places, cooperation on places, firms and strategies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from loaders import cooperation, deadlines, enterprises, places, projects, relate, roads, strategies, subjects, targets
from loaders.builder import Builder
from loaders.facts import Find
from loaders.gazetteer import Place
from loaders.passage import Passage


@dataclass(slots=True)
class Said:
    """The finds of one passage of a task, by finder; ``served``: strategies that the headings above name."""

    task: str
    passage: Passage
    served: list[Find]
    strategies: list[Find] = field(default_factory=list)
    firms: list[Find] = field(default_factory=list)
    spots: list[Find] = field(default_factory=list)
    matters: list[Find] = field(default_factory=list)
    """Projects and subjects."""
    deadlines: list[Find] = field(default_factory=list)
    targets: list[Find] = field(default_factory=list)
    ties: list[Find] = field(default_factory=list)


def read(build: Builder, rows: Sequence[Said], at: Place | None) -> None:
    """Fill in what every passage says; ``at``: whose plan it is."""
    for row in rows:
        row.strategies = [*row.served, *relate.settle(build, row.task, strategies.find(row.passage))]
    for row in rows:
        row.firms = relate.settle(build, row.task, enterprises.find(row.passage))
    for row in rows:
        found = relate.spots(build, row.passage, places.find(row.passage, at))
        row.spots = [spot for spot in relate.settle(build, row.task, found) if not _inside(spot, row.firms)]
    for row in rows:
        works = list(projects.find(row.passage, row.spots))
        row.matters = relate.settle(build, row.task, chain(works, roads.find(row.passage, works)))
    for row in rows:
        row.matters += relate.settle(build, row.task, subjects.find(row.passage))
    for row in rows:
        row.deadlines = list(deadlines.find(row.passage))
    for row in rows:
        row.targets = list(targets.find(row.passage))
    for row in rows:
        row.ties = list(cooperation.find(row.passage, at, row.spots, row.firms, row.strategies))


def _inside(spot: Find, firms: Sequence[Find]) -> bool:
    """Whether a place is only a part of a firm's name."""
    return any(firm.start <= spot.start and spot.end <= firm.end and not firm.doubtful for firm in firms)
