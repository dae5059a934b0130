"""Text -> responsibility clauses: who is responsible, in which role, by which words.

A clause stands in brackets, behind a label (责任单位:…) or as the last sentence of a paragraph. It is read loosely,
part by part (a list with a label before or a verb behind); names are resolved later and never make a clause vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders.bodies import Body, agency_like, certain, plausible, split_joints
from loaders.facts import Role
from loaders.grammar import (
    ASIDE,
    COLLECTIVE,
    CUE,
    FIRST_LEADS,
    LABEL,
    LABEL_AHEAD,
    LABEL_RULES,
    OTHERS,
    OTHERS_AND,
    ROLE_MARK,
    VERB,
    VERB_LAST,
    VERB_RULES,
    all_share,
)
from loaders.pieces import LEAD_IN, LIST_STOPS, pieces
from loaders.spans import FAR, MARKED, brackets, label_lines, last_sentences


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its span with brackets, the bodies in order, and what it says of the whole document."""

    start: int
    end: int
    bodies: tuple[Body, ...]
    open_ended: bool = False
    rule: str = "clause"
    first_leads: str = ""
    """``one`` where its words make the first body of each clause from here on the lead, ``run`` where all before
    the first comma."""
    shared: tuple[Body, ...] = ()
    """Bodies that every later item has too."""
    bracketed: bool = True

    @property
    def has_lead(self) -> bool:
        return any(body.role == "lead" for body in self.bodies)


@dataclass(slots=True)
class _Part:
    """A body on its way to a role."""

    start: int
    end: int
    role: str = ""
    rule: str = ""
    default: str = ""
    default_rule: str = ""
    run: int = 0
    group: int = 0


def parse(text: str, start: int, end: int, *, bracketed: bool = True) -> Clause | None:
    """Read ``text[start:end]`` (without its brackets) as a clause, or say that it is none."""
    words = text[start:end]
    first = FIRST_LEADS.search(words)
    shared = all_share(words)
    others = list(OTHERS_AND.finditer(words)) if "等" in words else []
    cuts = sorted(m.span() for m in (first, shared, *others) if m)
    parts: list[_Part] = []
    open_ended = bool(others)
    labelled = verbed = False
    label = label_rule = ""
    run = group = 0
    for a, b, stop in pieces(words, cuts):
        piece = words[a:b]
        lead_in = LEAD_IN.match(piece)
        if lead_in and lead_in.end() < len(piece):
            a += lead_in.end()
            piece = words[a:b]
        m = LABEL.match(piece)
        if m and (m["mark"] or ((a == 0 or words[a - 1] in ",;。\n") and agency_like(piece[m.end() :]))):
            label, label_rule = LABEL_RULES[_group(m)]
            labelled = labelled or label != "aside"
            a += m.end()
            piece = words[a:b]
            run += 1
        if not piece or label == "aside":
            run += stop in LIST_STOPS
            continue
        role = rule = ""
        if piece[-1] in VERB_LAST and (v := VERB.search(piece, max(0, len(piece) - 26))):
            role, rule = VERB_RULES[v.lastgroup or ""]
            verbed = True
            piece = piece[: v.start()]
        if o := OTHERS.search(piece):
            piece, open_ended = piece[: o.start()], True
        if piece and not (ASIDE.match(piece) and not agency_like(piece)):
            for x, y in split_joints(piece):
                parts.append(_Part(a + x, a + y, default=label, default_rule=label_rule, run=run, group=group))
        group += stop in LIST_STOPS
        if role:
            _give(parts, role, rule, labelled=bool(label), run=run)
            run += 1
        elif stop in LIST_STOPS:
            run += label != ""
    if not parts and not shared:
        return None
    has_lead = any(p.role == "lead" or (not p.role and p.default == "lead") for p in parts)
    bodies = tuple(_body(words, start, p, has_lead) for p in parts)
    has_lead = any(body.role == "lead" for body in bodies)
    if has_lead:
        bodies = tuple(replace(b, role="co") if b.role == "listed" else b for b in bodies)
    if not _accepted(bodies, labelled=labelled, verbed=verbed, bracketed=bracketed):
        return None
    extra: tuple[Body, ...] = ()
    if shared:
        extra = tuple(shared_bodies(shared, start))
    kind = "clause.label" if labelled else "clause.verb" if verbed else "clause.bare"
    leads = "" if not first else "run" if first["comma"] else "one"
    return Clause(start, end, bodies, open_ended, kind, leads, extra, bracketed)


def shared_bodies(rule: re.Match[str], offset: int = 0) -> Iterator[Body]:
    """The bodies that a rule of the document gives a share in all later items."""
    words, at = rule["bodies"], rule.start("bodies")
    for a, b, _ in pieces(words, []):
        for x, y in split_joints(words[a:b]):
            start = offset + at + a
            yield Body(words[a + x : a + y], start + x, start + y, "listed", False, "document.all_share")


