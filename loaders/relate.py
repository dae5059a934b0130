"""What finders saw -> entities and the relations that hold them to a task or a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loaders import abroad, projects
from loaders.builder import Builder
from loaders.facts import Find, Value
from loaders.gazetteer import Place
from loaders.passage import Passage
from loaders.workgroup import Workgroup

_RELATIONS = {"Place": "AT", "Strategy": "ADVANCES", "Subject": "ABOUT", "Deadline": "DUE"}


def settle(build: Builder, task: str, finds: Iterable[Find]) -> list[Find]:
    """Finds as a person decided: by another name, at another place, or not at all."""
    found = list(finds)
    if not build.names.decisions:
        return found
    return [one for find in found if (one := _settled(build, task, find))]


def _settled(build: Builder, task: str, find: Find) -> Find | None:
    if build.refused(find.name, task, (find.start, find.end)):
        return None
    word = build.names.word(find.name)
    if find.kind == "Place":
        known = build.gazetteer.get(word) or build.names.place(word) if word != find.name else None
        id = build.names.word(known.id if known else str(find.props.get("place") or ""))
        return replace(find, props={**find.props, "place": id}) if build.gazetteer.get(id) else find
    own, kind = word.rpartition(":")[2], word.partition(":")[0]
    return replace(find, name=own) if kind in {own, find.kind.lower()} else find


def spots(build: Builder, passage: Passage, finds: Iterable[Find]) -> list[Find]:
    """Places that were found, and those that only a person knows by the spelling that stands there."""
    found = list(finds)
    decisions = build.names.decisions
    for spelling in sorted(decisions, key=len, reverse=True):
        if not decisions[spelling].startswith("place:") or spelling.startswith("place:"):
            continue
        at = passage.text.find(spelling, passage.start, passage.end)
        while at >= 0:
            end = at + len(spelling)
            if not any(find.start < end and at < find.end for find in found):
                found.append(Find("Place", spelling, at, end, "decided.place"))
            at = passage.text.find(spelling, end, passage.end)
    return sorted(found, key=lambda find: find.start) if decisions else found


def join(build: Builder, task: str, finds: Iterable[Find]) -> None:
    """Hold what its words name to a task; a place that several bear is listed as unread."""
    for find in finds:
        node = _node(build, find)
        if node:
            relation = _RELATIONS.get(find.kind, "NAMES")
            build.fact(relation, task, node, task, (find.start, find.end), find.rule, doubtful=find.doubtful)
        else:
            options = find.props.get("candidates")
            build.unread(task, find.start, find.end, "place.ambiguous", options if isinstance(options, tuple) else ())


def _node(build: Builder, find: Find) -> str | None:
    """The entity that a find means; a project is known within the place of its plan, all others by name alone."""
    name = find.name
    if find.kind == "Place":
        place = build.gazetteer.get(str(find.props.get("place") or ""))
        return build.place(place, name) if place else None
    if find.kind == "Deadline":
        date = str(find.props.get("date") or "")
        return build.entity(f"deadline:{date or name}", "Deadline", date or name, {"date": date or None})
    if find.kind == "Project":
        home = (build.document.place or "place:000000").removeprefix("place:")
        props: dict[str, Value] = {"place": build.document.place, "base": projects.base(name)}
        return build.entity(f"project:{home}:{name}", "Project", name, props)
    return build.entity(f"{find.kind.lower()}:{name}", find.kind, name, spelling=name)


def targets(build: Builder, owner: str, finds: Iterable[Find], item: str) -> None:
    """Targets belong to one plan; each is a node of its own."""
    plan = build.document.plan
    for find in finds:
        id = f"{owner if owner != plan else plan + '#'}/t{find.start}-{find.props.get('value')}"
        while id in build:
            id += "+"
        build.entity(id, "Target", find.name, {"plan": plan, **find.props})
        build.fact("SETS", owner, id, item, (find.start, find.end), find.rule, doubtful=find.doubtful)


def tie(build: Builder, task: str, seen: Find, at: Place | None, spots: list[Find]) -> None:
    """A cooperation from the issuer (or a body of it) to its partner."""
    a, b = str(seen.props.get("a") or ""), str(seen.props.get("b") or seen.name)
    if any(build.refused(name, task, (seen.start, seen.end)) for name in (a, b) if name):
        return
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
    if outside := abroad.id_of(name):
        return build.entity(outside, "Place", name, {"level": "abroad"}, name)
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
