"""Made-up plans over real place names, the same for the same seed: material for measuring and for tests.

Knows nothing of the loaders, so that it can tell them the truth; only the list of place names is read from their data.
``python -m bench.plans FOLDER --count 200`` writes them as text files.
"""

from __future__ import annotations

import argparse
import csv
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PLACES = Path(__file__).resolve().parents[1] / "loaders" / "lexicon" / "places.csv"

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer writes it."""

    code: str
    name: str
    short: str
    level: str


@dataclass(frozen=True, slots=True)
class Task:
    """What is true of a task: its path and title, and the bodies of its clause with their roles, in order."""

    path: str
    title: str
    bodies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A text and the truth about it."""

    name: str
    title: str
    place: Place
    text: str
    tasks: tuple[Task, ...]


@cache
def gazetteer() -> tuple[Place, ...]:
    """Prefectures and counties whose name no other place has, in order of code."""
    with PLACES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    names = Counter(row["name"] for row in rows)
    wanted = [r for r in rows if r["level"] in {"prefecture", "county"} and names[r["name"]] == 1]
    places = (Place(r["code"], r["name"], r["short"], r["level"]) for r in wanted if r["name"][-1] in "市县区旗")
    return tuple(sorted((p for p in places if len(p.code) == 6 and len(p.short) > 1), key=lambda p: p.code))


@cache
def neighbours(prefix: str) -> tuple[Place, ...]:
    """Places whose code begins with a prefix."""
    return tuple(p for p in gazetteer() if p.code.startswith(prefix))


