"""The list in a clause, read piece by piece: labels before names, names, verbs behind them.

A label gives its role to what follows, a verb to what waits before it. Who waits for none is merely listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.bodies import agency_like, certain, split_joints
from loaders.grammar import ASIDE, DOES, LABEL, LABEL_RULES, OTHERS, VERB, VERB_LAST, VERB_RULES
from loaders.pieces import LEAD_IN, LIST_STOPS

_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}:")
"""A label that names no role (目标任务:): its words are no bodies."""
_PERSONS = re.compile("领导|[人员]|同志")
_HANDS = re.compile(r"(?<=..)(?<!自)由(?=..)")
"""Behind what is handed out stands who has it: 用地由国土局负责."""
LONGEST_VERB = 26
"""No verb phrase has more characters."""


@dataclass(slots=True)
class Part:
    """A body on its way to a role: where it stands, what it is given, which label and which run it stands in."""

    start: int
    end: int
    role: str = ""
    rule: str = ""
    default: str = ""
    default_rule: str = ""
    run: int = 0
    group: int = 0


class Listing:
    """The parts of a clause as they are read, in order: which label stands, who waits for a role."""

    def __init__(self, words: str, *, bracketed: bool = False) -> None:
        self.words = words
        self.hands = bracketed and "由" in words
        self.parts: list[Part] = []
        self.open_ended = self.labelled = self.verbed = False
        self.label = self.label_rule = ""
        self.before = ("", "")
        """The label that stood before one for persons, and its rule: 责任单位:A,责任人:张三;B."""
        self.run = self.group = 0

    def take(self, start: int, end: int, stop: str) -> None:
        """Read one piece: words that lead in, a label before, names, 等, a verb behind."""
        start += self._lead_in(start, end)
        if label := self._label(start, end):
            start += label
            start += self._lead_in(start, end)
        elif self.label == "aside" and self.words[start - 1 : start] == ";" and certain(self.words[start:end]):
            self.label, self.label_rule = self.before
        stops = stop in LIST_STOPS
        if start == end or self.label == "aside":
            self.run += stops
            return
        if self.hands and (hands := _HANDS.search(self.words, start, end)):
            name, role, _ = self._verb(self.words[hands.end() : end])
            start = hands.end() if role and certain(name) else start
        piece, role, rule = self._verb(self.words[start:end])
        if "等" in piece and (o := OTHERS.search(piece)):
            piece, self.open_ended = piece[: o.start()], True
        person = self.words[start - 1 : start] == " " and len(piece) < 4
        if piece and (agency_like(piece) or not (person or ASIDE.match(piece))):
            for x, y in split_joints(piece):
                self.parts.append(Part(start + x, start + y, "", "", self.label, self.label_rule, self.run, self.group))
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
            if self.words.find(":", start, end) >= 0 and _OTHER_LABEL.match(self.words, start, end):
                self.label = "aside"
            return 0
        begins = start == 0 or self.words[start - 1] in LIST_STOPS
        if not m["mark"] and not (begins and agency_like(self.words[start + m.end() : end])):
            return 0
        group = next(name for name in LABEL_RULES if m[name] is not None)
        if LABEL_RULES[group][0] != "aside":
            self.before = LABEL_RULES[group]
        elif not _PERSONS.search(m[0]):
            self.before = ("aside", "")
        self.label, self.label_rule = LABEL_RULES[group]
        self.labelled = self.labelled or self.label != "aside"
        self.run += 1
        return m.end()

    def _verb(self, piece: str) -> tuple[str, str, str]:
        v = VERB.search(piece, max(0, len(piece) - LONGEST_VERB)) if piece[-1] in VERB_LAST else None
        name = piece[: v.start()] if v else piece
        open_name = name and ("负责" in name or not agency_like(name))  # 教育局负责中小学校 ends as a name does
        if open_name and (does := DOES.search(piece)) and certain(piece[: does.start()]):
            v = VERB.search(piece, 0, does.start("what"))
        if not v:
            return piece, "", ""
        self.verbed = True
        return piece[: v.start()], *VERB_RULES[v.lastgroup or ""]

    def _give(self, role: str, rule: str, *, last: bool) -> None:
        """Give the verb's role to the bodies before it: behind a label that names no lead only to its own run, else to
        all that wait.

        Where the one verb of a clause is of supporting or guiding, what stands before the comma does the work.
        """
        waiting = [p for p in self.parts if not p.role]
        if self.label and all(p.role != "lead" for p in self.parts):
            waiting = [p for p in waiting if p.run == self.run]
        elif role in {"support", "guide"} and last and waiting and len(waiting) == len(self.parts):
            waiting = [p for p in waiting if p.group == waiting[-1].group]
        if self.label == "lead" and role == "support" and all(p.run == self.run for p in self.parts):
            waiting = waiting[-1:]  # 牵头单位:甲、乙配合
        for p in waiting:
            p.role, p.rule = role, rule
