"""A cleaned text -> its reading: the turns that a plan takes, in order.

outline and clauses -> tasks -> who is responsible -> what each task's own words say -> what belongs to the whole plan.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from loaders import (
    clauses,
    deadlines,
    decided,
    duties,
    gazetteer,
    head,
    home,
    outline,
    policies,
    relate,
    said,
    strategies,
    targets,
    workgroup,
)
from loaders.builder import Builder
from loaders.decided import Decisions
from loaders.duties import Duty
from loaders.facts import ROLES, Document, Find, Item, ItemKind, Reading, Value
from loaders.gazetteer import COUNTRY, Place
from loaders.names import Agency, Names
from loaders.numbering import Node
from loaders.passage import Passage
from loaders.said import Said

_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff〔〕.-]+")
_LONGEST_ID = 60


def assemble(
    text: str,
    source: str,
    place: str | None = None,
    decisions: Decisions | None = None,
    known: head.Known | None = None,
) -> Reading:
    """Read a cleaned text. ``place`` tells whose plan it is, ``decisions`` what a person said of names, ``known`` what
    its own words do not say."""
    places_known = gazetteer.load()
    roots = outline.outline(text)
    found = clauses.find(text)
    page = head.read(text, roots[0].start if roots else 0, known)
    at = home.told(places_known, place) if place else None
    at = at or home.find(places_known, page.title, page.issuer, text, head.level_of(found, text))
    document = Document(
        plan=(known and known.plan) or _plan_id(page, at, source),
        title=page.title or source.rsplit(".", 1)[0],
        text=text,
        source=source,
        place=at.id if at else None,
        issuer=page.issuer or _government(at),
        number=page.number,
        date=page.date,
    )
    among = [body.name for clause in found for body in clause.bodies]
    build = Builder(
        document, Names(at, head.short_forms(text), decided.words_for(decisions, document), among), places_known
    )
    tasks = duties.bind(roots, found, text)
    items, ids = _items(document.plan, roots, tasks, text)
    _plan(build, tasks, at, page.issuer)
    named = {n.start: list(strategies.of_heading(text, n.words, n.title_end)) for n in duties.walk(roots) if n.children}
    words = [list(_passages(build, duty, ids[duty.node.start], named, page.year)) for duty in tasks]
    said.read(build, [one for of_task in words for one in of_task], at)
    for position, (duty, of_task) in enumerate(zip(tasks, words, strict=True)):
        _task(build, duty, ids, position, text)
        _responsible(build, duty, ids[duty.node.start], page.year)
        for one in of_task:
            _words(build, one, at)
    _whole(build, roots, tasks, ids, page.year, text)
    _unread(build, items, clauses.unread(text, found))
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
        kind: ItemKind = "task" if is_task else "measure" if inside else "section"
        end = _title_end(node, task_starts.get(node.start), text)
        items.append(
            Item(id, parent, kind, node.number, path, text[node.words : end], node.start, node.end, node.words, end)
        )
        for child in node.children:
            add(child, id, inside or is_task)

    for root in [*roots, *(d.node for d in tasks if not roots)]:
        add(root, None, False)
    return tuple(items), ids


def _title_end(node: Node, duty: Duty | None, text: str) -> int:
    end = min([node.title_end, *(c.start for c in (duty.clauses if duty else ()) if c.start > node.words)])
    return max(node.words, end - text.endswith(" ", node.words, end))


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
    end = _title_end(node, duty, text)
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


def _responsible(build: Builder, duty: Duty, task: str, year: int | None) -> None:
    """Who is responsible, in the role and by the words of each clause; a prefix is carried over inside of a list."""
    for number, clause in enumerate(duty.clauses):
        carry: Agency | None = None
        for position, body in enumerate(clause.bodies):
            span = (body.start, body.end)
            if build.refused(body.name, task, span):
                continue
            agency = carry = build.agency(body.name, task, span, carry)
            props: dict[str, Value] = {"clause": number, "position": position}
            build.fact(ROLES[body.role], agency.id, task, task, span, body.rule, explicit=body.explicit, props=props)
        relate.join(build, task, deadlines.of_clause(build.document.text, clause.start, clause.end, year))
    for position, body in enumerate(duty.implied):
        span = (body.start, body.end)
        if build.refused(body.name, task, span):
            continue
        agency = build.agency(body.name, task, span)
        props = {"clause": -1, "position": position, "implied": True}
        build.fact("LISTED", agency.id, task, task, span, body.rule, explicit=False, props=props)


def _passages(build: Builder, duty: Duty, task: str, named: dict[int, list[Find]], year: int | None) -> Iterator[Said]:
    """The passages of a task's own words, below the headings above it; ``named``: strategies by heading."""
    text = build.document.text
    above: list[Node] = []
    node = duty.node.parent
    while node:
        above.insert(0, node)
        node = node.parent
    headings = tuple(text[n.words : n.title_end] for n in above)
    title = text[duty.node.words : _title_end(duty.node, duty, text)]
    served = relate.settle(build, task, [find for n in above for find in named[n.start]])
    for start, end in duty.passages():
        yield Said(task, Passage(text, start, end, title, headings, year), served)


def _words(build: Builder, words: Said, at: Place | None) -> None:
    """Hold to a task what its words say."""
    task = words.task
    relate.join(build, task, [*words.strategies, *words.firms, *words.spots, *words.matters, *words.deadlines])
    relate.targets(build, task, words.targets, task)
    for tie in words.ties:
        relate.tie(build, task, tie, at, words.spots)


def _whole(
    build: Builder, roots: list[Node], tasks: list[Duty], ids: dict[int, str], year: int | None, text: str
) -> None:
    """What belongs to the plan as a whole: its aims, its work group, what it cites."""
    plan = build.document.plan
    inside = {duty.node.start for duty in tasks}
    for node in duties.walk(roots):
        if node.start not in inside and duties.frame_of(node, text) == "aims":
            passage = Passage(text, node.words, node.own_end, text[node.words : node.title_end], (), year)
            relate.targets(build, plan, targets.find(passage), ids[node.start])
    for cited in policies.find(text):
        id = f"policy:{cited.props.get('number') or cited.name}"
        build.entity(id, "Policy", cited.name, {"number": cited.props.get("number")}, cited.name)
        span = (cited.start, cited.end)
        build.fact("CITES", plan, id, plan, span, cited.rule, doubtful=cited.doubtful)
    if group := workgroup.find(text, 0, len(text)):
        relate.group(build, group)


def _unread(build: Builder, items: tuple[Item, ...], spans: Iterable[tuple[int, int]]) -> None:
    """List what looks like a clause and was not read, in the innermost item around it."""
    starts, by_id = [item.start for item in items], {item.id: item for item in items}
    for start, end in spans:
        index = bisect_right(starts, start) - 1
        item = items[index] if index >= 0 else None
        while item and item.end <= start:
            item = by_id.get(item.parent or "")
        build.unread(item.id if item else build.document.plan, start, end, "clause")
