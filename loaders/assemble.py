"""A cleaned text -> its reading: the turns that a plan takes, in order.

outline and clauses -> tasks -> who is responsible -> what each task's own words say -> what belongs to the whole plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from loaders import (
    clauses,
    cooperation,
    deadlines,
    duties,
    enterprises,
    gazetteer,
    head,
    home,
    outline,
    places,
    policies,
    projects,
    strategies,
    subjects,
    targets,
    workgroup,
)
from loaders.builder import Builder
from loaders.duties import Duty
from loaders.facts import ROLES, Document, Find, Item, Reading, Value
from loaders.gazetteer import COUNTRY, Place
from loaders.names import Agency, Names
from loaders.outline import Node
from loaders.passage import Passage

_SHORT_FOR = re.compile(
    r"(?P<long>[\u4e00-\u9fff()]{4,40})\((?:以下|下)?(?:统一)?简称[:为]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,20})[”\"]?\)"
)
_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff〔〕.-]+")
_LONGEST_ID = 60


def assemble(text: str, source: str, place: str | None = None, decisions: Mapping[str, str] | None = None) -> Reading:
    """Read a cleaned text. ``place`` tells whose plan it is; ``decisions`` maps spellings to names a person chose."""
    places_known = gazetteer.load()
    roots = outline.outline(text)
    found = clauses.find(text)
    page = head.read(text, roots[0].start if roots else 0)
    at = home.told(places_known, place) if place else None
    at = at or home.find(places_known, page.title, page.issuer, text, head.level_of(found, text))
    document = Document(
        plan=_plan_id(page, at, source),
        title=page.title or source.rsplit(".", 1)[0],
        text=text,
        source=source,
        place=at.id if at else None,
        issuer=page.issuer or _government(at),
        number=page.number,
        date=page.date,
    )
    aliases = {m["short"]: m["long"] for m in _SHORT_FOR.finditer(text)} if "简称" in text else {}
    among = [body.name for clause in found for body in clause.bodies]
    build = Builder(document, Names(at, aliases, decisions or {}, among), places_known)
    tasks = duties.bind(roots, found, text)
    items, ids = _items(document.plan, roots, tasks, text)
    _plan(build, tasks, at, page.issuer)
    for position, duty in enumerate(tasks):
        _task(build, duty, ids, position, text)
        _responsible(build, duty, ids[duty.node.start])
        _words(build, duty, ids[duty.node.start], at, page.year, text)
    _whole(build, roots, tasks, ids, page.year, text)
    for start, end in clauses.unread(text, found):
        build.unread(_item_at(items, start, document.plan), start, end, "clause")
    return build.finish(items)


def _plan_id(page: head.Head, at: Place | None, source: str) -> str:
    """Place code and 文号, else place code, title and year; safe as the name of a folder."""
    code = at.id.removeprefix("place:") if at else "000000" if page.number else "unplaced"
    name = page.number or f"{page.title or source.rsplit('.', 1)[0]}-{page.year or ''}".rstrip("-")
    return f"{code.replace(':', '-')}-{_UNSAFE.sub('', name)[:_LONGEST_ID]}"


def _government(at: Place | None) -> str | None:
    if at is None or at.code == COUNTRY:
        return None
    return f"{at.name}管理委员会" if at.level == "park" else f"{at.name}人民政府"


def _items(plan: str, roots: list[Node], tasks: list[Duty], text: str) -> tuple[tuple[Item, ...], dict[int, str]]:
    """Items of all numbered parts in order, and their ids by where they start."""
    task_starts = {duty.node.start: duty for duty in tasks}
    items: list[Item] = []
    ids: dict[int, str] = {}
    seen: dict[str, int] = {}

    def add(node: Node, parent: str | None, inside: bool) -> None:
        path = node.path()
        seen[path] = seen.get(path, 0) + 1
        ids[node.start] = id = f"{plan}#{path}" + (f"~{seen[path]}" if seen[path] > 1 else "")
        is_task = node.start in task_starts
        kind = "task" if is_task else "measure" if inside else "section"
        end = _title_end(node, task_starts.get(node.start))
        items.append(
            Item(id, parent, kind, node.number, path, text[node.words : end], node.start, node.end, node.words, end)
        )  # type: ignore[arg-type]
        for child in node.children:
            add(child, id, inside or is_task)

    for root in [*roots, *(d.node for d in tasks if not roots)]:
        add(root, None, False)
    return tuple(items), ids


def _title_end(node: Node, duty: Duty | None) -> int:
    end = min([node.title_end, *(c.start for c in (duty.clauses if duty else ()) if c.start > node.words)])
    return max(node.words, end)


def _plan(build: Builder, tasks: list[Duty], at: Place | None, issuer: str | None) -> None:
    d = build.document
    props: dict[str, Value] = {
        "title": d.title, "place": d.place, "issuer": d.issuer, "number": d.number, "date": d.date,
        "revision": d.revision, "source": d.source, "tasks": len(tasks),
    }  # fmt: skip
    build.entity(d.plan, "Plan", d.title, props)
    if at:
        build.link("FOR", d.plan, build.place(at))
    if issuer:
        build.link("ISSUED_BY", d.plan, build.agency(issuer, d.plan, _span_of(issuer, d.text)).id)


def _span_of(words: str, text: str) -> tuple[int, int]:
    at = text.find(words)
    return (at, at + len(words)) if at >= 0 else (0, 0)


def _task(build: Builder, duty: Duty, ids: dict[int, str], position: int, text: str) -> None:
    """The node of a task and of the sections above it."""
    node, plan = duty.node, build.document.plan
    end = _title_end(node, duty)
    props: dict[str, Value] = {
        "plan": plan, "path": node.path(), "number": node.number, "start": node.start, "end": node.end,
        "position": position, "text": " ".join(text[a:b].strip() for a, b in duty.passages()),
        "open_ended": any(c.open_ended for c in duty.clauses), "clauses": len(duty.clauses),
    }  # fmt: skip
    build.entity(ids[node.start], "Task", text[node.words : end], props)
    below, above = node, node.parent
    while above:
        id = ids[above.start]
        build.link("PART_OF", ids[below.start], id)
        props = {
            "plan": plan, "path": above.path(), "number": above.number, "start": above.start, "end": above.end,
            "position": above.value,
        }  # fmt: skip
        build.entity(id, "Section", text[above.words : above.title_end], props)
        below, above = above, above.parent
    build.link("PART_OF", ids[below.start], plan)


def _responsible(build: Builder, duty: Duty, task: str) -> None:
    """Who is responsible, in the role and by the words of each clause; a prefix is carried over inside of a list."""
    for number, clause in enumerate(duty.clauses):
        carry: Agency | None = None
        for position, body in enumerate(clause.bodies):
            span = (body.start, body.end)
            agency = carry = build.agency(body.name, task, span, carry)
            props: dict[str, Value] = {"clause": number, "position": position}
            build.fact(ROLES[body.role], agency.id, task, task, span, body.rule, explicit=body.explicit, props=props)
    for position, body in enumerate(duty.implied):
        span = (body.start, body.end)
        agency = build.agency(body.name, task, span)
        props = {"clause": -1, "position": position, "implied": True}
        build.fact("LISTED", agency.id, task, task, span, body.rule, explicit=False, props=props)


def _words(build: Builder, duty: Duty, task: str, at: Place | None, year: int | None, text: str) -> None:
    """What a task's own words and the headings above it say."""
    above: list[Node] = []
    node = duty.node.parent
    while node:
        above.insert(0, node)
        node = node.parent
    headings = tuple(text[n.words : n.title_end] for n in above)
    title = text[duty.node.words : _title_end(duty.node, duty)]
    served: list[Find] = [find for n in above for find in strategies.of_heading(text, n.words, n.title_end)]
    for start, end in duty.passages():
        passage = Passage(text, start, end, title, headings, year)
        own = list(strategies.find(passage))
        known = [*served, *own]
        _join(build, task, known)
        firms = list(enterprises.find(passage))
        spots = list(places.find(passage, at))
        _join(
            build,
            task,
            [*firms, *spots, *projects.find(passage, spots), *subjects.find(passage), *deadlines.find(passage)],
        )
        _targets(build, task, targets.find(passage), task)
        for tie in cooperation.find(passage, at, spots, firms, known):
            _tie(build, task, tie, at, spots)


