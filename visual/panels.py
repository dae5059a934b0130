"""What opens beside a table: the sentences of a row, and bars that stand in its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from visual.charts import ROLES
from visual.findings import named
from visual.text import wide

Row = Mapping[str, Any]
NODES = ("agency", "task", "thing", "a", "metric", "shared", "path", "due", "plan")


def panel(index: int, row: Row, facts: Mapping[str, Row], more_href: str, link: str = "") -> dict[str, Any]:
    """The sentences of one row: its name, what it counts, its facts and how many more there are."""
    known = [facts[key] for key in row["facts"] if key in facts]
    value = next((row[name] for name in NODES if row.get(name)), "")
    counted = [(role, int(row[name])) for role, name in _counted(row) if row.get(name)]
    return {
        "index": index,
        "name": wide("、".join(map(named, value)) if isinstance(value, list) else named(value)),
        "href": link,
        "sum": counted,
        "facts": known,
        "more": max(0, int(row.get("facts_total") or len(row["facts"])) - len(known)),
        "more_href": more_href,
    }


def _counted(row: Row) -> list[tuple[str, str]]:
    """Which columns of a row count roles: ``tasks`` of a ranking are leads."""
    if isinstance(row.get("tasks"), int):
        return [("lead", "tasks"), ("inferred", "inferred")]
    return [(role, role) for role in ROLES if isinstance(row.get(role), int) and not isinstance(row[role], bool)]


def bar_rows(rows: Iterable[Row], link: Any) -> list[dict[str, Any]]:
    """Rows of a count by role as bars: name, address, a number a role, their sum."""
    out = []
    for row in rows:
        one: dict[str, Any] = {role: int(row.get(role) or 0) for role in ROLES}
        if isinstance(row.get("tasks"), int):
            one["lead"] = int(row["tasks"])
        one["name"] = wide(named(row["agency"]))
        one["href"] = link(row["agency"])
        one["id"] = row["agency"].get("id")
        one["total"] = sum(one[role] for role in ROLES)
        out.append(one)
    return out


def used_roles(rows: Sequence[Row]) -> list[str]:
    """Roles that occur, in the order of the parts of a bar."""
    return [role for role in ROLES if any(row.get(role) for row in rows)]


def scale(rows: Sequence[Row], width: int) -> float:
    """Pixels a task, so that the longest bar fits; never more than 20."""
    longest: int = max((row["total"] for row in rows), default=1)
    return min(20.0, width / max(1, longest))


def with_all_roles(leading: Sequence[Row], every: Sequence[Row], rows: int) -> list[dict[str, Any]]:
    """Leaders with their other roles from the count of all roles, then those who are only named, to so many rows.

    A listed task that is counted as inferred is not counted twice.
    """
    by_id = {row["agency"]["id"]: row for row in every}
    out: list[dict[str, Any]] = []
    for row in leading:
        other = by_id.get(row["agency"]["id"], {})
        one = {**row, **{role: int(other.get(role) or 0) for role in ("co", "support", "guide", "listed")}}
        one["lead"] = int(row["tasks"])
        one["listed"] = max(0, one["listed"] - int(row.get("inferred") or 0))
        one.pop("tasks")
        out.append(one)
    seen = {row["agency"]["id"] for row in leading}
    rest = [row for row in every if row["agency"]["id"] not in seen and not row.get("lead")]
    return out + [dict(row) for row in rest[: max(0, rows - len(out))]]
