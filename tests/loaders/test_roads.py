"""Roads by their number alone, and what only looks like one."""

from __future__ import annotations

import pytest

from loaders import projects, roads
from loaders.passage import Passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进G536、S317建设。", ["G536", "S317"]),
        ("实施X082、Y105改造", ["X082"]),
        ("推进G234、S317青川至南湾公路建设", ["G234"]),
        ("沿G319布局产业", []),
        ("推进G60科创走廊建设,保障5G项目", []),
        ("支持C919、G20项目", []),
    ],
)
def test_roads(text: str, expected: list[str]) -> None:
    passage = Passage(text, 0, len(text))
    assert [find.name for find in roads.find(passage, list(projects.find(passage)))] == expected
