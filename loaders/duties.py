"""Outline and clauses -> tasks and who is responsible for each.

A clause binds the item it stands in. One behind the last item of a section binds all its items that have none, one in
a heading binds what stands below it, and a rule of the document (列第一位的为牵头单位,下同) binds all that follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from loaders import leading, owners
from loaders.bodies import Body
from loaders.clauses import Clause, beside_lead, shared_bodies
from loaders.frame import closes, frame
from loaders.grammar import all_share
from loaders.numbering import Node

_LONGEST_FRAME = 24
_FEW, _MOST = 3, 0.8
_BULLET = re.compile("[★☆●○◆◇■□▲△*·—-]+")
_MEASURES = frozenset({"yishi", "circle", "box"})


@dataclass(slots=True)
class Duty:
    """A task on its way: its part of the outline and the clauses that bind it, in order."""

    node: Node
    clauses: list[Clause] = field(default_factory=list)
    implied: list[Body] = field(default_factory=list)

    @property
    def words_end(self) -> int:
        """Where its own words end: before a clause that closes it."""
        end = self.node.end
        for clause in reversed(self.clauses):
            if self.node.start <= clause.start < end and clause.end >= end - 2:
                end = clause.start
        return end

    def passages(self) -> Iterator[tuple[int, int]]:
        """Its words between the clauses: each clause's own share of the text."""
        at = self.node.words
        for clause in self.clauses:
            if at <= clause.start < self.node.end:
                yield at, clause.start
                at = clause.end
        if at < self.words_end:
            yield at, self.words_end


def frame_of(node: Node, text: str) -> str | None:
    """``state``, ``aims`` or ``organisation`` where a part (or one above it) belongs to the frame around the tasks."""
    at: Node | None = node
    while at:
        if at.frame:
            return at.frame
        if at.title_end - at.words <= _LONGEST_FRAME and (kind := frame(text[at.words : at.title_end], text)):
            return kind
        at = at.parent
    return None


