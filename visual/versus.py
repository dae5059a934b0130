"""Two tasks side by side: what both name, each one's sentence with the shared words tinted, each one's bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from visual.pages import context
from visual.text import tinted

ROLES = ("LEADS", "SHARES", "SUPPORTS", "GUIDES", "LISTED")
SENTENCES = 2
"""Sentences a side shows at most; the plan has them all."""


def versus(row: Mapping[str, Any], facts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """One overlap for its card."""
    known = [facts[key] for key in row["facts"] if key in facts]
    ids = [{body["id"] for body in row[f"{side}_bodies"]} for side in "ab"]
    both = ids[0] & ids[1]
    sides = []
    for side in "ab":
        task = row[side]
        own = [fact for fact in known if fact["item"] == task["id"] and fact["kind"] not in ROLES]
        sides.append(
            {
                "task": task,
                "plan": row[f"{side}_plan"],
                "quotes": quotes(own) or quotes([fact for fact in known if fact["item"] == task["id"]]),
                "bodies": [{**body, "shared": body["id"] in both} for body in row[f"{side}_bodies"]],
            }
        )
    names = {body["id"]: body["name"] for body in row["a_bodies"]}
    return {
        "shared": row["shared"],
        "led": row["led"],
        "sides": sides,
        "both": [name for key, name in names.items() if key in both],
    }


def quotes(facts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Facts of one sentence together, all their words tinted; the first few sentences."""
    found: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for fact in facts:
        found.setdefault((fact["plan"], fact["sentence_start"]), []).append(fact)
    out = []
    for (_, first), group in list(found.items())[:SENTENCES]:
        spans = [(fact["start"] - first, fact["end"] - first) for fact in group]
        out.append({"html": tinted(group[0]["sentence"], spans), "rule": group[0]["rule"], "href": context(group[0])})
    return out
