"""Which regional strategies a task serves, by its own words or by the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage
from loaders.values import value
from loaders.words import scan

# a strategy's name inside the name of an office that runs it is no statement about a task
_OFFICE = r"(?!(?:发展|建设|工作|促进)?(?:事务|服务|促进)?(?:中心|局|办公室|办事处|领导小组|办(?![好理法])))"


@value
class _Meaning:
    """What a spelling stands for: the strategy, whether it only hints at it, and the word the text must also hold."""

    name: str
    weak: bool
    where: str


@cache
def _spellings() -> dict[str, _Meaning]:
    """All spellings of the lexicon. A weak one names the zone and not the strategy, so it is doubtful."""
    data = table("strategies")
    found = {name: _Meaning(name, False, "") for name in data["names"]}
    for entry in data["strategy"]:
        for word in (entry["name"], *entry.get("aliases", ())):
            found[word] = _Meaning(entry["name"], False, "")
        for word in entry.get("weak", ()):
            found[word] = _Meaning(entry["name"], True, "")
        for word in entry.get("local", ()):
            found[word] = _Meaning(entry["name"], entry.get("faint", False), entry["where"])
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(scan(_spellings()) + _OFFICE)


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(table("strategies")["pair"]["pattern"] + _OFFICE)


def _named(text: str, start: int, end: int) -> list[tuple[re.Match[str], _Meaning]]:
    """Every strategy that words name: one of the lexicon, or two provinces that work together."""
    found = [(match, _spellings()[match[0]]) for match in _pattern().finditer(text, start, end)]
    if text.find("作", start, end) >= 0:
        pairs = (m for m in _pair().finditer(text, start, end) if not _pattern().match(text, *m.span()))
        found += ((match, _Meaning(match[0], False, "")) for match in pairs)
    return found


def find(passage: Passage) -> Iterator[Find]:
    """The strategies that an item names itself, each once, where it is named first."""
    yield from of_heading(passage.text, passage.start, passage.end)


def of_heading(text: str, start: int, end: int) -> Iterator[Find]:
    """The strategies in a stretch of text; the heading of a section binds all its tasks."""
    seen: dict[str, Find] = {}
    for match, meaning in _named(text, start, end):
        if meaning.where and meaning.where not in text:
            continue
        known = seen.get(meaning.name)
        if known is None or (known.doubtful and not meaning.weak):
            rule = "strategy.zone" if meaning.weak else "strategy.name"
            seen[meaning.name] = Find("Strategy", meaning.name, match.start(), match.end(), rule, meaning.weak)
    yield from sorted(seen.values(), key=lambda find: find.start)


@lru_cache(maxsize=512)
def _in_words(words: str) -> tuple[_Meaning, ...]:
    return tuple(meaning for _, meaning in _named(words, 0, len(words)))


def named(words: str, text: str = "") -> tuple[str, ...]:
    """Names of the strategies in a heading (of ``text``), where nobody asks for their place in it."""
    return tuple(
        meaning.name
        for meaning in _in_words(words)
        if not meaning.weak and (meaning.where in words or meaning.where in text)
    )
