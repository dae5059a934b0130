"""What a person decided about names: this spelling means that one, this is no name, these two are one.

A decision leads from a spelling (or an id) to another spelling or to an id; to nothing where it is no name. Who decides
and where it is kept is not known here: the words come in as a mapping, or as a function of the document where some of
them hold only in one place or one plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from loaders.facts import Document

Words: TypeAlias = Mapping[str, str]
Decisions: TypeAlias = Words | Callable[[Document], Words]

NO_NAME = ""
NO_NAME_REASON = "decided.not_a_name"


def words_for(decisions: Decisions | None, document: Document) -> Words:
    """The decisions that hold in this document."""
    if decisions is None:
        return {}
    return decisions if isinstance(decisions, Mapping) else decisions(document)


def follow(words: Words, name: str) -> str:
    """Where a name leads in the end; itself where nobody decided, and where decisions run in a circle."""
    seen = {name}
    at = name
    while at in words:
        at = words[at]
        if at in seen:
            return name
        seen.add(at)
    return at
