"""Who works together with whom on what: ties from the issuer to places, regions and bodies outside its own house.

``ties`` reads the sentences; here a partner is counted once, and gets its theme and the strategy it serves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders import abroad, themes, ties
from loaders import strategies as _strategies
from loaders.facts import Find
from loaders.gazetteer import Place
from loaders.partners import Cast, Party
from loaders.passage import Passage
from loaders.ties import Tie
from loaders.turns import turns

_SENTENCE = re.compile(r"[^。;!?\n]{1,800}")
"""No sentence is longer; noise without a full stop is read in pieces."""
_COUNTED = re.compile("[是①-⑩]")
_MEASURE = re.compile(r"(?:[一二三四五六七八九十]是|[①-⑩])(?P<title>[^,。;:\n]{2,30})[。:]?")


def find(
    passage: Passage,
    home: Place | None,
    places: Sequence[Find],
    enterprises: Sequence[Find],
    strategies: Sequence[Find],
) -> Iterator[Find]:
    """Ties of an item, a partner once in each of its measures.

    ``name`` is the partner as written; ``props``: a, b, theme, strategy, kind, partner_start, partner_end.
    """
    text, rule = passage.text, turns()
    if not rule.guard.search(text, passage.start, passage.end):
        return
    cast = Cast(text, home, [*places, *abroad.find(passage)], enterprises)
    seen: dict[tuple[str, str, str], tuple[int, int, Find]] = {}
    measures: list[tuple[int, str]] = []
    if _COUNTED.search(text, passage.start, passage.end):
        measures = [(match.start(), match["title"]) for match in _MEASURE.finditer(text, passage.start, passage.end)]
    for sentence in _SENTENCE.finditer(text, passage.start, passage.end):
        if not rule.guard.search(text, *sentence.span()):
            continue
        number = sum(start <= sentence.start() for start, _ in measures)
        topic = measures[number - 1][1] if number else passage.title
        for tie in ties.read(cast, *sentence.span()):
            key = (tie.a, _key(tie.b), f"{number} {tie.theme}" if tie.rule == "join" else str(number))
            if tie.b.own or tie.a == tie.b.name or (key in seen and not seen[key][2].doubtful):
                continue
            tied = _find(tie, topic, _strategy(passage, strategies, sentence.span()))
            seen[key] = (tie.start, tie.b.start, tied)
    for _, _, tied in sorted(seen.values(), key=lambda entry: entry[:2]):
        yield tied


def _key(party: Party) -> str:
    """One partner, however it is spelled."""
    return party.key or party.name


def _find(tie: Tie, topic: str, strategy: str | None) -> Find:
    props = {
        "a": tie.a,
        "b": tie.b.name,
        "theme": tie.theme or themes.clean(topic) or topic,
        "strategy": strategy,
        "kind": tie.b.kind,
        "partner_start": tie.b.start,
        "partner_end": tie.b.end,
    }
    return Find("Cooperation", tie.b.name, tie.start, tie.end, f"cooperation.{tie.rule}", tie.doubtful, props)


def _strategy(passage: Passage, strategies: Sequence[Find], span: tuple[int, int]) -> str | None:
    """The strategy that the sentence names; else the item's title; else the headings, innermost first."""
    for find in strategies:
        if not find.doubtful and span[0] <= find.start < span[1]:
            return find.name
    for words in (passage.title, *reversed(passage.headings)):
        if names := _strategies.named(words, passage.text):
            return names[0]
    return None
