"""Towns by short names that are words elsewhere: where a list says what they are, or a road joins them.

花石 alone may be anything; in 花石、银田等重点镇 it is a town. 金盆 is a word; in 河坝至金盆公路 a road ends there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders import gazetteer, placewords
from loaders.gazetteer import Place

CALLED = re.compile(
    r"等(?:\d{1,2}个|[一二三四五六七八九十]{1,2}个)?"
    r"[\u4e00-\u9fff]{0,8}?(?:镇(?!域|街|村)|乡镇|中心卫生院|集镇|[乡](?!村|土))"
)
LIST = re.compile(rf"(?P<names>[\u4e00-\u9fff]{{2,12}}(?:[、和][\u4e00-\u9fff]{{2,4}}){{0,12}}){CALLED.pattern}")
PAVED = re.compile("段|公路|高速")
"""Behind the name of a town at the end of a road, in the plan of a city that has many towns."""
REACH = 80
"""No list is longer."""
PART = re.compile(r"[\u4e00-\u9fff]+?(?=[、和]|$)")
ROAD = re.compile(r"[至到—、-]")
STRETCH = re.compile(
    r"[路速铁\d](?:(?<=高速|高铁|铁路|公路)|(?<=[GSX]\d\d)|(?<=[GSX]\d{3})|(?<=[GSX]\d{4}))"
    r"(?P<name>[\u4e00-\u9fff]{2,3}?)(?=段|至)"
)
"""A stretch of a road or railway is called after where it lies: 荣乌高速|东胜|至…, 炉慈高速|桃源|段."""
LINE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:铁路|高铁|高速|公路|城际|快速路|段)")
ENDS = re.compile("[、,。;和与及等]|$")
LONGEST = 4


def find(words: str, home: Place | None, taken: set[int]) -> Iterator[tuple[int, int, Place]]:
    """Yield start, end and town of each short name that its neighbours make one; ``taken``: letters of other places."""
    gaz = gazetteer.load()
    local = home is not None and home.level in ("county", "prefecture", "town")
    names = gaz.town_names(gaz.above(home, "county") or home) if home and local else {}
    seen = [*(_listed(words, names) if names else ()), *_roads(words, home, names, taken)]
    for start, end, town in sorted(seen, key=lambda one: one[:2]):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end, town


def _lists(words: str) -> Iterator[re.Match[str]]:
    """Lists that are called towns: looked for around each word that calls them so, for the pattern itself is slow."""
    done = 0
    for call in CALLED.finditer(words):
        low = max(done, call.start() - REACH)
        found = LIST.search(words, low, call.end() + REACH) if call.start() >= done else None
        if found:
            done = found.end()
            yield found


def _listed(words: str, names: dict[str, tuple[Place, ...]]) -> Iterator[tuple[int, int, Place]]:
    """Names in a list that the text calls towns; a former name counts beside one that is known."""
    for found in _lists(words):
        offset = found.start("names")
        parts = [part.span() for part in PART.finditer(found["names"])]
        known: list[tuple[int, int, Place]] = []
        strange: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(parts):
            cuts = range(max(start, end - LONGEST), end - 1) if number == 0 else (start,)
            cut = next((cut for cut in cuts if found["names"][cut:end] in names), None)
            if cut is not None:
                towns = names[found["names"][cut:end]]
                known += [(offset + cut, offset + end, towns[0])] if len(towns) == 1 else []
            elif number:
                strange.append((offset + start, offset + end))
            else:
                strange.extend(_former(words, offset + start, offset + end, names))
        yield from known
        for start, end in strange if known else ():
            town = _former_town(words[start:end], names)
            if town is not None:
                yield start, end, town


def _former(words: str, start: int, end: int, names: dict[str, tuple[Place, ...]]) -> Iterator[tuple[int, int]]:
    """Where a former name (a town's short name and a letter more) begins at the end of other words."""
    for cut in range(max(start, end - LONGEST), end - 2):
        if words[cut : end - 1] in names:
            yield cut, end
            return


def _former_town(name: str, names: dict[str, tuple[Place, ...]]) -> Place | None:
    """Return the town that a former name means: 棋梓桥 is 棋梓镇."""
    towns = names.get(name[:-1], ())
    return towns[0] if len(towns) == 1 else None


def _line(words: str, at: int, after: int, names: dict[str, tuple[Place, ...]]) -> Iterator[tuple[int, int, Place]]:
    """Both ends of a railway or road, by names that only one place bears or towns of the home: 漠河至抚远|沿边铁路."""
    gaz, guards = gazetteer.load(), placewords.load()
    found = []
    for spans in ([(at - n, at) for n in (4, 3, 2) if n <= at], [(after, after + n) for n in (4, 3, 2)]):
        for start, end in spans:
            name = words[start:end]
            places = names.get(name, ())
            if not places and gaz.direct(name) and name not in guards.never:
                places = gaz.named(name)
            if len(places) == 1 and places[0].level in ("town", "county", "prefecture"):
                found.append((start, end, places[0]))
                break
    if len(found) == 2:
        yield from found


def _roads(
    words: str, home: Place | None, names: dict[str, tuple[Place, ...]], taken: set[int]
) -> Iterator[tuple[int, int, Place]]:
    """Names at the other end of a road from or to a place: a town of the home, else any city or county.

    Beside a place in a list (井冈山、莲花): a county of the home's province.
    """
    gaz, never = gazetteer.load(), placewords.load().never
    for found in STRETCH.finditer(words) if "段" in words or "至" in words else ():
        ends = gaz.settle(gaz.named(found["name"], home), home) if gaz.direct(found["name"]) else ()
        if (
            len(ends) == 1
            and ends[0].level in ("county", "prefecture")
            and taken.isdisjoint(range(*found.span("name")))
        ):
            yield *found.span("name"), ends[0]
    for joint in ROAD.finditer(words):
        at, after = joint.start(), joint.end()
        if at - 1 in taken and after not in taken:
            spans = [(after, after + length) for length in range(LONGEST, 1, -1)]
        elif after in taken and at - 1 not in taken:
            spans = [(at - length, at) for length in range(min(LONGEST, at), 1, -1)]
        else:
            if joint[0] != "、" and at - 1 not in taken and LINE.match(words, after):
                yield from _line(words, at, after, names)
            continue
        for start, end in spans:
            name = words[start:end]
            ends = names.get(name, ()) if home and (home.level != "prefecture" or PAVED.match(words, end)) else ()
            if not ends and name not in never and gaz.direct(name) and (joint[0] != "、" or ENDS.match(words, end)):
                ends = gaz.settle(gaz.named(name, home), home)
                if joint[0] == "、" and not (home and all(one.code[:2] == home.code[:2] for one in ends)):
                    ends = ()
            if len(ends) == 1 and ends[0].level in ("town", "county", "prefecture"):
                yield start, end, ends[0]
                break