def _join(build: Builder, task: str, finds: list[Find]) -> None:
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


def _targets(build: Builder, owner: str, finds: Iterator[Find], item: str) -> None:
    """Targets belong to one plan; each is a node of its own."""
    plan = build.document.plan
    for find in finds:
        id = f"{owner if owner != plan else plan + '#'}/t{find.start}-{find.props.get('value')}"
        while id in build.ids:
            id += "+"
        build.entity(id, "Target", find.name, {"plan": plan, **find.props})
        build.fact("SETS", owner, id, item, (find.start, find.end), find.rule, doubtful=find.doubtful)


def _tie(build: Builder, task: str, tie: Find, at: Place | None, spots: list[Find]) -> None:
    """A cooperation from the issuer (or a body of it) to its partner."""
    a, b = str(tie.props.get("a") or ""), str(tie.props.get("b") or tie.name)
    source = _party(build, task, a, tie, at, spots, "")
    target = _party(build, task, b, tie, None, spots, str(tie.props.get("kind") or ""))
    if source and target and source != target:
        props = {key: tie.props.get(key) for key in ("theme", "strategy", "kind")}
        span = (tie.start, tie.end)
        build.fact(
            "COOPERATES", source, target, task, span, tie.rule, doubtful=tie.doubtful, props={**props, "a": a, "b": b}
        )


