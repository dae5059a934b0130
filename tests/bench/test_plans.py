"""The generator keeps its word: same seed, same text; and its truth stands in its text."""

from __future__ import annotations

import pytest

from bench.plans import SHAPES, gazetteer, hanzi, plan, plans


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (53, "五十三"), (99, "九十九")]
)
def test_numerals(number: int, written: str) -> None:
    assert hanzi(number) == written


def test_same_seed_same_text() -> None:
    assert [p.text for p in plans(5)] == [p.text for p in plans(5)]
    assert plan(3, seed=1).text != plan(3, seed=2).text


def test_every_plan_has_its_own_title_and_place() -> None:
    made = list(plans(200, giant=1200))
    assert len({p.title for p in made}) == len({p.name for p in made}) == 200
    assert sum(len(p.tasks) > 1000 for p in made) == 1
    assert {p.place for p in made} <= set(gazetteer())


def test_the_truth_stands_in_the_text() -> None:
    for made in plans(40):
        lines = made.text.translate(str.maketrans("（），：；", "(),:;")).splitlines()
        for task in made.tasks:
            number = task.path.rsplit("/", 1)[1]
            at = next(i for i, line in enumerate(lines) if line.startswith(f"{number}.{task.title}。"))
            said = "".join(lines[at : at + 2])
            assert all(body in said for body, _ in task.bodies)
            lines = lines[at + 1 :]


def test_a_body_has_one_role_in_every_shape() -> None:
    for shape in SHAPES:
        text, bodies = shape(["县甲局", "县乙局", "县丙局"], "各乡镇人民政府")
        names = [body for body, _ in bodies]
        assert len(set(names)) == len(names)
        assert all(name in text for name in names)
