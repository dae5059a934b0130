"""The plan's words on a page: punctuation shown full width one for one, and marks laid over spans.

Nothing here changes the number of characters, so offsets of the cleaned text hold on the page too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}
_HAN = re.compile(r"[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")
_POINT = re.compile(r"[,:;()]")


def _beside_han(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(_HAN.match(before) or _HAN.match(after))


def wide(text: str) -> str:
    """Show half-width ``, : ; ( )`` full width where Hanzi stand beside them; a pair of brackets goes together.

    >>> wide("(市发改局牵头,市财政局负责)GDP增长6.5%, about 1,000 (x)")
    '（市发改局牵头，市财政局负责）GDP增长6.5%, about 1,000 (x)'
    """
    out = list(text)
    open_brackets: list[int] = []
    for found in _POINT.finditer(text):
        at, mark = found.start(), found.group()
        if mark == "(":
            open_brackets.append(at)
            if _beside_han(text, at):
                out[at] = "（"
        elif mark == ")" and open_brackets:
            partner = open_brackets.pop()
            if out[partner] == "（" or _beside_han(text, at):
                out[partner], out[at] = "（", "）"
        elif _beside_han(text, at):
            out[at] = _WIDE[mark]
    return "".join(out)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that a fact rests on: where, of which kind, and the facts (their places in the page's list)."""

    start: int
    end: int
    kind: str
    """Class on the page: agency, target, project, enterprise, place, coop, policy, strategy, unread …"""
    facts: tuple[int, ...] = ()
    role: str = ""
    """Badge of an agency: lead, inferred, co, support, guide, listed."""
    first: bool = True
    """False for what follows a cut: it opens no bracket and carries no badge."""
    last: bool = True
    """False for what precedes a cut: it closes no bracket."""


_OUTER = {"unread": 0, "coop": 1}


def _merge(marks: Sequence[Mark]) -> list[Mark]:
    """One mark for each span and kind, with all facts that rest on it; outer spans first."""
    merged: dict[tuple[int, int, str], Mark] = {}
    for mark in marks:
        if mark.end <= mark.start:
            continue
        key = (mark.start, mark.end, mark.kind)
        old = merged.get(key)
        merged[key] = mark if old is None else Mark(*key, facts=(*old.facts, *mark.facts), role=old.role or mark.role)
    return sorted(merged.values(), key=lambda mark: (mark.start, -mark.end, _OUTER.get(mark.kind, 2), mark.kind))


def _nest(marks: Sequence[Mark]) -> list[Mark]:
    """Cut marks that cross an earlier one at its end, so that they can nest as elements."""
    todo, done, open_ends = list(marks), [], list[int]()
    while todo:
        mark = todo.pop(0)
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        if open_ends and mark.end > open_ends[-1]:
            cut = open_ends[-1]
            rest = replace(mark, start=cut, first=False)
            mark = replace(mark, end=cut, last=False)
            todo.append(rest)
            todo.sort(key=lambda other: (other.start, -other.end))
        done.append(mark)
        open_ends.append(mark.end)
    return done


def _classes(mark: Mark) -> str:
    cut = f"{'' if mark.first else ' nb'}{'' if mark.last else ' na'}"
    return f"m {mark.kind} {mark.role}".rstrip() + cut


def _element(mark: Mark, inner: Markup, head: str) -> Markup:
    facts = " ".join(map(str, mark.facts))
    first = Markup('<span class="h">{}</span>').format(head) if head else Markup("")
    return Markup('<span class="{}" data-f="{}">{}{}</span>').format(_classes(mark), facts, first, inner)


def marked(shown: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """HTML of ``shown[start:end]`` with its marks; ``shown`` is the whole text as the page shows it.

    The first character of an agency is an element of its own, so that its badge (a ``::before``, never copied)
    stays on the line with the name.
    """
    inside = [
        replace(
            mark,
            start=max(mark.start, start),
            end=min(mark.end, end),
            first=mark.first and mark.start >= start,
            last=mark.last and mark.end <= end,
        )
        for mark in marks
        if mark.start < end and mark.end > start
    ]
    return _render(shown, start, end, _nest(_merge(inside)))


def _render(shown: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    out, at, index = Markup(""), start, 0
    while index < len(marks):
        mark = marks[index]
        stop = index + 1
        while stop < len(marks) and marks[stop].start < mark.end:
            stop += 1
        children = marks[index + 1 : stop]
        out += escape(shown[at : mark.start])
        plain = not children or children[0].start > mark.start
        head = shown[mark.start] if mark.kind == "agency" and mark.role and mark.first and plain else ""
        out += _element(mark, _render(shown, mark.start + len(head), mark.end, children), head)
        at, index = mark.end, stop
    return out + escape(shown[at:end])


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines of ``text[start:end]`` that hold more than white space."""
    for found in re.compile(r"[^\n]+").finditer(text, start, end):
        if found.group().strip():
            yield found.span()


def tinted(sentence: str, spans: Sequence[tuple[int, int]]) -> Markup:
    """A sentence with the words a fact rests on tinted; a span that is the whole sentence says nothing and is left."""
    shown = wide(sentence)
    out, at = Markup(""), 0
    for start, end in sorted(spans):
        if start < at or end > len(sentence) or end - start >= len(sentence.strip()):
            continue
        out += escape(shown[at:start]) + Markup("<mark>{}</mark>").format(shown[start:end])
        at = end
    return out + escape(shown[at:])
