"""Many words as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_LEAF = 8
"""So many first letters are tried one after the other; more are told apart by halves, as ranges of letters: a set of
letters takes long to compile."""


def any_of(words: Iterable[str]) -> str:
    """One regular expression for many words, the longest first, folded by common beginnings.

    >>> any_of(["长江经济带", "长江", "黄河"])
    '(?:长江(?:经济带)?|黄河)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _fold(tree)


def _fold(tree: dict[str, Any]) -> str:
    """Write a tree of letters as a pattern; an end inside a branch makes what follows optional."""
    ends = "" in tree
    branches = []
    for letter, rest in tree.items():
        if letter:
            text = re.escape(letter)
            while len(rest) == 1 and "" not in rest:
                ((letter, rest),) = rest.items()
                text += re.escape(letter)
            branches.append(text + _fold(rest))
    if not branches:
        return ""
    if ends:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def scan(words: Iterable[str]) -> str:
    """Like ``any_of`` for hundreds of words of two letters and more: the same matches, four times as fast.

    The engine tries branches one by one, which is slow with hundreds of first letters; here the first letter is
    found as a set, the second asked for by a look ahead, and the branches halved until few are left.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        if len(word) < 2:
            raise ValueError(f"too short to scan for: {word!r}")
        tails.setdefault(word[0], []).append(word[1:])
    first, second = sorted(tails), sorted({tail[0] for rest in tails.values() for tail in rest})
    return f"[{_joined(first)}](?=[{_joined(second)}])(?:{_halve(first, tails)})"


def _halve(first: list[str], tails: Mapping[str, list[str]]) -> str:
    if len(first) <= _LEAF:
        return "|".join(f"(?<={re.escape(letter)}){any_of(tails[letter])}" for letter in first)
    half = len(first) // 2
    return "|".join(
        f"(?<=[{re.escape(part[0])}-{re.escape(part[-1])}])(?:{_halve(part, tails)})"
        for part in (first[:half], first[half:])
    )


def _joined(letters: Iterable[str]) -> str:
    return "".join(map(re.escape, letters))
