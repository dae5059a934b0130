"""What a plan counts for itself when it is written, so that no answer has to count over everything.

Counts of shared nodes are this plan's share of them; what one task may share with another is told by short keys.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
Relations: TypeAlias = Mapping[tuple[str, str, str], Sequence[Row]]
Duties: TypeAlias = Mapping[str, Sequence[tuple[str, str, Any]]]
"""Task -> its bodies: relation, agency, properties of the duty."""
Side: TypeAlias = tuple[Collection[str], Collection[str]]
"""What a task may share with others (keys), and who holds it (heads)."""

GAPS = ("unled", "two", "collective", "nobody")
ROLES = ("LEADS", "SHARES", "SUPPORTS", "GUIDES", "LISTED")


def duties(relations: Relations) -> Duties:
    """The bodies of each task."""
    found: dict[str, list[tuple[str, str, Any]]] = defaultdict(list)
    for role in ROLES:
        for row in relations.get((role, "Agency", "Task"), ()):
            found[row["target"]].append((role, row["source"], row["props"]))
    return found


def touched(relations: Relations, stated: Collection[str]) -> dict[str, set[str]]:
    """By shared node, the tasks that a stated relation joins it to without a doubt."""
    tasks: dict[str, set[str]] = defaultdict(set)
    for (name, start, stop), group in relations.items():
        if "Task" in (start, stop) and name in stated:
            near, far = ("target", "source") if stop == "Task" else ("source", "target")
            for row in group:
                if not row["props"].get("doubtful"):
                    tasks[row[far]].add(row[near])
    return tasks


def agencies(held: Duties) -> dict[str, Counter[str]]:
    """By agency: its duties, the tasks it leads, and those where it is the first that a clause without a lead lists
    and that it does not lead by another clause (``first``); ``heads`` are both."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for bodies in held.values():
        led = {props.get("clause") for role, _, props in bodies if role == "LEADS"}
        leads = {agency for role, agency, _ in bodies if role == "LEADS"}
        lists = [(agency, props) for role, agency, props in bodies if role == "LISTED"]
        lowest: dict[Any, int] = {}
        for _, props in lists:
            clause = props.get("clause")
            lowest[clause] = min(lowest.get(clause, props.get("position", 0)), props.get("position", 0))
        first = {
            agency
            for agency, props in lists
            if (clause := props.get("clause")) not in led
            and props.get("position", 0) == lowest[clause]
            and not props.get("implied")
        }
        for agency in leads:
            found[agency].update(leads=1, heads=1)
        for agency in first - leads:
            found[agency].update(first=1, heads=1)
        for _, agency, _ in bodies:
            found[agency]["duties"] += 1
    return found


def gaps(bodies: Sequence[tuple[str, str, Any]], collective: Collection[str]) -> list[str]:
    """What a task lacks: a lead, one lead alone, somebody who can be named, anybody."""
    leads: dict[Any, set[str]] = defaultdict(set)
    for role, agency, props in bodies:
        if role == "LEADS":
            leads[props.get("clause")].add(agency)
    true = {
        "unled": bool(bodies) and not leads,
        "two": any(len(one) > 1 for one in leads.values()),
        "collective": bool(bodies) and all(agency in collective for _, agency, _ in bodies),
        "nobody": not bodies,
    }
    return [gap for gap in GAPS if true[gap]]


def heads(bodies: Sequence[tuple[str, str, Any]]) -> tuple[bool, list[str]]:
    """Whether a lead is named, and who holds the task: the leads, or where there is none everybody."""
    leads = sorted({agency for role, agency, _ in bodies if role == "LEADS"})
    return bool(leads), leads or sorted({agency for _, agency, _ in bodies})


def keys(relations: Relations, nodes: Mapping[str, Row]) -> dict[str, list[str]]:
    """By task, what it may share with another: 0 and a project without its phase, 1 and a metric, 2 and a subject."""
    found: dict[str, set[str]] = defaultdict(set)
    for rank, (relation, kind, prop) in enumerate(
        (("NAMES", "Project", "base"), ("SETS", "Target", "metric"), ("ABOUT", "Subject", "id"))
    ):
        for row in relations.get((relation, "Task", kind), ()):
            if not row["props"].get("doubtful"):
                named = nodes.get(row["target"], {}).get(prop) or row["target"]
                found[row["source"]].add(f"{rank}{named}")
    return {task: sorted(mine) for task, mine in found.items()}


def overlaps(mine: Iterable[Side], others: Iterable[Side] = ()) -> Counter[int]:
    """Pairs that share a key while different bodies hold them, by the lowest rank they share: those within a plan,
    and those of its tasks with the tasks of others."""
    ours = [(set(held), set(shared)) for shared, held in mine if held and shared]
    theirs = [(set(held), set(shared)) for shared, held in others if held and shared]
    every = [*ours, *theirs]
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, (_, shared) in enumerate(every):
        for key in shared:
            bearers[key].append(number)
    pairs: dict[tuple[int, int], int] = {}
    for key in sorted(bearers, reverse=True):  # the lowest rank has the last word
        for nth, a in enumerate(bearers[key]):
            if a >= len(ours):
                break
            for b in bearers[key][nth + 1 :]:
                if every[a][0] != every[b][0]:
                    pairs[a, b] = int(key[0])
    return Counter(pairs.values())


def tallies(changes: Mapping[tuple[str, int, str], int]) -> Iterator[Row]:
    """Rows of derive/tally for what changed: (count, value, where) -> by how many."""
    for (of, value, at), n in sorted(changes.items()):
        if n:
            yield {"id": f"{of}:{value}:{at}".rstrip(":"), "of": of, "value": value, "at": at, "n": n}
