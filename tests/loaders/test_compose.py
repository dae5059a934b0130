"""Composed plans are read back without an error: every task, title, role and name, and nothing else."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.loaders.compose import Plan, plans
from tests.loaders.readback import bodies, plain, tasks

MANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
ALONE = re.compile(r"[牵责主完时〔\[【(]|（(?![一二三四五六七八九十\d]+）)")
"""Begins a clause that stands on a line of its own: wrapping could not tell it from the paragraph above."""


def check(text: str, plan: Plan) -> None:
    """The text says what the plan knows."""
    rows = tasks(text)
    assert [(row["path"], plain(row["title"])) for row in rows] == [(t.path, plain(t.title)) for t in plan.tasks]
    got: dict[str, set[tuple[str, str]]] = {row["path"]: set() for row in rows}
    for path, _, role, name in bodies(rows):
        got[path].add((role, name))
    assert got == {task.path: task.bodies for task in plan.tasks}
    assert [row["open_ended"] for row in rows] == [task.open_ended for task in plan.tasks]


def wrapped(text: str, width: int) -> str:
    """Lines of one width, as a PDF gives them, and a page number after every 20 of them."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        for start in range(0, len(paragraph), width):
            lines.append(paragraph[start : start + width])
            if len(lines) % 20 == 0:
                lines.append(f"— {len(lines) // 20} —")
    return "\n".join(lines)


@MANY
@given(plans())
def test_composed_plans_are_read_back(plan: Plan) -> None:
    check(plan.text, plan)


@settings(MANY, max_examples=80)
@given(plans(), st.sampled_from((24, 28, 34)))
def test_composed_plans_survive_hard_line_breaks(plan: Plan, width: int) -> None:
    paragraphs = plan.text.splitlines()
    assume(all(p.count("（") == p.count("）") and not ALONE.match(p) for p in paragraphs))
    assume(all(sum(f"{task.title}。" in p for task in plan.tasks) <= 1 for p in paragraphs))
    assume(all(f"{task.title}。" in plan.text for task in plan.tasks))
    check(wrapped(plan.text, width), plan)
