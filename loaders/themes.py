"""What a cooperation is about: a short noun phrase out of the words around the link."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders.lexicon import table
from loaders.words import any_of

_LONGEST = 40


class _Rules(NamedTuple):
    """The patterns that are built from the lexicon."""

    verb: re.Pattern[str]
    done: re.Pattern[str]
    hollow: re.Pattern[str]


_AREA = re.compile(r"^在(?P<area>.{2,160}?)(?:产业)?(?:等|协同|合作)*(?:方面|领域)")
_COUNT = re.compile(
    r"(?<=..)(?:不少于|不低于|至少|达到?|超过)?\d[\d.万]*"
    r"(?:个|家|项|名|人次?|亿元|万元|件|条|批|次|场|期|列|所|座|处|对|支|趟|班|种|套|户|亩|公顷|公里)(?:以上|左右)?$"
)
_BRACKET = re.compile(r"^\([^()]*\)")
_MUTUAL = re.compile(r"^互[通认联]")
_EDGE = re.compile(r"^(?:等[^的、]{0,8}的|等(?:地|市|方面)?|的|与[^的]{2,12}的)|(?:的?(?:工作)?机制|工作)$")


@cache
def _rules() -> _Rules:
    data = table("cooperation")["theme"]
    return _Rules(
        verb=re.compile(rf"^(?:(?!发展(?:规划|战略|格局)){any_of(data['verbs'])})+"),
        done=re.compile(rf"^.*{any_of(data['doing'])}(?P<what>.{{3,}})$"),
        hollow=re.compile(rf"^(?:{any_of(data['hollow'])})*$"),
    )


def theme(behind: str, *others: str) -> str:
    """A phrase from the words between partner and link; else from others, the first that says something."""
    if area := _AREA.match(behind):
        words = area["area"]
        return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition("、")[0] or words[:_LONGEST]
    rules = _rules()
    mutual = clean(behind) if _MUTUAL.match(behind) else ""
    for words in ("" if mutual else behind, *others):
        done = rules.done.match(words)
        for part in (done["what"] if done else "", words):
            part = clean(part)
            if len(part) > 2 and not rules.hollow.match(part):
                return (part + mutual.replace(part, ""))[:_LONGEST]
    return mutual


def clean(words: str) -> str:
    """Without the verbs in front and the 机制 behind."""
    words = "" if words.startswith("、") else _rules().verb.sub("", _BRACKET.sub("", words.strip()))
    words = _EDGE.sub("", _COUNT.sub("", words))
    return words if words.count("“") == words.count("”") else words.replace("“", "").replace("”", "")
