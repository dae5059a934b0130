"""The matters a task is about, named as government divides its work: what two tasks must share to overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage
from loaders.words import scan


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
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words in one pattern, and each turn of phrase with its subject."""
    turns = [(re.compile(entry["regex"]), entry["subject"]) for entry in table("subjects")["pattern"]]
    return ((re.compile(scan(_meanings())), ""), *turns)


def find(passage: Passage) -> Iterator[Find]:
    """Each subject once, where it is named first; words inside 《》 count, a plan's title says what its task does."""
    meanings = _meanings()
    seen: dict[str, Find] = {}
    for pattern, turn in _patterns():
        rule = "subject.turn" if turn else "subject.word"
        for match in pattern.finditer(passage.text, passage.start, passage.end):
            subject = turn or meanings[match[0]]
            if subject and (subject not in seen or seen[subject].start > match.start()):
                seen[subject] = Find("Subject", subject, match.start(), match.end(), rule)
    yield from sorted(seen.values(), key=lambda find: find.start)
