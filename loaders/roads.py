"""Roads that are named by their number alone: 推进G536、S317建设."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.facts import Find
from loaders.passage import Passage

_ROAD = re.compile(
    r"[GSXY](?<![A-Za-z0-9沿经].)\d{3,4}(?=[、,;。)和及等]|建设|改造|改建|改扩建|改线|扩容|提质|大修|中修|升级|工程|项目|国道|省道|$)"
)


def find(passage: Passage, beside: Sequence[Find]) -> Iterator[Find]:
    """Each road of an item that stands in none of the longer names found ``beside`` it (S317南县至茅草街公路)."""
    for road in _ROAD.finditer(passage.text, passage.start, passage.end):
        if all(road.end() <= other.start or other.end <= road.start() for other in beside):
            yield Find("Project", road[0], *road.span(), "project.road")
