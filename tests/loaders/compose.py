"""Plans composed at random from the shapes of the clause, with the truth beside them.

It stands alone: it knows nothing of the reader that is tested against it. A composed plan is a text and, for each
task, its path, its title, whether 等 leaves its list open and the (role, name) of each body.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.loaders.compose_clauses import WORDS, Clause, Names, Pair, labels, placed, ruled, said, sentence

HAN = "一二三四五六七八九十"
OWN = ("each",) * 9 + ("close", "close", "owner")
"""How the tasks of a section get their clause: each its own, one that closes the section, the heading names the lead."""
HEAD = "青河市人民政府关于印发《青河市办好实事工作方案》的通知\n青政发〔2026〕3号\n各县（市、区）人民政府，市直各单位：\n现将《青河市办好实事工作方案》印发给你们，请认真贯彻落实。\n青河市人民政府\n2026年3月1日\n"
FOOT = "本方案由市发展改革委负责解释。\n联系人：市教育局王某\n"


@dataclass
class Task:
    """A task as it should be read back."""

    path: str
    title: str
    bodies: set[Pair]
    open_ended: bool


@dataclass
class Plan:
    """A composed text and its truth."""

    text: str
    tasks: list[Task] = field(default_factory=list)


def number(style: str, n: int) -> tuple[str, str]:
    """The n-th number of a style: as it stands in a path, and with the mark behind it."""
    han = HAN[n - 1] if n <= 10 else "十" + HAN[n - 11]
    return {
        "一、": (han, f"{han}、"),
        "（一）": (f"({han})", f"（{han}）"),
        "1.": (str(n), f"{n}."),
        "1、": (str(n), f"{n}、"),
        "1．": (str(n), f"{n}．"),
        "（1）": (f"({n})", f"（{n}）"),
        "第一章": (f"第{han}章", f"第{han}章 "),
    }[style]


class Composer:
    """Writes one plan: a ladder of numbers, a rule or none, headings on lines of their own or not."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.level = draw(st.sampled_from(sorted(WORDS["levels"])))
        self.ladder: list[str] = draw(st.sampled_from(WORDS["ladders"]))
        self.through = draw(st.booleans())
        self.rule: str = draw(st.sampled_from(("", "", "", *WORDS["rules"])))
        self.flowing = draw(st.integers(0, 5)) == 0
        self.heading_ends = "。" if self.flowing else draw(st.sampled_from(("。", "。", "\n")))
        self.subjects = list(draw(st.permutations(WORDS["subjects"])))
        self.chapters = list(draw(st.permutations(WORDS["chapters"])))
        self.last = 0
        self.pieces: list[str] = []
        self.tasks: list[Task] = []

    def plan(self) -> Plan:
        """The text and its truth; a text with clauses on lines of their own cannot flow without line breaks."""
        self.section((), 0)
        broken = any("\n" in piece or piece.count("（") != piece.count("）") for piece in self.pieces)
        joint = "" if self.flowing and not broken else "\n"
        text = joint.join(self.pieces) + "\n"
        wrapped = self.draw(st.integers(0, 4)) == 0
        return Plan(HEAD + "青河市办好实事工作方案\n" + text + FOOT if wrapped else text, self.tasks)

    def section(self, above: tuple[str, ...], depth: int, heading: int = 0) -> None:
        """The items of one level under one heading, whose piece stands at ``heading``."""
        if depth == len(self.ladder) - 1:
            self.leaves(above, heading)
            return
        for n in range(1, self.draw(st.integers(1, 3 if depth else 2)) + 1):
            if not self.subjects:
                return
            own, written = number(self.ladder[depth], n)
            title = self.chapters[(len(above) * 3 + n) % len(self.chapters)]
            self.pieces.append(written + title + ("。" if self.flowing else ""))
            self.section((*above, own), depth + 1, len(self.pieces) - 1)

    def leaves(self, above: tuple[str, ...], heading: int) -> None:
        """The tasks of the lowest section, and how they get their clause."""
        own = "each" if self.rule or self.flowing else self.draw(st.sampled_from(OWN))
        names = Names(self.draw, self.level)
        count = self.draw(st.integers(2 if own == "close" else 1, 3))
        shared: Clause | None = None
        if own == "owner":
            body = names.rest.pop()
            number_of_heading = self.pieces[heading].split(self.pieces[heading].lstrip(self.marks()))[0]
            self.pieces[heading] = f"{number_of_heading}{body}牵头工作"
            shared = Clause("", said("lead", [body]))
        elif own == "close":
            shared = labels(self.draw, names)
        for n in range(1, min(count, len(self.subjects)) + 1):
            self.last = self.last + 1 if self.through else n
            self.task(above, *number(self.ladder[-1], self.last), shared)
        if own == "close" and shared is not None:
            self.pieces.append(shared.text)

    def marks(self) -> str:
        """All characters that a number may be made of."""
        return HAN + "0123456789、（）().．第章 "

    def task(self, above: tuple[str, ...], own: str, written: str, shared: Clause | None) -> None:
        """An item with its work and its clause, at times with a second clause inside."""
        draw, names, title = self.draw, Names(self.draw, self.level), self.subjects.pop()
        details = "。".join(draw(st.lists(st.sampled_from(WORDS["details"]), min_size=1, max_size=3, unique=True)))
        text = f"{written}{title}{self.heading_ends}{details}"
        if shared is not None:
            self.pieces.append(f"{text}。")
            self.tasks.append(Task("/".join((*above, own)), title, set(shared.bodies), shared.open_ended))
            return
        clauses = [placed(draw, names)]
        if self.rule:
            clauses = [ruled(draw, names, "" if self.tasks else self.rule)]
        elif len(names.rest) > 8 and draw(st.integers(0, 9)) == 0:
            clauses.append(sentence(draw, names))
            text += f"（{clauses[1].text}）。再办一事"
        self.pieces.append(f"{text}。{self.page(clauses[0].text)}")
        bodies = {pair for clause in clauses for pair in clause.bodies}
        self.tasks.append(Task("/".join((*above, own)), title, bodies, any(c.open_ended for c in clauses)))

    def page(self, text: str) -> str:
        """A clause, at times cut by the end of a page."""
        if self.flowing or "\n" in text or len(text) < 12 or self.draw(st.integers(0, 14)):
            return text
        cut = self.draw(st.integers(8, len(text) - 3))
        return f"{text[:cut]}\n— {self.draw(st.integers(1, 30))} —\n{text[cut:]}"


@st.composite
def plans(draw: DrawFn) -> Plan:
    """A plan of a few sections with a few tasks each."""
    return Composer(draw).plan()
