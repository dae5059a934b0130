"""Many words as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


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
