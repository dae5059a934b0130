"""The places an item names: administrative ones, parks, named regions.

Every two letters of the text are looked up in a table of beginnings; the longest name that stands there and is not a
part of other words is a place. Short names are read only where they are safe: of provinces and prefectures, of the
counties around the home, of the home's own towns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from loaders import gazetteer, parks, placewords, townships
from loaders.facts import Find, Props
from loaders.gazetteer import Place
from loaders.passage import Passage
from loaders.placenames import Table, table
from loaders.placewords import HAN, STOP
from loaders.standing import ENDS, stands

RULES = {"town": "place.town", "park": "place.park", "region": "place.region"}
PARK_HINT = re.compile("区|园|城")
BRANCH_BEFORE = re.compile(r"(?:局|驻|院|大学|银行|人行|总局|移动|电信|联通|国网|税务总局|证监会)$")
BRANCH_AFTER = re.compile(
    r"(?:省|市|县|区)?(?:分局|分院|分校|校区|研究院|办事处|联络处|分行|监管局|分公司|税务局|电力|供电)"
)
VERBS = (
    "支持|推动|推进|深化|加快|依托|建设|打造|促进|对接|融入|引导|指导|鼓励|建成|推荐|组织|利用|发挥|围绕|规划|提升|做强|做大|做优|"
    "强化|优化|完善|申报|申建|创建|设立|推广|借助|借力|服务|联合|聚焦|拓展|扩大|支撑|培育|布局|谋划|壮大|加强|争取|落实|带动|包括|以及|位于|全面|与|和|及|由|在|把|将|以|按|对|向|从|到|至|让"
)
LONE = re.compile("高新区|经开区|综保区|综合保税区|保税区|大科城|科学城|科技城|自贸区|自贸片区")
OWN = re.compile(rf"(?:^|[^{HAN}]|{VERBS})([^\W\d_{STOP}]{{2,3}})$")
NOT_OWN = re.compile(
    r"承接|做[强大优好实]|引领|助力|提升|优化|壮大|布局|谋划|设立|引进|培育"
    rf"|[{STOP}\W建打创推加支促]|各|省级|企业|产业$|站|枢纽"
)
TOWN = re.compile("..[镇乡]|...[镇乡]")
HANZI = re.compile(f"[{HAN}]")
SCHOOL = re.compile("[^、,。;]{0,4}(?:学校|中学|小学|学院|书院|医院)")
LINKS = ("、", "与", "和")
LIST_ENDS = re.compile(f"{ENDS.pattern}|[共联两三四五六七八九]")
GROUP = re.compile(rf"[^\W\d_{STOP}]{{0,14}}?(?:领导小组|联席会议|协调小组|协调机制)")
"""Behind a region: the rest of the name of a body that is set up for it."""
VAGUE = frozenset(("园区", "新城", "示范区", "管理区", "片区"))
THINGS = frozenset(("产业园", "产业园区", "科技园", "示范区", "度假区", "旅游度假区"))
"""With a name of their own (甲县肉牛产业园) these are things that are built, and the place is 甲县."""
LED = re.compile(rf"(?:{VERBS})")
PLAIN_PARK = re.compile(
    r"县域|市域|国家|省级|市级|县级|各|本|全|有关|相关|重点|主要|其他|现代|数字|智慧|绿色|低碳|零碳|新型|特色|海关|周边|优势|两大|三大|数个|个"
)


def find(passage: Passage, home: Place | None) -> Iterator[Find]:
    """Yield every place in a passage where it stands, as often as it is named.

    A name of several homes that the plan's own home does not settle is doubtful and carries its candidates.
    """
    text, start, end = passage.text, passage.start, passage.end
    words, near = text[start:end], table(home)
    heads, at = near.heads, 0
    last: tuple[Place, int] | None = None  # the place named before: 北京|朝阳区, and in a list 北京朝阳区、|通州区
    taken: set[int] = set()
    for index in near.starts(words):
        names = heads.get(words[index : index + 2])
        if names is None or index < at or index in taken:
            continue
        hit = _at(words, index, names, near)
        if hit is None:
            continue
        name, found, at = hit
        taken.update(range(index, at))
        if found is None:
            continue
        if len(found) > 1 and last and _joined(words, last[1], index):
            found = tuple(place for place in found if _within(place, last[0])) or found
        if len(found) == 1:
            last = (found[0], at)
        yield _find(name, found, start + index, start + at)
        for begin, stop, inner in (*_inside(words, at, found, near), *_next(words, at, found, near)):
            taken.update(range(begin, stop))
            yield _find(words[begin:stop], (inner,), start + begin, start + stop)
    yield from _lone(words, start, home, taken)
    for begin, stop, town in townships.find(words, home, taken):
        yield _find(words[begin:stop], (town,), start + begin, start + stop)


def _joined(words: str, end: int, start: int) -> bool:
    """Tell whether a name stands right behind another, or next to it in a list."""
    return end == start or (end + 1 == start and words[end] in "、和与及")


def _within(place: Place, last: Place) -> bool:
    """Tell whether a place lies in the one before it, or beside it in the same city."""
    gaz = gazetteer.load()
    return gaz.within(place, last) or (place.level == last.level and place.parent == last.parent)


def _find(name: str, found: tuple[Place, ...], start: int, end: int) -> Find:
    rule, several, props = _meaning(found)
    return Find("Place", name, start, end, rule, several, props)


@lru_cache(maxsize=4096)
def _meaning(found: tuple[Place, ...]) -> tuple[str, bool, Props]:
    """Return rule, doubt and properties; finds of one place share them."""
    place, several = found[0], len(found) > 1
    props: Props = MappingProxyType(
        {
            "place": "" if several else place.id,
            "full": "" if several else place.name,
            "candidates": tuple(one.id for one in found) if several else (),
        }
    )
    return RULES.get(place.level, "place.name"), several, props


def _at(
    words: str, index: int, names: tuple[str, ...], near: Table
) -> tuple[str, tuple[Place, ...] | None, int] | None:
    """Read the place that begins here: its name, its places, and where to read on.

    None instead of places: a name stands here, but it belongs to an office or a firm, and is passed over.
    """
    for name in names:
        end = index + len(name)
        if not words.startswith(name, index) or not stands(words, index, end, name, near):
            continue
        found = near.named(name)
        if found[0].level == "region":
            if group := GROUP.match(words, end):
                return name, None, group.end()
            body = placewords.load().body_end(words, end) if len(name) == 2 else None
            return (name, None, body) if body else (name, found, end)
        if PARK_HINT.search(words, end, end + 16):
            park = _park(words, index, end, near)
            if park is not None:
                return park
        body = placewords.load().body_end(words, end)
        if body is not None:
            return name, None, body
        if index and (BRANCH_BEFORE.search(words, max(0, index - 4), index) and BRANCH_AFTER.match(words, end)):
            return name, None, end
        return name, found, end
    return None


def _inside(words: str, at: int, found: tuple[Place, ...], near: Table) -> Iterator[tuple[int, int, Place]]:
    """Yield what stands by a short name right behind the place it lies in: 江西|修水、万载; 甲县|石桥."""
    if len(found) != 1 or found[0].level in ("region", "park", "town") or not HANZI.match(words, at):
        return
    if (town := _town(words, at, found[0], near)) is not None:
        yield town
    elif found[0].level != "county":
        yield from _counties(words, at, found[0], near)


def _next(words: str, at: int, found: tuple[Place, ...], near: Table) -> Iterator[tuple[int, int, Place]]:
    """Yield counties from far away by their short names that stand behind a place in a list: 青石、|平江、|修水."""
    gaz = gazetteer.load()
    while len(found) == 1 and found[0].level in ("prefecture", "county") and words[at : at + 1] in LINKS:
        at += 1
        if any(words.startswith(name, at) for name in near.heads.get(words[at : at + 2], ())):
            return
        stop = next((at + n for n in (3, 2) if gaz.direct(words[at : at + n])), at)
        name, found = words[at:stop], gaz.named(words[at:stop]) if stop > at else ()
        if len(found) != 1 or _barred(words, at, stop) or name in placewords.load().ordinary:
            return
        if not LIST_ENDS.match(words, stop) or not stands(words, at, stop, name, near):
            return
        yield at, stop, found[0]
        at = stop


def _barred(words: str, start: int, end: int) -> bool:
    """Tell whether a short name is a word, or may be one where words follow."""
    name, guards = words[start:end], placewords.load()
    return name in guards.never or (name in guards.plain and not ENDS.match(words, end))


def _town(words: str, at: int, place: Place, near: Table) -> tuple[int, int, Place] | None:
    """Read a town behind its county (or 东莞, which has none): by its full name; in the home by its short one too."""
    own = place.level == "county" and near.is_home(place)
    if not own and (TOWN.match(words, at) is None or place.level == "province"):
        return None
    gaz = gazetteer.load()
    if place.level == "prefecture" and any(one.level == "county" for one in gaz.children(place)):
        return None
    towns = gaz.town_names(place)
    for stop in (at + 4, at + 3, at + 2):
        name = words[at:stop]
        known = towns.get(name, ()) if own or name[-1] in "镇乡" else ()
        # a school is called after a hill or a hero as often as after a town
        if len(known) != 1 or SCHOOL.match(words, stop) or _barred(words, at, stop):
            continue
        if stands(words, at, stop, name, near):
            return at, stop, known[0]
    return None


def _counties(words: str, at: int, outer: Place, near: Table) -> Iterator[tuple[int, int, Place]]:
    """Yield counties by short names behind the place they lie in, and those listed after them."""
    gaz = gazetteer.load()
    while True:
        known = near.heads.get(words[at : at + 2], ())
        stop = next((at + len(name) for name in known if words.startswith(name, at)), 0)
        for length in () if stop else (4, 3, 2):
            name = words[at : at + length]
            if not gaz.direct(name) or _barred(words, at, at + length):
                continue
            inner = [place for place in gaz.named(name) if place.id != outer.id and gaz.within(place, outer)]
            if (
                len(inner) == 1
                and inner[0].level in ("prefecture", "county")
                and stands(words, at, at + length, name, near)
            ):
                stop = at + length
                yield at, stop, inner[0]
                break
        if not stop or words[stop : stop + 1] not in ("、", "和"):
            return
        at = stop + 1


def _park(words: str, start: int, end: int, near: Table) -> tuple[str, tuple[Place, ...] | None, int] | None:
    """Read a park whose name begins with a place: 湘潭高新区."""
    pattern, _ = parks.shapes()
    found = pattern.match(words, end, min(len(words), end + 24))
    if found is None or len(found["head"]) > 6 or NOT_OWN.search(found["head"]):
        return None
    own, stop = found["head"], found.end("kind")
    if any(own.startswith(name) for name in near.heads.get(own[:2], ())):
        return None
    if (found["kind"] in VAGUE and not own) or (found["kind"] in THINGS and own):
        return None
    body = placewords.load().body_end(words, stop)
    if found["committee"] or body is not None:
        return words[start:stop], None, body or found.end()
    park = parks.place(words[start:stop], near.home)
    return None if park is None or park.level == "county" else (words[start:stop], (park,), stop)


def _lone(words: str, start: int, home: Place | None, taken: set[int]) -> Iterator[Find]:
    """Yield parks whose names begin with no place: 天易经开区."""
    for found in LONE.finditer(words):
        stop = found.end()
        own = OWN.search(words[max(0, found.start() - 6) : found.start()])
        if own is None:
            continue
        verb = LED.match(own[1])
        begin = found.start() - len(own[1]) + (verb.end() if verb else 0)
        name = words[begin : found.start()]
        if len(name) < 2 or PLAIN_PARK.search(name) or not taken.isdisjoint(range(begin, stop)):
            continue
        park = parks.place(words[begin:stop], home)
        if park is not None:
            yield _find(words[begin:stop], (park,), start + begin, start + stop)
