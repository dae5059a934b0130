"""The title of an answer says what was found; the line under it says how it was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from markupsafe import Markup, escape

from visual.words import Words

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Sequence[Row]
Given: TypeAlias = Mapping[str, Any]


def finding(name: str, rows: Rows, total: int, given: Given, words: Words, default: str) -> Markup:
    """One sentence for the head of the page; the question itself where nothing can be said."""
    teller = _TELLERS.get(name)
    if teller is None or not rows:
        return escape(default)
    return teller(rows, total, given, words) or escape(default)


def how(name: str, given: Given, words: Words) -> str:
    """How the answer was counted, or nothing."""
    if given.get("inferred"):
        return words.get(f"how.{name}_inferred") or words.get(f"how.{name}")
    return words.get(f"how.{name}")


def named(value: Any) -> str:
    """The name of a node, or the value itself."""
    return str(value.get("name") or value.get("id") or "") if isinstance(value, Mapping) else str(value or "")


def _red(value: Any) -> Markup:
    return Markup('<span class="red">{}</span>').format(named(value))


def _who_leads(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    top, who = rows[0], _red(rows[0]["agency"])
    most = top["tasks"] + (top["inferred"] if given.get("inferred") else 0)
    tied = sum(row["tasks"] + (row["inferred"] if given.get("inferred") else 0) == most for row in rows)
    key = "finding.who_leads" + ("_inferred" if given.get("inferred") else "")
    if tied > 1:
        return words.html(f"{key}_tie", name=who, n=most, k=tied)
    if given.get("inferred") and not top["inferred"]:
        key += "_none"
    return words.html(key, name=who, n=top["tasks"], m=top["inferred"])


def _agencies(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    counts = [sum(int(row.get(role) or 0) for role in ("lead", "co", "support", "guide", "listed")) for row in rows]
    tied = counts.count(counts[0])
    key = "finding.agencies_tie" if tied > 1 else "finding.agencies"
    return words.html(key, name=named(rows[0]["agency"]), n=counts[0], k=tied)


def _agency_tasks(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    led = sum(row["role"] == "lead" for row in rows)
    return words.html("finding.agency_tasks", name=given.get("agency_name") or "", n=total, m=led)


def _cooperation(rows: Rows, total: int, given: Given, words: Words) -> Markup | None:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if not row.get("doubtful"):
            counts[named(row["a"]), named(row["b"])] += int(row["times"])
    if not counts:
        return None
    (a, b), n = max(counts.items(), key=lambda pair: pair[1])  # the first of those that tie, as the list has it
    tied = sum(times == n for times in counts.values())
    return words.html("finding.cooperation_tie" if tied > 1 else "finding.cooperation", a=a, b=b, n=n, k=tied)


def _overlaps(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    return words.html("finding.overlaps", n=total, m=sum(bool(row.get("led")) for row in rows))


def _gaps(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    return words.html(f"finding.gaps_{given.get('kind') or 'unled'}", n=total)


def _deadlines(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    return words.html("finding.deadlines", n=total, date=rows[0].get("date") or rows[0].get("due") or "")


def _targets(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    return words.html("finding.targets", n=len({(row["metric"], row["unit"]) for row in rows}), m=total)


def _region(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    counts = Counter(row["how"] for row in rows)
    name = given.get("place_name") or named(rows[0]["at"])
    if total > len(rows):
        return words.html("finding.region_many", name=name, n=total)
    tasks = counts["AT"] + counts["ADVANCES"]
    return words.html("finding.region", name=name, plans=counts["FOR"], tasks=tasks, ties=counts["COOPERATES"])


def _connections(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    path = rows[0]["path"]
    return words.html("finding.connections", a=named(path[0]), b=named(path[-1]), n=rows[0]["hops"])


def _task_agencies(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    return words.html("finding.task_agencies", n=len({named(row["agency"]) for row in rows}))


def _plan_ledger(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    return words.html("finding.plan_ledger", n=total, m=sum(bool(row.get("lead")) for row in rows))


def _search(rows: Rows, total: int, given: Given, words: Words) -> Markup:
    return words.html("finding.search", q=given.get("q") or "", n=total)


_TELLERS: Mapping[str, Callable[[Rows, int, Given, Words], Markup | None]] = {
    "who_leads": _who_leads,
    "agencies": _agencies,
    "agency_tasks": _agency_tasks,
    "cooperation": _cooperation,
    "overlaps": _overlaps,
    "gaps": _gaps,
    "deadlines": _deadlines,
    "targets": _targets,
    "region": _region,
    "connections": _connections,
    "task_agencies": _task_agencies,
    "plan_ledger": _plan_ledger,
    "search": _search,
}
