"""What finders saw -> entities and the relations that hold them to a task or a plan."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.builder import Builder
from loaders.facts import Find, Value
from loaders.gazetteer import Place
from loaders.workgroup import Workgroup


def join(build: Builder, task: str, finds: list[Find]) -> None:
    """Relations from a task to what its words name."""
    home_code = (build.document.place or "place:000000").removeprefix("place:")
    for find in finds:
        relation = "NAMES"
        if find.kind == "Place":
            place = build.gazetteer.get(str(find.props.get("place") or ""))
            if place is None:
                options = find.props.get("candidates")
                build.unread(
                    task, find.start, find.end, "place.ambiguous", options if isinstance(options, tuple) else ()
                )
                continue
            target, relation = build.place(place, find.name), "AT"
        elif find.kind == "Strategy":
            target, relation = build.entity(f"strategy:{find.name}", "Strategy", find.name), "ADVANCES"
        elif find.kind == "Subject":
            target, relation = build.entity(f"subject:{find.name}", "Subject", find.name), "ABOUT"
        elif find.kind == "Deadline":
            date = str(find.props.get("date") or "")
            target, relation = (
                build.entity(f"deadline:{date or find.name}", "Deadline", date or find.name, {"date": date or None}),
                "DUE",
            )
        elif find.kind == "Project":
            target = build.entity(
                f"project:{home_code}:{find.name}", "Project", find.name, {"place": build.document.place}
            )
        else:
            target = build.entity(f"enterprise:{find.name}", "Enterprise", find.name, None, find.name)
        build.fact(relation, task, target, task, (find.start, find.end), find.rule, doubtful=find.doubtful)


def targets(build: Builder, owner: str, finds: Iterable[Find], item: str) -> None:
    """Targets belong to one plan; each is a node of its own."""
    plan = build.document.plan
    for find in finds:
        id = f"{owner if owner != plan else plan + '#'}/t{find.start}-{find.props.get('value')}"
        while id in build.ids:
            id += "+"
        build.entity(id, "Target", find.name, {"plan": plan, **find.props})
        build.fact("SETS", owner, id, item, (find.start, find.end), find.rule, doubtful=find.doubtful)


def tie(build: Builder, task: str, seen: Find, at: Place | None, spots: list[Find]) -> None:
    """A cooperation from the issuer (or a body of it) to its partner."""
    a, b = str(seen.props.get("a") or ""), str(seen.props.get("b") or seen.name)
    source = _party(build, task, a, seen, at, spots, "")
    target = _party(build, task, b, seen, None, spots, str(seen.props.get("kind") or ""))
    if source and target and source != target:
        props = {key: seen.props.get(key) for key in ("theme", "strategy", "kind")}
        span = (seen.start, seen.end)
        build.fact(
            "COOPERATES", source, target, task, span, seen.rule, doubtful=seen.doubtful, props={**props, "a": a, "b": b}
        )


def _party(
    build: Builder, task: str, name: str, seen: Find, at: Place | None, spots: list[Find], kind: str
) -> str | None:
    if not name:
        return build.place(at) if at else None
    if at and name in at.names:
        return build.place(at)
    for spot in spots:
        if spot.name == name and (place := build.gazetteer.get(str(spot.props.get("place") or ""))):
            return build.place(place, name)
    if kind == "enterprise":
        return build.entity(f"enterprise:{name}", "Enterprise", name, None, name)
    if place := build.gazetteer.one(name, build.gazetteer.get(build.document.place)):
        return build.place(place, name)
    return build.agency(name, task, (seen.start, seen.end)).id


def group(build: Builder, found: Workgroup) -> None:
    plan = build.document.plan
    id = f"{plan}#专班"
    props: dict[str, Value] = {
        "plan": plan,
        "convener": found.convener.name if found.convener else None,
        "deputies": tuple(post.name for post in found.deputies),
        "open_ended": found.open_ended,
    }
    build.entity(id, "WorkGroup", found.name.name, props)
    build.link("PART_OF", id, plan)
    for deputy, post in [(False, found.convener), *((True, post) for post in found.deputies)]:
        if post and post.body:
            span = (post.body.start, post.body.end)
            agency = build.agency(post.body.name, plan, span)
            build.fact("CONVENES", agency.id, id, plan, span, "workgroup.convener", props={"deputy": deputy})
    if found.office:
        span = (found.office.start, found.office.end)
        build.fact("HOSTS", build.agency(found.office.name, plan, span).id, id, plan, span, "workgroup.office")
    for position, member in enumerate(found.members):
        span = (member.start, member.end)
        build.fact(
            "SITS_ON",
            build.agency(member.name, plan, span).id,
            id,
            plan,
            span,
            "workgroup.member",
            props={"position": position},
        )