def hanzi(number: int) -> str:
    """Write 1 to 99 in Chinese numerals, as an outline does: 一, 十, 二十三."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


Clause = tuple[str, tuple[tuple[str, str], ...]]


def roles(**groups: list[str]) -> tuple[tuple[str, str], ...]:
    """Bodies with their role, in the order given."""
    return tuple((body, role) for role, bodies in groups.items() for body in bodies)


def divided(b: list[str], _: str) -> Clause:
    return f"({b[0]}牵头,{'、'.join(b[1:])}按职责分工负责)", roles(lead=b[:1], co=b[1:])


def divided_more(b: list[str], _: str) -> Clause:
    return f"({b[0]}牵头,{'、'.join(b[1:])}等按职责分工负责)", roles(lead=b[:1], co=b[1:])


def supported(b: list[str], _: str) -> Clause:
    return f"({b[0]}牵头,{'、'.join(b[1:])}配合)", roles(lead=b[:1], support=b[1:])


def two_leads(b: list[str], _: str) -> Clause:
    return f"({'、'.join(b[:2])}牵头,{'、'.join(b[2:])}参与)", roles(lead=b[:2], support=b[2:])


def listed(b: list[str], _: str) -> Clause:
    return f"({'、'.join(b)}负责)", roles(listed=b)


def listed_more(b: list[str], _: str) -> Clause:
    return f"({'、'.join(b)}等负责)", roles(listed=b)


def label(b: list[str], _: str) -> Clause:
    return f"(责任单位:{'、'.join(b)})", roles(listed=b)


def label_all(b: list[str], everyone: str) -> Clause:
    return f"(责任单位:{'、'.join(b)},{everyone})", roles(listed=[*b, everyone])


def labels(b: list[str], _: str) -> Clause:
    return f"\n牵头单位:{b[0]};配合单位:{'、'.join(b[1:])}", roles(lead=b[:1], support=b[1:])


def labels_bracket(b: list[str], _: str) -> Clause:
    return f"(牵头单位:{b[0]};责任单位:{'、'.join(b[1:])})", roles(lead=b[:1], co=b[1:])


def guided(b: list[str], _: str) -> Clause:
    return f"({b[0]}指导,{'、'.join(b[1:])}负责落实)", roles(guide=b[:1], listed=b[1:])


def everybody(_: list[str], everyone: str) -> Clause:
    return f"({everyone}按职责分工负责)", roles(listed=[everyone])


SHAPES: tuple[Callable[[list[str], str], Clause], ...] = (
    divided, divided_more, supported, two_leads, guided, listed, listed_more,
    label, label_all, labels, labels_bracket, everybody,
)  # fmt: skip


def sentence(rng: random.Random, home: Place, share: float = 0.35) -> str:
    """Say the work of one task: what is done, sometimes a promise, a partner, a strategy, a project, a date."""
    work = rng.sample(WORDS["work"], rng.randint(2, 4))
    said = [words.format(o=rng.choice(WORDS["matters"])) for words in work]
    if rng.random() < 2 * share:
        target = rng.choice(WORDS["target"])
        said.append(target["words"].format(n=rng.randint(target["low"], target["high"])) + "。")
    if rng.random() < share:
        partner = rng.choice(neighbours(home.code[:2]) if rng.random() < 0.7 else gazetteer())
        if partner.name != home.name:
            said.append(f"与{partner.name}共建{rng.choice(WORDS['matters'])}协作机制。")
    if rng.random() < share / 2:
        said.append(f"主动融入{rng.choice(WORDS['regional'].get(home.code[:2], WORDS['strategies']))}。")
    if rng.random() < share / 2:
        said.append(f"实施{home.short}{rng.choice(WORDS['matters'])}示范工程。")
    if rng.random() < share / 4:
        said.append(f"支持{home.short}{rng.choice(WORDS['companies'])}有限公司扩大产能。")
    if rng.random() < share / 3:
        said.append(f"{rng.randint(2023, 2026)}年{rng.randint(1, 12)}月底前完成。")
    return "".join(said)


def plan(number: int, seed: int = 0, tasks: int = 20) -> Plan:
    """Make one plan of so many tasks; the same number and seed give the same text."""
    rng = random.Random(f"{seed}/{number}")
    places = gazetteer()
    turn, index = divmod(number * 7919, len(places))  # a prime step: neighbours in the series lie far apart
    home = places[(index + seed) % len(places)]
    year = 2023 + turn % 3
    topic = WORDS["titles"][(number + turn) % len(WORDS["titles"])]
    title = f"{home.name}{topic}{rng.choice(WORDS['forms'])}"
    letter = home.name[-1]
    bureaus = [letter + name for name in WORDS["bureaus"]]
    everyone = {"市": "各县市区", "区": "各街道办事处"}.get(letter, "各乡镇人民政府")
    own = rng.sample(SHAPES, 3)  # the habits of one office: few shapes, used again and again
    lines = [f"{title}({year}年)", f"发布时间:{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}", ""]
    lines += ["一、工作目标", f"到{year}年底,各项任务取得明显进展。", "二、重点任务"]
    truth: list[Task] = []
    section = item = 0
    width = max(4, tasks // 90 + 1)  # numerals go to 九十九
    for _ in range(tasks):
        if item % width == 0:
            section, item = section + 1, 0
            lines.append(f"({hanzi(section)}){rng.choice(WORDS['sections'])}")
        item += 1
        name = f"{rng.choice(WORDS['verbs'])}{rng.choice(WORDS['matters'])}"
        clause, bodies = rng.choice(own)(rng.sample(bureaus, rng.randint(3, 8)), everyone)
        lines.append(f"{item}.{name}。{sentence(rng, home)}{clause}")
        truth.append(Task(f"二/({hanzi(section)})/{item}", name, bodies))
    lines += ["三、组织保障", "各责任单位每季度报送进展情况。"]
    text = "\n".join(lines) + "\n"
    if rng.random() < 0.5:
        text = text.translate(str.maketrans("(),:;", "（），：；"))
    return Plan(f"{number:04}-{home.code}.txt", title, home, text, tuple(truth))


def plans(count: int, seed: int = 0, low: int = 8, high: int = 32, giant: int = 0) -> Iterator[Plan]:
    """Make many plans of ``low`` to ``high`` tasks; with ``giant`` the one in the middle has so many."""
    for number in range(count):
        size = random.Random(f"size/{seed}/{number}").randint(low, high)
        yield plan(number, seed, giant if giant and number == count // 2 else size)


def main() -> None:
    """Write plans into a folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--giant", type=int, default=0, help="tasks of one large plan among them")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    for made in plans(args.count, args.seed, giant=args.giant):
        (args.folder / made.name).write_text(made.text, encoding="utf-8")


if __name__ == "__main__":
    main()