def _group(m: re.Match[str]) -> str:
    return next(name for name in LABEL_RULES if m[name] is not None)


def _give(parts: list[_Part], role: str, rule: str, *, labelled: bool, run: int) -> None:
    """Give the verb's role to the bodies before it: behind a label only to its own run, else to all that wait."""
    waiting = [p for p in parts if not p.role]
    if labelled:
        waiting = [p for p in waiting if p.run == run]
    elif role in {"support", "guide"} and waiting and not any(p.role in {"lead", "responsible"} for p in parts):
        last = waiting[-1].run
        waiting = [p for p in waiting if p.run == last]
    for p in waiting:
        p.role, p.rule = role, rule


def _body(words: str, start: int, part: _Part, has_lead: bool) -> Body:
    name, role, rule = words[part.start : part.end], part.role or part.default, part.rule or part.default_rule
    name = name.rstrip("*★#")
    end = part.start + len(name)
    if (m := ROLE_MARK.search(name)) and m.start():
        role, rule, end = ("lead" if m["lead"] else "support"), "clause.mark", part.start + m.start()
        name = words[part.start : end]
    final: Role = (
        "lead" if role == "lead" else "support" if role == "support" else "guide" if role == "guide" else "listed"
    )
    if final == "listed" and has_lead:
        final = "co"
    return Body(name, start + part.start, start + end, final, True, rule or "clause.bare", part.group)


def _accepted(bodies: tuple[Body, ...], *, labelled: bool, verbed: bool, bracketed: bool) -> bool:
    if not bodies:
        return True
    if labelled:
        return all(len(b.name) > 1 for b in bodies) and sum(map(plausible, (b.name for b in bodies))) * 2 >= len(bodies)
    if verbed and bracketed:
        return all(plausible(b.name) for b in bodies) and any(agency_like(b.name) for b in bodies)
    return all(certain(b.name) for b in bodies) and (verbed or not all(COLLECTIVE.match(b.name) for b in bodies))


def find(text: str) -> list[Clause]:
    """All clauses of a cleaned text, in order, none inside another."""
    found: list[Clause] = []
    bare: list[Clause] = []
    for a, b, closed in brackets(text):
        if found and a < found[-1].end:
            continue
        if CUE.search(text, a, b):
            clause = parse(text, a + 1, b - 1 if closed else b)
            if clause and (clause.rule == "clause.label" or _stops(text, a, b)):
                (found if clause.rule != "clause.bare" else bare).append(replace(clause, start=a, end=b))
    for clause in (*_unbracketed(text, label_lines(text)), *bare, *_unbracketed(text, last_sentences(text))):
        alone = not any(c.start < clause.end and clause.start < c.end for c in found)
        if alone and (clause.rule != "clause.bare" or (clause.bracketed and _ends_sentence(text, clause.end))):
            found.append(clause)
    return _apart(sorted(found, key=lambda c: c.start))


def _stops(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket is a sentence by itself, or closes one: no word runs on, or the next item begins."""
    if end >= len(text) or text[start - 1] in "。;!?\n":
        return True
    return not "\u4e00" <= text[end] <= "\u9fff" or MARKED.match(text, end) is not None


def _unbracketed(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Clause]:
    for a, b in spans:
        clause = parse(text, a, b, bracketed=False)
        if clause and clause.bodies:
            yield clause


def _apart(found: list[Clause]) -> list[Clause]:
    """Part two names that stand together because the mark between them was lost: both occur alone elsewhere."""
    names = {body.name for clause in found for body in clause.bodies}
    heads = {name for name in names if len(name) > 2}
    out = []
    for clause in found:
        bodies: list[Body] = []
        for body in clause.bodies:
            cut = next(
                (n for n in range(3, len(body.name) - 2) if body.name[:n] in heads and body.name[n:] in heads), 0
            )
            if cut:
                at = body.start + cut
                bodies.append(replace(body, name=body.name[:cut], end=at))
                body = replace(body, name=body.name[cut:], start=at)
            bodies.append(body)
        out.append(replace(clause, bodies=tuple(bodies)) if len(bodies) > len(clause.bodies) else clause)
    return out


def unread(text: str, found: list[Clause]) -> Iterator[tuple[int, int]]:
    """Spans that look like a clause and were not read: nothing vanishes."""
    read = [(c.start, c.end) for c in found]

    def covered(a: int, b: int) -> bool:
        return any(x < b and a < y for x, y in read)

    for a, b, _ in brackets(text):
        inner = text[a + 1 : b].rstrip(")]〕】。")
        speaks = LABEL_AHEAD.match(inner) or (inner.endswith(("负责", "牵头", "配合", "分工落实")) and len(inner) > 4)
        if speaks and not covered(a, b) and len(inner) < FAR and _ends_sentence(text, b):
            read.append((a, b))
            yield a, b
    for a, b in label_lines(text):
        if not covered(a, b):
            yield a, b


def _ends_sentence(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in "。;\n"
