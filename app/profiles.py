"""The page of a body and the page of a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app import sights
from app.leaves import TOP, Context, address, agency_href, chosen_row, panel_list, plan_card
from app.service import Meta, Service
from visual import panels
from visual.charts import ROLES
from visual.pages import href
from visual.reader import number
from visual.text import wide
from visual.words import Words


def agency_page(service: Service, words: Words, id_: str, page: Mapping[str, str]) -> Context:
    """One body: its tasks by role, who stands beside it, where it overlaps, its like elsewhere."""
    about = service.agency(id_)
    answer = service.ask("agency_tasks", {"agency": about["id"], "limit": 500})
    base = href(about, "Agency")
    selected = chosen_row(answer, page)
    details, partners = _around(service, answer.rows, about["id"])
    tasks = [{**row, **details[row["task"]["id"]]} for row in answer.rows]
    most = max((one["n"] for one in partners), default=1)
    found = panel_list(answer, service, base, selected)
    written: list[str] = [name for one in about["written"] if one["spellings"] for name in one["spellings"]]
    spellings = [name for name in dict.fromkeys(written) if name != about["name"]]
    place: Mapping[str, Any] | None = about["place"]
    return {
        "name": about["name"],
        "place": place,
        "plan_n": len({row["plan"]["id"] for row in answer.rows}),
        "tasks": tasks,
        "led": sum(row["role"] == "lead" for row in answer.rows),
        "first": sum(row["role"] == "listed" and bool(row["first"]) for row in answer.rows),
        "spellings": "、".join(f"“{wide(name)}”" for name in spellings[:6]),
        "network": address("agency_tasks", {"agency": about["id"]}),
        "panels": found,
        "panel": found[selected] if found else None,
        "selected": selected,
        "partners": [{**one, "width": round(120 * one["n"] / most)} for one in partners[:10]],
        "overlaps": _overlaps(service, about["id"], place["id"]) if place else [],
        "elsewhere": _elsewhere(service, about),
    }


def _overlaps(service: Service, agency: str, place: str) -> list[Context]:
    """Overlaps of its place in which a body has a part, with the card of each."""
    page = address("overlaps", {"place": place})
    rows = service.ask("overlaps", {"place": place, "limit": 50}, evidence=False).rows
    return [
        {"name": "、".join(one["name"] for one in row["shared"]), "href": f"{page}#row{at}"}
        for at, row in enumerate(rows)
        if agency in {body["id"] for body in (*row["a_bodies"], *row["b_bodies"])}
    ]


def _around(
    service: Service, rows: Sequence[Mapping[str, Any]], self_id: str
) -> tuple[dict[str, Context], list[Context]]:
    """Leads, targets and projects of tasks, and how often each other body stands beside this one."""
    nodes, edges = sights.around(service, {row["task"]["id"] for row in rows})
    known = {node.id: node for node in nodes}
    entities = {e.id: e for plan in {row["plan"]["id"] for row in rows} for e in service.reading(plan).entities}
    details: dict[str, Context] = {row["task"]["id"]: {"leads": [], "targets": [], "projects": []} for row in rows}
    beside: Counter[str] = Counter()
    for pair in {(edge.source, edge.target, edge.kind) for edge in edges}:
        source, target, kind = pair
        if source in known and source != self_id and known[source].kind == "Agency":
            beside[source] += 1
            if kind == "LEADS":
                details[target]["leads"].append({"id": source, "name": known[source].name})
        elif kind == "SETS":
            props = entities[target].props
            measure = number(
                str(props.get("op") or ""), props.get("value"), props.get("to"), str(props.get("unit") or "")
            )
            details[source]["targets"].append({"name": props.get("metric") or known[target].name, "measure": measure})
        elif kind == "NAMES":
            details[source]["projects"].append(known[target].name)
    ranked = sorted(beside.items(), key=lambda one: (-one[1], one[0]))
    return details, [{"id": key, "name": known[key].name, "n": n} for key, n in ranked]


def _elsewhere(service: Service, about: Mapping[str, Any]) -> list[Context]:
    """Bodies of the same function in other places."""
    function = about.get("function")
    if not function:
        return []
    every = service.ask("agencies", {"limit": 200}, evidence=False).rows
    return [
        {**row["agency"], "lead": row["lead"], "n": sum(int(row.get(role) or 0) for role in ROLES)}
        for row in every
        if row["agency"]["id"] != about["id"] and row["agency"]["id"].split(":")[-1] == function
    ][:TOP]


def place_page(service: Service, words: Words, id_: str, page: Mapping[str, str], metas: Sequence[Meta]) -> Context:
    """One place or region: its plans, its bodies, the cooperation and the tasks that name it."""
    answer = service.ask("region", {"place": id_, "limit": 300})
    known = service.resolver.gazetteer.get(id_)
    name = known.name if known else next((row["at"]["name"] for row in answer.rows), id_.rpartition(":")[2])
    agencies = service.ask("agencies", {"place": id_, "limit": 20}, evidence=False).rows
    base = href({"id": id_}, "Place")
    selected = chosen_row(answer, page)
    found = panel_list(answer, service, base, selected)
    rows = [{**row, "index": index} for index, row in enumerate(answer.rows)]
    by_kind = {
        "ties": [row for row in rows if row["how"] == "COOPERATES"],
        "tasks": [row for row in rows if row["how"] in ("AT", "ADVANCES")],
    }
    if "row" not in page and by_kind["ties"]:
        selected = by_kind["ties"][0]["index"]
    here = {row["plan"]["id"] for row in rows if row["how"] == "FOR"}
    bars = panels.bar_rows(agencies, agency_href)
    above = service.resolver.gazetteer.chain(known)[1:] if known else ()
    members = [one.name for key in (known.members if known else ()) if (one := service.resolver.gazetteer.get(key))]
    return {
        "name": name,
        "above": [{"id": place.id, "name": place.name} for place in reversed(above) if place.level != "country"],
        "members": "、".join(members),
        "plan_n": len(here),
        "task_n": len(by_kind["tasks"]),
        "tie_n": len(by_kind["ties"]),
        "plans": [plan_card(service, meta) for meta in metas if meta.plan in here],
        "groups": [(key, part) for key, part in by_kind.items() if part],
        "agencies": bars,
        "agency_scale": panels.scale(bars, 120),
        "agency_roles": panels.used_roles(bars),
        "panels": found,
        "panel": found[selected] if found else None,
        "map": address("cooperation", {"place": id_}),
        "network": address("region", {"place": id_}),
    }