def _party(
    build: Builder, task: str, name: str, tie: Find, at: Place | None, spots: list[Find], kind: str
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
    return build.agency(name, task, (tie.start, tie.end)).id


def _whole(
    build: Builder, roots: list[Node], tasks: list[Duty], ids: dict[int, str], year: int | None, text: str
) -> None:
    """What belongs to the plan as a whole: its aims, its work group, what it cites."""
    plan = build.document.plan
    inside = {duty.node.start for duty in tasks}
    for node in duties.walk(roots):
        if node.start not in inside and duties.frame_of(node, text) == "aims":
            passage = Passage(text, node.words, node.own_end, text[node.words : node.title_end], (), year)
            _targets(build, plan, targets.find(passage), ids[node.start])
    for cited in policies.find(text):
        id = f"policy:{cited.props.get('number') or cited.name}"
        build.entity(id, "Policy", cited.name, {"number": cited.props.get("number")}, cited.name)
        span = (cited.start, cited.end)
        build.fact("CITES", plan, id, plan, span, cited.rule, doubtful=cited.doubtful)
    if group := workgroup.find(text, 0, len(text)):
        _group(build, group)


def _group(build: Builder, group: workgroup.Workgroup) -> None:
    plan = build.document.plan
    id = f"{plan}#专班"
    props: dict[str, Value] = {
        "plan": plan,
        "convener": group.convener.name if group.convener else None,
        "deputies": tuple(post.name for post in group.deputies),
        "open_ended": group.open_ended,
    }
    build.entity(id, "WorkGroup", group.name.name, props)
    build.link("PART_OF", id, plan)
    for deputy, post in [(False, group.convener), *((True, post) for post in group.deputies)]:
        if post and post.body:
            span = (post.body.start, post.body.end)
            agency = build.agency(post.body.name, plan, span)
            build.fact("CONVENES", agency.id, id, plan, span, "workgroup.convener", props={"deputy": deputy})
    if group.office:
        span = (group.office.start, group.office.end)
        build.fact("HOSTS", build.agency(group.office.name, plan, span).id, id, plan, span, "workgroup.office")
    for position, member in enumerate(group.members):
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


def _item_at(items: tuple[Item, ...], at: int, plan: str) -> str:
    best = max((i for i in items if i.start <= at < i.end), key=lambda i: i.start, default=None)
    return best.id if best else plan
