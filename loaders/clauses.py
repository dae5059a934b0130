"""Text -> responsibility clauses: who is responsible, in which role, by which words.

A clause stands in brackets, behind a label (责任单位:…) or as the last sentence of a paragraph. It is read loosely,
part by part (a list with a label before or a verb behind); names are resolved later and never make a clause vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.bodies import Body, agency_like, certain, plausible, split_joints
from loaders.facts import Role
from loaders.grammar import (
    ALL_SHARE,
    ASIDE,
    CUE,
    FIRST_LEADS,
    LABEL,
    LABEL_AHEAD,
    LABEL_RULES,
    LEVELS_LEFT,
    LEVELS_RIGHT,
    OTHERS,
    ROLE_MARK,
    VERB,
    VERB_LAST,
    VERB_RULES,
)


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


_SPLIT = re.compile(r"[()〔〕\[\]【】{}<>]|[、,;。\n/| ]|会同|联合(?![会国体大社工办公执法调解指挥党])")
_LEAD_THEN = re.compile(r"(?<=牵头)(?=[省市县区州国中各有相乡镇自])(?!主)")
_OPEN, _CLOSE = "([〔【{<", ")]〕】}>"
_BEFORE = re.compile(r"^(?:(?:以上|上述|本项|此项|该项|以下)[^由]{0,8}由|由|请|并|其中|分别由|以及|及|和|与|会同|“|:|-|—|\*|·|\d+[.]|[①-⑳])+")
_LIST_STOPS = frozenset(",;。\n")


def parse(text: str, start: int, end: int, *, bracketed: bool = True) -> Clause | None:
    """Read ``text[start:end]`` (without its brackets) as a clause, or say that it is none."""
    words = text[start:end]
    first = FIRST_LEADS.search(words)
    shared = ALL_SHARE.search(words)
    cuts = sorted(m.span() for m in (first, shared) if m)
    parts: list[_Part] = []
    open_ended = False
    labelled = verbed = False
    label = label_rule = ""
    run = group = 0
    for a, b, stop in _pieces(words, cuts):
        piece = words[a:b]
        lead_in = _BEFORE.match(piece)
        if lead_in and lead_in.end() < len(piece):
            a += lead_in.end()
            piece = words[a:b]
        m = LABEL.match(piece)
        if m and (m["mark"] or (a == 0 or words[a - 1] in ",;。\n") and agency_like(piece[m.end() :])):
            label, label_rule = LABEL_RULES[_group(m)]
            labelled = labelled or label != "aside"
            a += m.end()
            piece = words[a:b]
            run += 1
        if not piece or label == "aside":
            run += stop in _LIST_STOPS
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
        group += stop in _LIST_STOPS
        if role:
            _give(parts, role, rule, labelled=bool(label), run=run)
            run += 1
        elif stop in _LIST_STOPS:
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
        x, y = shared.span("bodies")
        extra = tuple(
            Body(words[x + i : x + j], start + x + i, start + x + j, "listed", False, "document.all_share")
            for i, j in split_joints(words[x:y])
        )
    kind = "clause.label" if labelled else "clause.verb" if verbed else "clause.bare"
    leads = "" if not first else "run" if first["comma"] else "one"
    return Clause(start, end, bodies, open_ended, kind, leads, extra, bracketed)


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
    end = part.end
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
    return all(certain(b.name) for b in bodies)


def _pieces(words: str, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The pieces of a list: (start, end, stop). 各市、县(市、区)政府 stays one."""
    held: tuple[int, int, str] | None = None
    for a, b, stop in _split(words, cuts):
        if held:
            if LEVELS_RIGHT.match(words[a : _word_end(words, a, b)]):
                held = (held[0], b, stop)
                if stop == "、":
                    continue
                a, held = held[0], None
            else:
                yield held
                held = None
        if stop == "、" and LEVELS_LEFT.match(_BEFORE.sub("", words[max(a, words.rfind(":", a, b) + 1) : b])):
            held = (a, b, stop)
        else:
            yield a, b, stop
    if held:
        yield held


def _word_end(words: str, a: int, b: int) -> int:
    """Where a name ends before the verb and 等 behind it."""
    v = VERB.search(words, max(a, b - 26), b) if words[b - 1] in VERB_LAST else None
    end = v.start() if v else b
    o = OTHERS.search(words, a, end)
    return o.start() if o else end


