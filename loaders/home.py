"""Which place a plan is written for: told, or by title, issuer, and the names in the text that fit its level."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.gazetteer import COUNTRY, Gazetteer, Place

_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中央|国家(?![级高])|全国)|^[\u4e00-\u9fff]{2,8}(?<![市县区])部(?:办公厅)?$"
)
_DOES = re.compile(
    "(?:加快|推进|推动|深入|深度|全面|促进|建设|打造|实施|贯彻|落实|进一步|支持|关于|培育|发展|融入|对接|参与|高质量"
    "|新时代|数字|现代化|制造业|服务业|农业|碳达峰|国家|自贸|自由贸易|“)"
)
_KIND = re.compile("(?:贯彻)?(?:实施|落实|行动|工作)(?:方案|细则|意见|计划)")
LONGEST = 15
"""Characters of the longest name of a county: 积石山保安族东乡族撒拉族自治县."""
_LEVELS: dict[str, tuple[str, ...]] = {
    "省": ("province",),
    "市": ("prefecture", "county", "province"),
    "县": ("county",),
    "区": ("county", "province"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "旗": ("county",),
}


def told(gazetteer: Gazetteer, place: str) -> Place | None:
    """The place a person names: a code, an id or a name that is not ambiguous."""
    return gazetteer.get(place) or gazetteer.one(place)


def find(gazetteer: Gazetteer, title: str, issuer: str | None, text: str, level: str) -> Place | None:
    """The home of a plan, or None where nothing settles it."""
    for words in (title, issuer or ""):
        if _NATIONAL.match(words):
            return gazetteer.get(COUNTRY)
        if place := _leading(gazetteer, words, text):
            return place
    return _within(gazetteer, title, text) or _by_count(gazetteer, text, level)


def _within(gazetteer: Gazetteer, title: str, text: str) -> Place | None:
    """The place that stands before the kind of plan a title names: 某规划纲要|浙江省|实施方案."""
    for kind in _KIND.finditer(title):
        for length in range(min(LONGEST, kind.start()), 1, -1):
            name = title[kind.start() - length : kind.start()]
            places = tuple(p for p in gazetteer.named(name) if p.level in {"province", "prefecture", "county"})
            whole = any(name in (p.name, *p.aliases) or p.level == "province" for p in places)
            if whole and (place := _settled(gazetteer, places, text)):
                return place
    return None


def _leading(gazetteer: Gazetteer, words: str, text: str) -> Place | None:
    """The place that words begin with: 益阳市大通湖区… is the district in the prefecture."""
    words = re.sub(r"^(?:中共|中国共产党|关于)", "", words)
    at, inner = 0, None
    while True:
        step = None
        for length in range(min(LONGEST, len(words) - at), 1, -1):
            name = words[at : at + length]
            places = gazetteer.named(name)
            if inner:
                places = tuple(p for p in places if p.id != inner.id and gazetteer.within(p, inner)) or gazetteer.below(
                    inner, name
                )
            places = tuple(p for p in places if p.level in {"province", "prefecture", "county", "town", "park"})
            if places and (len(name) > 2 or all(gazetteer.within(p, places[0]) for p in places)):
                step = _settled(gazetteer, places, text)
                if step and (not name.endswith(step.short) or _stands_alone(step, words, at + length)):
                    at += length
                    break
                step = None
        if not step:
            return inner
        inner = step


def _stands_alone(place: Place, words: str, end: int) -> bool:
    """A short name (沅江) is a place only where no other word begins with it: 沅江市, 沅江高新区, not 长安汽车.

    That of a province or prefecture also before what plans do: 广西加快….
    """
    if place.level in {"province", "prefecture"} and _DOES.match(words, end):
        return True
    return place.short == place.name or (
        place.level in {"province", "prefecture", "county"} and not words[end : end + 1].isalpha()
    )


def _settled(gazetteer: Gazetteer, places: tuple[Place, ...], text: str) -> Place | None:
    top = [p for p in places if p.level == places[0].level]
    if len(top) == 1:
        return top[0]
    votes = {p.id: sum(text.count(up.short) for up in gazetteer.chain(p)[1:]) for p in top}
    best = max(votes.values())
    winners = [p for p in top if votes[p.id] == best]
    return winners[0] if best and len(winners) == 1 else None


def _by_count(gazetteer: Gazetteer, text: str, level: str) -> Place | None:
    """The place of the plan's own level that its text names most."""
    if not level:
        return None
    counts: dict[str, int] = {}
    for place in _full_names(gazetteer, text, level):
        if place.level in _LEVELS[level]:
            counts[place.id] = counts.get(place.id, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return gazetteer.get(ranked[0][0])


def _full_names(gazetteer: Gazetteer, text: str, level: str) -> Iterable[Place]:
    """Places whose full name ends with the level's character, wherever they stand in the text."""
    known: dict[str, Place | None] = {}
    at = text.find(level)
    while at >= 0:
        for length in range(min(LONGEST, at + 1), 1, -1):
            name = text[at + 1 - length : at + 1]
            if not gazetteer.direct(name):
                continue
            if places := tuple(p for p in gazetteer.named(name) if name in (p.name, *p.aliases)):
                if name not in known:
                    known[name] = _settled(gazetteer, places, text)
                if place := known[name]:
                    yield place
                break
        at = text.find(level, at + 1)
