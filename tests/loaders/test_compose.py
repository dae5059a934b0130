"""Composed plans are read back without an error: every task, title, role and name, and nothing else."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.loaders.compose import Plan, plans
from tests.loaders.readback import bodies, plain, tasks


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_composed_plans_are_read_back(plan: Plan) -> None:
    rows = tasks(plan.text)
    assert [(row["path"], plain(row["title"])) for row in rows] == [(t.path, plain(t.title)) for t in plan.tasks]
    got: dict[str, set[tuple[str, str]]] = {row["path"]: set() for row in rows}
    for path, _, role, name in bodies(rows):
        got[path].add((role, name))
    assert got == {task.path: task.bodies for task in plan.tasks}
    assert [row["open_ended"] for row in rows] == [task.open_ended for task in plan.tasks]