def bind(roots: Sequence[Node], clauses: Sequence[Clause], text: str) -> list[Duty]:
    """Give every clause its tasks; return the tasks in order of place, also those that nobody is responsible for."""
    if not roots:
        return _paragraphs(clauses, text)
    nodes = list(walk(roots))
    starts = [node.start for node in nodes]
    own: dict[int, list[Clause]] = {}
    closing: list[tuple[Clause, Node]] = []
    for clause in clauses:
        node = _innermost(nodes, starts, clause.start)
        if node and clause.above and text[clause.start - 1] == "\n":
            closing.append((clause, node))
        elif node and (clause.bracketed or clause.rule == "clause.label" or frame_of(node, text) is None):
            own.setdefault(node.start, []).append(clause)
    for root in roots:
        _settle_measures(root, own, text)
    duties = [Duty(leaf, _with_measures(leaf, own)) for root in roots for leaf in _leaves(root, own)]
    _spread_endings(duties, text)
    for clause, node in closing:
        _bind_above(clause, node, duties)
    lines = owners.lines(text)
    for duty in duties:
        line = owners.line_above(duty.node, lines)
        if not duty.clauses:
            duty.clauses = _from_above(duty.node, own, text, roots) or ([line] if line else [])
        elif not any(c.has_lead for c in duty.clauses) and (owner := _lead_above(duty.node, own, text) or line):
            duty.clauses = [owner, *(replace(c, bodies=beside_lead(c.bodies)) for c in duty.clauses)]
    top = min(root.rank for root in roots)
    duties = [d for d in duties if d.clauses or _carries_work(d.node, text)]
    items = [d for d in duties if d.node.parent]
    # where items have a clause each, a section without items and clause says why, or that all must see to it
    told = len(items) > _FEW and sum(bool(d.clauses) for d in items) >= len(items) * _MOST
    duties = [d for d in duties if d.clauses or d.node.parent or (d.node.rank == top and not told)]
    return _document_rules(duties, clauses, text)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """All parts of an outline, each before what lies in it."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def _innermost(nodes: Sequence[Node], starts: Sequence[int], at: int) -> Node | None:
    """The part that ``at`` lies in: the last that starts before it, or one around that."""
    index = bisect_right(starts, at) - 1
    node = nodes[index] if index >= 0 else None
    while node and node.end <= at:
        node = node.parent
    return node


def _settle_measures(node: Node, own: dict[int, list[Clause]], text: str) -> None:
    """A clause behind the last measure is the task's, unless other measures have clauses of their own too.

    Rows as deep as (1) are measures too where their one clause stands on a line of its own and tasks beside theirs have
    one each.
    """
    for child in node.children:
        _settle_measures(child, own, text)
    rows = [child for child in node.children if child.family in _MEASURES or child.inline or node.family == "box"]
    if rows and rows == node.children[1:]:
        rows = node.children  # the first of a row in one paragraph begins its line
    if not rows and node.children and node.children[0].family == "pnum" and _beside_tasks(node, own):
        closing = own.get(node.children[-1].start, ())
        rows = node.children if all(text[clause.start - 1] == "\n" for clause in closing) else rows
    with_clause = [child for child in rows if child.start in own]
    alone = len(rows) == 1 and rows[0].inline
    if len(with_clause) == 1 and with_clause[0] is rows[-1] and not alone:
        own.setdefault(node.start, []).extend(own.pop(with_clause[0].start))
        for row in rows:
            row.inline = True


def _beside_tasks(node: Node, own: dict[int, list[Clause]]) -> bool:
    """Tell whether parts beside this one are tasks: they have clauses, and no rows."""
    beside = node.parent.children if node.parent else []
    return any(part is not node and not part.children and part.start in own for part in beside)


def _is_measure(node: Node, own: dict[int, list[Clause]]) -> bool:
    return (node.family in _MEASURES or node.inline) and not any(n.start in own for n in walk([node]))


def _leaves(node: Node, own: dict[int, list[Clause]]) -> Iterator[Node]:
    below = [child for child in node.children if not _is_measure(child, own)]
    if not below:
        yield node
    for child in below:
        yield from _leaves(child, own)


def _with_measures(leaf: Node, own: dict[int, list[Clause]]) -> list[Clause]:
    return sorted((c for n in walk([leaf]) for c in own.get(n.start, ())), key=lambda c: c.start)


def _spread_endings(duties: Sequence[Duty], text: str) -> None:
    """Bind the clause at the end of a section to all its items where only the last has one.

    Not in the frame around the tasks: most of its items belong to nobody.
    """
    groups: dict[int, list[Duty]] = {}
    for duty in duties:
        if duty.node.parent and frame_of(duty.node, text) is None:
            groups.setdefault(duty.node.parent.start, []).append(duty)
    alike = [g for g in groups.values() if len(g) > 1 and g[-1].clauses and not any(d.clauses for d in g[:-1])]
    single = [g for g in groups.values() if len(g) > 1 and any(d.clauses for d in g[:-1])]
    for group in alike:
        clause = group[-1].clauses[-1]
        own_line = clause.start == 0 or text[clause.start - 1] == "\n"
        if len(group[-1].clauses) == 1 and (own_line or (len(alike) > 1 and not single)):
            for duty in group[:-1]:
                duty.clauses = [clause]


def _bind_above(clause: Clause, node: Node, duties: Sequence[Duty]) -> None:
    """Bind a line that speaks of all items above it (以上任务由…): it is the clause of those right before it that have
    none; where all have their own, they have its bodies too."""
    section = node.parent or node
    above = [d for d in duties if section.start <= d.node.start < clause.start]
    free = list(takewhile(lambda d: not d.clauses, reversed(above)))
    for duty in free:
        duty.clauses = [clause]
    for duty in above if not free else ():
        named = {body.name for own in duty.clauses for body in own.bodies}
        duty.implied += [body for body in clause.bodies if body.name not in named]


def _from_above(node: Node, own: dict[int, list[Clause]], text: str, roots: Sequence[Node]) -> list[Clause]:
    """Clauses in the words of a heading above, or the heading itself where it names the owner of all below."""
    above = node.parent
    while above:
        if above.start in own:
            return [c for c in own[above.start] if c.start < above.own_end] or own[above.start]
        beside = above.parent.children if above.parent else roots
        if owner := owners.owner(above, text) or owners.named(above, beside, text):
            return [owner]
        above = above.parent
    return []


def _lead_above(node: Node, own: dict[int, list[Clause]], text: str) -> Clause | None:
    """The heading above that names, in its words or in a clause beside them, who leads all below it, where the clauses
    below name only the others."""
    above = node.parent
    while above:
        beside = (c for c in own.get(above.start, ()) if "。" not in text[above.words : c.start])
        for owner in (owners.owner(above, text), *beside):
            if owner and owner.has_lead:
                return owner
        above = above.parent
    return None


def _carries_work(node: Node, text: str) -> bool:
    """A part without a clause is a task (that belongs to nobody) unless it belongs to the frame or has no words;
    a row of numbers outside of the plan's own outline (in an annex, in a table) is none either."""
    return frame_of(node, text) is None and node.end - node.words > 6 and not closes(text, node.words)


def _paragraphs(clauses: Sequence[Clause], text: str) -> list[Duty]:
    """A text without numbers: each paragraph with a clause is a task, numbered in order."""
    duties: list[Duty] = []
    for clause in clauses:
        start = text.rfind("\n", 0, clause.start) + 1
        end = text.find("\n", clause.end)
        if duties and duties[-1].node.start == start:
            duties[-1].clauses.append(clause)
            continue
        mark = _BULLET.match(text, start)
        words = mark.end() if mark else start
        node = Node("num", str(len(duties) + 1), len(duties) + 1, start, words, len(text) if end < 0 else end)
        stop = re.compile("[。:(\n]").search(text, words, node.end)
        node.title_end = stop.start() if stop else node.end
        duties.append(Duty(node, [clause]))
    return duties


def _document_rules(duties: list[Duty], clauses: Sequence[Clause], text: str) -> list[Duty]:
    """Apply what the plan states once: who leads where nobody is named, and who has a share in everything."""
    last = max((clause.start for duty in duties for clause in duty.clauses), default=0)
    first = leading.stated(clauses, text, last)
    shared = [(c.start, body) for c in clauses for body in c.shared]
    if not shared and (m := all_share(text)):
        at = -1 if m[0].startswith(("以上", "上述")) else m.start()
        shared = [(at, body) for body in shared_bodies(m)]
    for duty in duties:
        if first:
            at, how = first
            duty.clauses = [leading.applied(c, how, text) if c.start >= at else c for c in duty.clauses]
        if shared:
            named = {body.name for clause in duty.clauses for body in clause.bodies}
            duty.implied += [body for at, body in shared if at < duty.node.start and body.name not in named]
    return duties
