"""Clauses composed at random from their shapes, with what they say beside them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

Pair = tuple[str, str]
WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("compose.toml").read_text("utf-8"))
LABELS = {
    "listed": [("责任", "listed")],
    "lead": [("牵头", "lead")],
    "lead+co": [("牵头", "lead"), ("责任", "co")],
    "lead+support": [("牵头", "lead"), ("配合", "support")],
    "all": [("牵头", "lead"), ("责任", "co"), ("配合", "support")],
    "host": [("主办", "lead"), ("承办", "co"), ("协办", "support")],
    "listed+support": [("责任", "listed"), ("配合", "support")],
}
SENTENCES = ("listed", "listed", "lead", "lead+co", "lead+support", "lead+co+support", "pairs", "guide", "with")
PLACES = ("bracket",) * 8 + ("line", "lines", "unclosed", "below")


@dataclass(frozen=True)
class Clause:
    """Words that say who is responsible, and what they say."""

    text: str
    bodies: tuple[Pair, ...]
    open_ended: bool = False


def plain(name: str) -> str:
    """A name in half-width brackets and without blanks: cleaning may settle either."""
    return "".join(name.replace("（", "(").replace("）", ")").split())


def said(role: str, names: list[str]) -> tuple[Pair, ...]:
    """The same role for each name."""
    return tuple((role, plain(name)) for name in names)


class Names:
    """Deals out bodies of one level, none of them twice in a clause."""

    def __init__(self, draw: DrawFn, level: str) -> None:
        words = WORDS["levels"][level]
        self.draw = draw
        self.rest = list(draw(st.permutations(words["bodies"])))
        self.together = list(draw(st.permutations(words["together"])))
        self.carried: list[str] = words["carried"]

    def some(self, low: int = 1, high: int = 4, *, together: bool = True) -> tuple[str, list[str]]:
        """A list of bodies as text, and their names: a carried prefix, levels of marks and a last joint at random."""
        draw = self.draw
        names = [self.rest.pop() for _ in range(draw(st.integers(low, high))) if self.rest]
        if self.carried and draw(st.integers(0, 5)) == 0:
            names[:0] = self.carried[: draw(st.integers(2, 4))]
            self.carried = []
        text = "、".join(names)
        if together and self.together and draw(st.integers(0, 3)) == 0:
            last = self.together.pop()
            text += draw(st.sampled_from(("、", "，", "；", "，以及", "及"))) + last
            names.append(last)
        elif len(names) > 1 and draw(st.integers(0, 7)) == 0:
            head, tail = text.rsplit("、", 1)
            text = head + draw(st.sampled_from(("和", "及", "，", "、"))) + tail
        return text, names


def sentence(draw: DrawFn, names: Names) -> Clause:
    """A牵头，B配合 and its kin."""
    joint = draw(st.sampled_from(("，", "；", "，")))
    kind = draw(st.sampled_from(SENTENCES))
    tail = draw(st.sampled_from(("", "", *WORDS["tails"])))
    shared = draw(st.sampled_from(WORDS["shared"]))
    first, firsts = names.some(1, 3, together=kind == "listed")
    if kind == "listed":
        verb = draw(st.sampled_from(("负责", "负责落实", shared)))
        return Clause(first + tail + verb, said("listed", firsts), bool(tail))
    if kind == "lead":
        return Clause(first + draw(st.sampled_from(("牵头", "牵头负责"))), said("lead", firsts))
    second, seconds = names.some(1, 4)
    if kind == "lead+co":
        text = f"{first}牵头{joint}{second}{tail}" + draw(st.sampled_from(("负责", shared)))
        return Clause(text, said("lead", firsts) + said("co", seconds), bool(tail))
    if kind == "lead+support":
        verb = draw(st.sampled_from(("配合", "参与", "协助", "支持", "按职责分工配合")))
        text = f"{first}牵头{joint}{second}{tail}{verb}"
        return Clause(text, said("lead", firsts) + said("support", seconds), bool(tail))
    if kind == "guide":
        text = f"{first}{draw(st.sampled_from(('指导', '督促', '督促指导')))}，{second}负责落实"
        return Clause(text, said("guide", firsts) + said("listed", seconds))
    if kind == "with":
        return Clause(f"{first}会同{second}{tail}负责", said("listed", firsts + seconds), bool(tail))
    third, thirds = names.some(1, 2, together=False)
    if kind == "pairs":
        bodies = said("lead", firsts + thirds) + said("support", seconds)
        return Clause(f"{first}牵头，{second}配合；{third}牵头", bodies)
    text = f"{first}牵头{joint}{second}{shared}{joint}{third}{tail}配合"
    return Clause(text, said("lead", firsts) + said("co", seconds) + said("support", thirds), bool(tail))


def labels(draw: DrawFn, names: Names, *, joint: str = "；") -> Clause:
    """责任单位：A、B and its kin; persons and dates beside them are nobody's duty."""
    word = draw(st.sampled_from(("单位", "部门")))
    tail = draw(st.sampled_from(("", "", "", "等", "等单位")))
    pieces: list[str] = []
    bodies: tuple[Pair, ...] = ()
    for label, role in LABELS[draw(st.sampled_from(sorted(LABELS)))]:
        text, got = names.some(1, 3)
        pieces.append(f"{label}{word}：{text}")
        bodies += said(role, got)
    pieces[-1] += tail
    if draw(st.integers(0, 9)) == 0:
        pieces = [f"{' '.join(label)}：{text}" for label, text in (piece.split("：") for piece in pieces)]
    if draw(st.integers(0, 3)) == 0:
        pieces.insert(draw(st.sampled_from((0, len(pieces)))), draw(st.sampled_from(WORDS["beside"])))
    return Clause(joint.join(pieces), bodies, bool(tail))


def placed(draw: DrawFn, names: Names) -> Clause:
    """A clause as it stands behind its item: in brackets, on a line of its own, with a bracket missing, with a date."""
    how = draw(st.sampled_from(PLACES))
    if how in ("line", "lines"):
        clause = labels(draw, names, joint="；" if how == "line" else "\n")
        return Clause(f"\n{clause.text}", clause.bodies, clause.open_ended)
    speaks = draw(st.booleans())
    clause = sentence(draw, names) if speaks else labels(draw, names)
    text, date = clause.text, draw(st.sampled_from(WORDS["dates"]))
    dated = draw(st.integers(0, 7))
    if dated == 0:
        text = f"{date}，{text}"
    elif dated == 1 and speaks:
        text = f"{text}，{date}"
    if how == "unclosed":
        return Clause(f"（{text}", clause.bodies, clause.open_ended)
    opening, closing = draw(st.sampled_from(WORDS["brackets"]))
    text = opening + text + draw(st.sampled_from(("", "", "。"))) + closing + draw(st.sampled_from(("", "", "。")))
    return Clause("\n" + text if how == "below" else text, clause.bodies, clause.open_ended)


def ruled(draw: DrawFn, names: Names, rule: str) -> Clause:
    """A clause without a lead in a plan whose rule makes the first body lead."""
    text, got = names.some(1, 4)
    opening, closing = draw(st.sampled_from(WORDS["brackets"]))
    return Clause(f"{opening}责任单位：{text}{rule}{closing}", said("lead", got[:1]) + said("co", got[1:]))
