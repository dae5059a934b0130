"""The matters a task is about, named as government divides its work: what two tasks must share to overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage
from loaders.words import any_of


@cache
def _meanings() -> dict[str, str]:
    """Every word of the lexicon and its subject; a shadow word has none."""
    data = table("subjects")
    found: dict[str, str] = dict.fromkeys(data["shadow"]["words"], "")
    for field in data["words"].values():
        for subject, others in field.items():
            for word in (subject, *others):
                found[word] = subject
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for all: the words, then the turns of phrase, each in a group of its own."""
    turns = [f"(?P<p{at}>{entry['regex']})" for at, entry in enumerate(table("subjects")["pattern"])]
    return re.compile("|".join([any_of(_meanings()), *turns]))


@cache
def _turns() -> tuple[str, ...]:
    return tuple(entry["subject"] for entry in table("subjects")["pattern"])


def find(passage: Passage) -> Iterator[Find]:
    """Each subject once, where it is named first; words inside 《》 count, a plan's title says what its task does."""
    meanings, turns, seen = _meanings(), _turns(), set()
    for match in _pattern().finditer(passage.text, passage.start, passage.end):
        group = match.lastgroup
        subject = meanings[match[0]] if group is None else turns[int(group[1:])]
        if subject and subject not in seen:
            seen.add(subject)
            yield Find("Subject", subject, match.start(), match.end(), "subject.turn" if group else "subject.word")