def _split(words: str, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Split at separators outside of brackets, before labels and after a 牵头 that runs on; yield (start, end, stop)."""
    stops = [(m.start(), m.end(), m[0]) for m in _SPLIT.finditer(words)]
    if "牵头" in words:
        stops += [(m.start(), m.start(), ",") for m in _LEAD_THEN.finditer(words)]
    if ":" in words:
        stops += [(m.start(), m.start(), ";") for m in LABEL_AHEAD.finditer(words) if m.start()]
    stops += [(a, b, ",") for a, b in cuts]
    stops.sort()
    depth = at = 0
    for a, b, mark in stops:
        if len(mark) == 1 and mark in _OPEN:
            depth += 1
        elif len(mark) == 1 and mark in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            if a > at:
                yield at, a, mark
            at = max(at, b)
    if at < len(words):
        yield at, len(words), ""


_BRACKET = re.compile(r"[(\[〔【)\]〕】\n]")
_MARKED = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、]|附件")
_TAIL_SENTENCE = re.compile(r"(?:^|(?<=[。;!\n]))([^。;!\n]{4,260})[)〕\]】]?。?(?=\n|$)", re.M)
_LABEL_LINE = re.compile(rf"(?:^[—*●■◆·\-]{{0,3}}|(?<=[。;,)〕】\n]))(?=[省市县区州]?{LABEL_AHEAD.pattern})([^\n]+)", re.M)
_LABEL_START = re.compile(rf"[—*●■◆·\-]{{0,3}}[省市县区州]?{LABEL_AHEAD.pattern}")
_FAR = 400


def find(text: str) -> list[Clause]:
    """All clauses of a cleaned text, in order, none inside another."""
    found: list[Clause] = []
    for a, b in _brackets(text):
        if found and a < found[-1].end:
            continue
        if CUE.search(text, a, b) or text.find("局", a, b) > 0:
            closed = text[b - 1] in _CLOSE
            clause = parse(text, a + 1, b - 1 if closed else b)
            if clause and (clause.rule != "clause.bare" or _ends_sentence(text, b)):
                found.append(replace(clause, start=a, end=b))
    spans = [(c.start, c.end) for c in found]
    for a, b in (*_label_lines(text), *_last_sentences(text)):
        if not any(x < b and a < y for x, y in spans):
            clause = parse(text, a, b, bracketed=False)
            if clause and clause.bodies and clause.rule != "clause.bare":
                found.append(clause)
                spans.append((a, b))
    return _apart(sorted(found, key=lambda c: c.start))


def _apart(found: list[Clause]) -> list[Clause]:
    """Part two names that stand together because the mark between them was lost: both occur alone elsewhere."""
    names = {body.name for clause in found for body in clause.bodies}
    heads = {name for name in names if len(name) > 2}
    out = []
    for clause in found:
        bodies: list[Body] = []
        for body in clause.bodies:
            cut = next((n for n in range(3, len(body.name) - 2) if body.name[:n] in heads and body.name[n:] in heads), 0)
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

    for a, b in _brackets(text):
        inner = text[a + 1 : b].rstrip(")]〕】。")
        if not covered(a, b) and len(inner) < _FAR and _ends_sentence(text, b):
            if LABEL_AHEAD.match(inner) or (inner.endswith(("负责", "牵头", "配合", "分工落实")) and 4 < len(inner)):
                read.append((a, b))
                yield a, b
    for a, b in _label_lines(text):
        if not covered(a, b):
            yield a, b


def _ends_sentence(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in "。;\n"


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Spans of all brackets, outer before inner; one that is never closed ends with its line."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for m in _BRACKET.finditer(text):
        at, mark = m.start(), m[0]
        if mark == "\n":
            if stack and not _goes_on(text, stack[0], at):
                pairs += [(a, at) for a in stack]
                stack.clear()
        elif mark in _OPEN:
            stack.append(at)
        elif stack:
            pairs.append((stack.pop(), at + 1))
    pairs += [(a, len(text)) for a in stack]
    return iter(sorted(pairs))


def _goes_on(text: str, opened: int, newline: int) -> bool:
    """Tell whether a bracket goes on behind a line end: it is closed soon and no item starts in between."""
    closing = min((i for c in ")]〕】" if (i := text.find(c, newline, opened + _FAR)) > 0), default=-1)
    if closing < 0 or any(text.find(c, newline, closing) > 0 for c in "([〔【"):
        return False
    line = newline + 1
    return (
        _MARKED.match(text, line) is None and LABEL_AHEAD.match(text, line) is None and "。" not in text[line:closing]
    )


def _label_lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans that begin with a label outside of brackets, over all the lines that go on with labels."""
    if ":" not in text and "】" not in text:
        return
    done = 0
    for m in _LABEL_LINE.finditer(text):
        a, b = m.span(1)
        if a < done:
            continue
        at = a
        while 0 <= (stop := text.find("。", at, b)):
            if not LABEL_AHEAD.match(text, stop + 1):
                b = stop
                break
            at = stop + 1
        while b + 1 < len(text) and text[b] == "\n" and (text[b - 1] in ":】" or _LABEL_START.match(text, b + 1)):
            line_end = text.find("\n", b + 1)
            if text[b - 1] in ":】" and _MARKED.match(text, b + 1):
                break
            b = line_end if line_end > 0 else len(text)
        done = b
        while text[b - 1] in ")〕]】。" and text.count("(", a, b) < text.count(")", a, b) or text[b - 1] == "。":
            b -= 1
        yield a, b


def _last_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences that end a paragraph and speak of leading or being responsible, opening bracket lost."""
    for m in _TAIL_SENTENCE.finditer(text):
        if m[1].rstrip(")〕]】")[-2:] in {"负责", "牵头", "落实", "配合", "参与"}:
            a, b = m.span(1)
            yield a, b - (len(m[1]) - len(m[1].rstrip(")〕]】")))
