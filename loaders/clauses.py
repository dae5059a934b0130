"""Text -> responsibility clauses: who is responsible, in which role, by which words.

A clause stands in brackets, behind a label (责任单位:…) or as the last sentence of a paragraph. It is read loosely,
part by part (a list with a label before or a verb behind); names are resolved later and never make a clause vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from loaders import functions
from loaders.bodies import Body, agency_like, certain, plausible, split_joints
from loaders.facts import Role
from loaders.grammar import (
    ALL_ABOVE,
    COLLECTIVE,
    CUE,
    LABEL,
    LABEL_AHEAD,
    LABEL_RULES,
    NOTE,
    OTHERS_AND,
    PLACE_SEAT,
    ROLE_MARK,
    Leading,
    all_share,
    first_leads,
    leading,
)
from loaders.listing import Listing, Part
from loaders.pieces import CLOSE, OPEN, pieces
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
    first_leads: Leading | None = None
    """Whom its words make the leads of each clause from here on."""
    apart: bool = False
    """Its bodies answer each for a share of their own (分别负责)."""
    shared: tuple[Body, ...] = ()
    """Bodies that every later item has too."""
    bracketed: bool = True
    above: bool = False
    """Its words speak of all items above it."""

    @property
    def has_lead(self) -> bool:
        return any(body.role == "lead" for body in self.bodies)


_PERSONS = ("负责人", "负责同志", "领导同志")
_PERSON = re.compile(rf"(?<=..)(?:党政)?(?:主要)?(?:{'|'.join(_PERSONS)})$")
_SHORT = re.compile(r"(?!以下|下同|简称|不含|含|即|原|.*(?:建|作|并|管|属)$)[\u4e00-\u9fff]{2,5}")
_SPEAKS = re.compile(r"[局委办厅部府院会](?:牵头|负责(?!人|同志)|按职责|配合)[,;]")
"""A body and what it does, before words that may not be understood."""
_APART = re.compile("分别(?:负责|牵头)")
_ENDS = tuple(CLOSE)
LONGEST_CLAUSE = 3000
"""What goes on longer is a text in brackets, or a bracket that was never closed."""


def parse(text: str, start: int, end: int, *, bracketed: bool = True) -> Clause | None:
    """Read ``text[start:end]`` (without its brackets) as a clause, or say that it is none."""
    if end - start > LONGEST_CLAUSE:
        return None
    words = text[start:end]
    first = next(first_leads(words), None)
    shared = all_share(words)
    others = list(OTHERS_AND.finditer(words)) if "等" in words else []
    listing = Listing(words, bracketed=bracketed)
    for piece in pieces(words, sorted(_in_brackets(m) for m in (first, shared, *others) if m)):
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
    leads = leading(first) if first else None
    apart = _APART.search(words, 0, first.start() if first else len(words)) is not None
    extra = tuple(shared_bodies(shared, start)) if shared else ()
    more = listing.open_ended or bool(others) or "…" in words
    return Clause(start, end, bodies, more, kind, leads, apart, extra, bracketed, ALL_ABOVE.match(words) is not None)


def _in_brackets(rule: re.Match[str]) -> tuple[int, int]:
    """The span of a rule, with the brackets that hold nothing but it."""
    a, b = rule.span()
    alone = a and rule.string[a - 1] in OPEN and rule.string[b : b + 1] in set(CLOSE)
    return (a - 1, b + 1) if alone else (a, b)


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


def _body(words: str, start: int, part: Part, has_lead: bool) -> Body:
    name, role, rule = words[part.start : part.end], part.role or part.default, part.rule or part.default_rule
    name = name.rstrip("*★☆▲△※#.")
    if name.endswith(_PERSONS):
        name = _PERSON.sub("", name)
    if name.endswith(_ENDS) and (note := NOTE.search(name)) and note.start():
        name = name[: note.start()]
    end = part.start + len(name)
    if name.endswith(_ENDS) and (m := ROLE_MARK.search(name)) and m.start():
        role, rule, end = ("lead" if m["lead"] else "support"), "clause.mark", part.start + m.start()
        name = words[part.start : end]
    final: Role = (
        "lead" if role == "lead" else "support" if role == "support" else "guide" if role == "guide" else "listed"
    )
    if final == "listed" and has_lead:
        final = "co"
    return Body(name, start + part.start, start + end, final, True, rule or "clause.bare", part.group)


def _accepted(bodies: tuple[Body, ...], listing: Listing, *, bracketed: bool, alone: bool) -> bool:
    """Tell a clause from other words: the less its form says, the surer its names must be.

    Bare names in brackets need a body that is certain; where the bracket is a sentence of its own, collectives do.
    Beside two that are certain, one in three may be a name that does not look like one (a firm by its brand); so may
    a short one beside one.
    """
    names = [b.name for b in bodies]
    if not names:
        return True
    if listing.labelled:
        return sum(map(plausible, names)) * 2 >= len(names)
    if listing.verbed and bracketed:
        odd = sum(not plausible(name) for name in names)
        return sum(agency_like(name) or _is_matter(name) for name in names) > bool(odd) and odd * 4 <= len(names)
    if listing.verbed or not bracketed:
        helps = all(b.role in {"support", "guide"} for b in bodies)  # 支持甲集团、乙集团等参与 hands out no work
        return all(map(certain, names)) and (bracketed or not helps)
    names = list(_without_carried(names))
    single = [name for name in names if certain(name) and not COLLECTIVE.match(name)]
    if unlike := [name for name in names if not agency_like(name)]:
        beside_two = len(single) > 1 and all(map(plausible, unlike)) and len(unlike) * 3 <= len(names)
        return beside_two or (len(names) == 2 and len(single) == 1 and _SHORT.fullmatch(unlike[0]) is not None)
    return bool(single) or (alone and any(COLLECTIVE.match(n) for n in names))


def _is_matter(name: str) -> bool:
    """Tell whether a matter stands for those who see to it: 发改、财政、公安等部门."""
    return functions.load().matter(name) is not None


def _without_carried(names: list[str]) -> Iterator[str]:
    """Leave out the places that share the last word of the name behind them: 合肥、蚌埠市人民政府."""
    following = ""
    for name in reversed(names):
        if not (2 <= len(name) <= 4 and PLACE_SEAT.search(following) and not agency_like(name)):
            following = name
            yield name


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
    labelled, closing = _unbracketed(text, label_lines(text), taken), _unbracketed(text, last_sentences(text), taken)
    for clause in chain(labelled, bare, closing):
        alone = text[clause.start - 1 : clause.start] in ("。", ";")
        sure = clause.rule != "clause.bare" or (clause.bracketed and (alone or _ends_sentence(text, clause.end)))
        if sure and taken.free(clause.start, clause.end):
            taken.add(clause.start, clause.end)
            found.append(clause)
    return _apart(sorted(found, key=lambda c: c.start))


def _stops(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket is a sentence by itself, or closes one: no word runs on, or the next item begins."""
    if end >= len(text) or text[start - 1] in "。;!?\n":
        return True
    return not "\u4e00" <= text[end] <= "\u9fff" or MARKED.match(text, end) is not None


def _unbracketed(text: str, spans: Iterable[tuple[int, int]], taken: Taken) -> Iterator[Clause]:
    """Clauses without brackets, where nothing is read yet when their turn comes."""
    for a, b in spans:
        if taken.free(a, b) and (clause := parse(text, a, b, bracketed=False)) and clause.bodies:
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
        ends = inner.endswith(("负责", "牵头", "配合", "分工落实")) and len(inner) > 4
        speaks = ends or LABEL_AHEAD.match(inner) or _SPEAKS.search(inner)
        if speaks and len(inner) < FAR and _ends_sentence(text, b) and read.free(a, b) and not _aside(inner):
            read.add(a, b)
            yield a, b
    for a, b in label_lines(text):
        if read.free(a, b) and not any(first_leads(text[a:b])) and not _aside(text[a:b]):
            yield a, b


def _aside(words: str) -> bool:
    """Tell whether words name persons or dates only: 牵头领导:…, 完成时限:…"""
    label = LABEL.match(words)
    role = next((role for name, (role, _) in LABEL_RULES.items() if label and label[name]), "")
    return role == "aside" and words.count(":") == 1


def _ends_sentence(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in "。;\n"
