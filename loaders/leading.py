"""The rule of a document that lets the first body of each clause lead: 列第一位的为牵头单位,下同."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from loaders.bodies import Body
from loaders.clauses import Clause, beside_lead
from loaders.grammar import MARKED_LEADS, Leading, first_leads, leading

_RULE = "document.first_leads"
_MARKS = "。;,)〕】"
_STATES = ("为", "是", "作为", "下同", "者牵头")


def stated(clauses: Sequence[Clause], text: str, last: int) -> tuple[int, Leading] | None:
    """From where on it holds, and what it says; a note behind the ``last`` clause of a task binds all of them."""
    for clause in clauses:
        if clause.first_leads:
            return clause.start, clause.first_leads
    if marked := MARKED_LEADS.search(text):
        return 0, Leading(marked["sign"])
    for m in first_leads(text):
        if any(word in m[0] for word in _STATES):
            before = next((clause for clause in reversed(clauses) if clause.end <= m.start()), None)
            cut = before is not None and not text[before.end : m.start()].strip(_MARKS)  # its bracket was lost
            at = before.start if before and cut else m.start()
            return (0 if m.start() > last else at), leading(m)
    return None


def applied(clause: Clause, how: Leading, text: str) -> Clause:
    """The clause with those as leads whom the rule makes so, where it names none itself; the others share the work, or
    support it where the rule says so."""
    if clause.has_lead or not clause.bodies or clause.bodies[0].role != "listed":
        return clause
    if len(how.whom) == 1:
        marked = {b.start for b in clause.bodies if text.startswith(how.whom, b.end)}
        return replace(clause, bodies=tuple(_among(clause.bodies, marked))) if marked else clause
    run = sum(b.group == clause.bodies[0].group for b in clause.bodies)
    each = sum(b.role == "listed" for b in clause.bodies) if clause.apart else 1
    leads = {"run": run, "each": each}.get(how.whom, 1)
    first = (replace(b, role="lead", explicit=False, rule=_RULE) for b in clause.bodies[:leads])
    others = beside_lead(clause.bodies[leads:])
    return replace(clause, bodies=(*first, *(map(_supports, others) if how.supported else others)))


def _among(bodies: Sequence[Body], marked: Container[int]) -> Iterator[Body]:
    """The bodies that bear the sign as leads, the others beside them."""
    for body in bodies:
        sign = body.start in marked
        yield replace(body, role="lead", explicit=False, rule=_RULE) if sign else beside_lead((body,))[0]


def _supports(body: Body) -> Body:
    return replace(body, role="support", explicit=False, rule=_RULE) if body.role == "co" else body
