"""Headings that name who answers for what stands below them: 县发改局牵头工作(8项), 牵头单位:县发改局, 县发改局."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.bodies import Body, certain, split_joints
from loaders.clauses import Clause, parse
from loaders.facts import Role
from loaders.frame import frame
from loaders.grammar import LABEL_AHEAD
from loaders.numbering import Node

_COUNT = r"\(共?[\d一二三四五六七八九十]+[项个条件]\)"
_HEADING = re.compile(
    r"(?:由)?(?P<bodies>[^,。:]{2,40}?)(?:总|具体|主要|共同|联合)?(?P<how>牵头|负责|配合)(?:的|落实|组织|实施|负责|推进|办理|承办|抓)*"
    rf"(?:重点|主要|年度|具体)?(?:工作|任务|事项|项目)?(?:{_COUNT})?"
)
_BARE = re.compile(rf"(?P<bodies>[^,。:()]{{2,40}}(?:(?!{_COUNT})\([^()]{{2,16}}\))?)(?:{_COUNT})?")
_OFFICE = re.compile(r"[局委厅办部院](?:\([^()]+\))?$")
_LINE = re.compile(r"^[^\n。:]{2,40}牵头[^\n。:]{0,20}$", re.MULTILINE)
_ROLES: dict[str, Role] = {"牵头": "lead", "负责": "listed", "配合": "support"}


def lines(text: str) -> list[Clause]:
    """Such headings without a number that name who leads: a line 县发改局牵头的任务(8项)."""
    if "牵头" not in text:
        return []
    found = [_clause(text, m.start(), _HEADING.fullmatch(m[0])) for m in _LINE.finditer(text)]
    return [clause for clause in found if clause and clause.has_lead]


def line_above(node: Node, found: Sequence[Clause]) -> Clause | None:
    """The last such line before a part, inside of the section that it stands in."""
    section = node.parent.start if node.parent else -1
    return next((line for line in reversed(found) if section < line.start < node.start), None)


def owner(node: Node, text: str) -> Clause | None:
    """Read the heading of a part as a clause, where it says who leads, answers or supports."""
    if LABEL_AHEAD.match(text, node.words):
        line_end = text.find("\n", node.words)
        return parse(text, node.words, line_end if line_end > 0 else node.end, bracketed=False)
    return _clause(text, node.words, _HEADING.fullmatch(text, node.words, node.title_end))


def named(node: Node, beside: Sequence[Node], text: str) -> Clause | None:
    """Read a heading that is nothing but the name of a body, as all those beside it are that have parts of their own
    and do not belong to the frame around the tasks."""
    found = _named(node, text)
    if found is None:
        return None
    work = [other for other in beside if other.children and not frame(text[other.words : other.title_end], text)]
    others = [_named(other, text) for other in work]
    names = [body.name for clause in others if clause for body in clause.bodies]
    return found if len(others) > 1 and all(others) and any(map(_OFFICE.search, names)) else None


def _named(node: Node, text: str) -> Clause | None:
    return _clause(text, node.words, _BARE.fullmatch(text, node.words, node.title_end))


def _clause(text: str, start: int, heading: re.Match[str] | None) -> Clause | None:
    """The bodies of a heading in their role; nothing where they are none for sure."""
    if heading is None:
        return None
    how = heading.groupdict().get("how")
    words, at = heading["bodies"], start + heading.start("bodies") - heading.start()
    role = _ROLES[how] if how else "listed"
    spans = [(at + a + x, at + a + y) for a, b in _listed(words) for x, y in split_joints(words[a:b])]
    bodies = tuple(Body(text[a:b], a, b, role, True, "clause.heading") for a, b in spans)
    if not bodies or not all(certain(body.name) for body in bodies):
        return None
    end = start + heading.end("how" if how else "bodies") - heading.start()
    return Clause(start, end, bodies, rule="clause.heading", bracketed=False)


def _listed(words: str) -> Iterator[tuple[int, int]]:
    at = 0
    for m in re.finditer("[、,]", words):
        yield at, m.start()
        at = m.end()
    yield at, len(words)
