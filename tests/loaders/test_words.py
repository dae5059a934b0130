"""Patterns of many words find the longest, whichever way they are built."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.words import any_of, scan

WORDS = st.lists(st.text("甲乙丙5.]-^“", min_size=2, max_size=4), min_size=1, max_size=40)


@pytest.mark.parametrize("build", [any_of, scan])
def test_longest_first(build: type) -> None:
    assert re.findall(build(["长江", "长江经济带", "黄河"]), "长江经济带与长江、黄河") == ["长江经济带", "长江", "黄河"]


@given(WORDS, st.text("甲乙丙5.]-^“", max_size=30))
def test_same_matches(words: list[str], text: str) -> None:
    plain = re.compile("|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))))
    assert re.findall(scan(words), text) == re.findall(any_of(words), text) == plain.findall(text)


def test_short_words_are_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        scan(["甲"])
