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
from loaders.spans import FAR, MARKED, Taken, brackets, label_lines, last_sentences
from loaders.values import value


@value
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


_PERSONS = ("负责人", "负责同志", "领导同志")
_PERSON = re.compile(rf"(?<=..)(?:党政)?(?:主要)?(?:{'|'.join(_PERSONS)})$")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}:")
"""A label that names no role (目标任务:): its words are no bodies."""
LONGEST_VERB = 26
"""No verb phrase has more characters."""


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


class _Listing:
    """The parts of a clause as they are read, in order: which label stands, who waits for a role."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.parts: list[_Part] = []
        self.open_ended = self.labelled = self.verbed = False
        self.label = self.label_rule = ""
        self.run = self.group = 0

    def take(self, start: int, end: int, stop: str) -> None:
        """Read one piece: words that lead in, a label before, names, 等, a verb behind."""
        start += self._lead_in(start, end)
        start += self._label(start, end)
        start += self._lead_in(start, end)
        stops = stop in LIST_STOPS
        if start == end or self.label == "aside":
            self.run += stops
            return
        piece, role, rule = self._verb(self.words[start:end])
        if o := OTHERS.search(piece):
            piece, self.open_ended = piece[: o.start()], True
        person = self.words[start - 1 : start] == " " and len(piece) < 4
        if piece and (agency_like(piece) or not (person or ASIDE.match(piece))):
            for x, y in split_joints(piece):
                self.parts.append(
                    _Part(start + x, start + y, "", "", self.label, self.label_rule, self.run, self.group)
                )
        self.group += stops
        if role:
            self._give(role, rule, last=not stop)
            self.run += 1
        elif stops and self.label:
            self.run += 1

    def _lead_in(self, start: int, end: int) -> int:
        m = LEAD_IN.match(self.words[start:end])
        return m.end() if m and start + m.end() < end else 0

    def _label(self, start: int, end: int) -> int:
        m = LABEL.match(self.words[start:end])
        if not m:
            other = _OTHER_LABEL.match(self.words[start:end])
            self.label = "aside" if other else self.label
            return 0
        begins = start == 0 or self.words[start - 1] in LIST_STOPS
        if not m["mark"] and not (begins and agency_like(self.words[start + m.end() : end])):
            return 0
        group = next(name for name in LABEL_RULES if m[name] is not None)
        self.label, self.label_rule = LABEL_RULES[group]
        self.labelled = self.labelled or self.label != "aside"
        self.run += 1
        return m.end()

    def _verb(self, piece: str) -> tuple[str, str, str]:
        v = VERB.search(piece, max(0, len(piece) - LONGEST_VERB)) if piece[-1] in VERB_LAST else None
        if not v:
            return piece, "", ""
        self.verbed = True
        return piece[: v.start()], *VERB_RULES[v.lastgroup or ""]

    def _give(self, role: str, rule: str, *, last: bool) -> None:
        """Give the verb's role to the bodies before it: behind a label only to its own run, else to all that wait.

        Where the one verb of a clause is of supporting or guiding, what stands before the comma does the work.
        """
        waiting = [p for p in self.parts if not p.role]
        if self.label:
            waiting = [p for p in waiting if p.run == self.run]
        elif role in {"support", "guide"} and last and waiting and len(waiting) == len(self.parts):
            waiting = [p for p in waiting if p.group == waiting[-1].group]
        for p in waiting:
            p.role, p.rule = role, rule


def parse(text: str, start: int, end: int, *, bracketed: bool = True) -> Clause | None:
    """Read ``text[start:end]`` (without its brackets) as a clause, or say that it is none."""
    words = text[start:end]
    first = FIRST_LEADS.search(words) if "牵头" in words else None
    shared = all_share(words)
    others = list(OTHERS_AND.finditer(words)) if "等" in words else []
    listing = _Listing(words)
    for piece in pieces(words, sorted(m.span() for m in (first, shared, *others) if m)):
        listing.take(*piece)
    if listing.labelled:
        listing.parts = [p for p in listing.parts if p.role or p.default or agency_like(words[p.start : p.end])]
    if not listing.parts and not shared:
        return None
    has_lead = any((p.role or p.default) == "lead" for p in listing.parts)
    bodies = tuple(_body(words, start, p, has_lead) for p in listing.parts)
    if any(body.role == "lead" for body in bodies):
        bodies = beside_lead(bodies)
    alone = bracketed and (start < 2 or text[start - 2] in "。;!\n")
    if not _accepted(bodies, listing, bracketed=bracketed, alone=alone):
        return None
    kind = "clause.label" if listing.labelled else "clause.verb" if listing.verbed else "clause.bare"
    leads = "" if not first else "run" if first["comma"] else "one"
    extra = tuple(shared_bodies(shared, start)) if shared else ()
    return Clause(start, end, bodies, listing.open_ended or bool(others) or "…" in words, kind, leads, extra, bracketed)


def beside_lead(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """Bodies as they are beside a named lead: those that were merely listed share the work."""
    return tuple(replace(b, role="co") if b.role == "listed" else b for b in bodies)


def shared_bodies(rule: re.Match[str], offset: int = 0) -> Iterator[Body]:
    """The bodies that a rule of the document gives a share in all later items."""
    words, at = rule["bodies"], rule.start("bodies")
    for a, b, _ in pieces(words, []):
        for x, y in split_joints(words[a:b]):
            start = offset + at + a
            yield Body(words[a + x : a + y], start + x, start + y, "listed", False, "document.all_share")


def _body(words: str, start: int, part: _Part, has_lead: bool) -> Body:
    name, role, rule = words[part.start : part.end], part.role or part.default, part.rule or part.default_rule
    name = name.rstrip("*★#")
    if name.endswith(_PERSONS):
        name = _PERSON.sub("", name)
    end = part.start + len(name)
    if name.endswith(")") and (m := ROLE_MARK.search(name)) and m.start():
        role, rule, end = ("lead" if m["lead"] else "support"), "clause.mark", part.start + m.start()
        name = words[part.start : end]
    final: Role = (
        "lead" if role == "lead" else "support" if role == "support" else "guide" if role == "guide" else "listed"
    )
    if final == "listed" and has_lead:
        final = "co"
    return Body(name, start + part.start, start + end, final, True, rule or "clause.bare", part.group)


def _accepted(bodies: tuple[Body, ...], listing: _Listing, *, bracketed: bool, alone: bool) -> bool:
    """Tell a clause from other words: the less its form says, the surer its names must be.

    Bare names in brackets need a body that is certain; where the bracket is a sentence of its own, collectives do.
    """
    names = [b.name for b in bodies]
    if not names:
        return True
    if listing.labelled:
        return all(len(name) > 1 for name in names) and sum(map(plausible, names)) * 2 >= len(names)
    if listing.verbed and bracketed:
        return all(map(plausible, names)) and any(map(agency_like, names))
    if listing.verbed or not bracketed:
        return all(map(certain, names))
    single = [name for name in names if certain(name) and not COLLECTIVE.match(name)]
    return all(map(agency_like, names)) and (bool(single) or (alone and any(COLLECTIVE.match(n) for n in names)))


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
    taken = Taken((clause.start, clause.end) for clause in found)
    for clause in (*_unbracketed(text, label_lines(text)), *bare, *_unbracketed(text, last_sentences(text))):
        sure = clause.rule != "clause.bare" or (clause.bracketed and _ends_sentence(text, clause.end))
        if sure and taken.free(clause.start, clause.end):
            taken.add(clause.start, clause.end)
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
    read = Taken((clause.start, clause.end) for clause in found)
    for a, b, _ in brackets(text):
        inner = text[a + 1 : b].rstrip(")]〕】。")
        speaks = LABEL_AHEAD.match(inner) or (inner.endswith(("负责", "牵头", "配合", "分工落实")) and len(inner) > 4)
        if speaks and len(inner) < FAR and _ends_sentence(text, b) and read.free(a, b):
            read.add(a, b)
            yield a, b
    for a, b in label_lines(text):
        if read.free(a, b):
            yield a, b


def _ends_sentence(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in "。;\n"
