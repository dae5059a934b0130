"""Regional strategies: each example of the lexicon, what is no strategy, and which words bind."""

from __future__ import annotations

import pytest

from loaders import strategies
from loaders.lexicon import table
from loaders.passage import Passage

ENTRIES = table("strategies")["strategy"]


def seen(text: str) -> dict[str, bool]:
    """Strategy to doubtful."""
    finds = list(strategies.find(Passage(text, 0, len(text))))
    for find in finds:
        assert text[find.start : find.end]
    return {find.name: find.doubtful for find in finds}


@pytest.mark.parametrize(("name", "example"), [(e["name"], x) for e in ENTRIES for x in e["examples"]])
def test_examples(name: str, example: str) -> None:
    assert seen(example).get(name) is False


@pytest.mark.parametrize(("name", "counter"), [(e["name"], x) for e in ENTRIES for x in e.get("counter", ())])
def test_counter_examples(name: str, counter: str) -> None:
    assert name not in seen(counter)


def test_pairs_of_provinces() -> None:
    pair = table("strategies")["pair"]
    assert [example for example in pair["examples"] if list(seen(example).values()) != [False]] == []
    assert [counter for counter in pair["counter"] if seen(counter)] == []


def test_every_spelling_means_one_strategy() -> None:
    words = list(table("strategies")["names"])
    for entry in ENTRIES:
        for key in ("aliases", "weak", "local"):
            words += entry.get(key, ())
        words.append(entry["name"])
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", table("strategies")["names"])
def test_plain_names(name: str) -> None:
    assert seen(f"主动对接{name},拓宽发展空间") == {name: False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("参加长三角洽谈会", {"长三角一体化": True}),
        ("参加长三角洽谈会,落实长三角一体化发展规划", {"长三角一体化": False}),
        ("东接东融,长江经济带,东接东融", {"东接东融": False, "长江经济带": False}),
        ("对接“两副”支撑,学习岳阳经验", {"一核两副三带四区": True}),
        ("整治河道两岸", {}),
    ],
)
def test_each_once_and_zones_doubtful(text: str, expected: dict[str, bool]) -> None:
    assert seen(text) == expected


def test_headings() -> None:
    text = "三、推进湘琼合作\n1.办好招商活动。"
    (find,) = strategies.of_heading(text, 2, 8)
    assert (find.name, text[find.start : find.end]) == ("湘琼合作", "湘琼合作")
    assert strategies.named("强化“一核”引领") == ()
    assert strategies.named("强化“一核”引领", "建设长株潭物流园") == ("长株潭一体化",)
