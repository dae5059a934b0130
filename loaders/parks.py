"""Parks are places and bodies at once: 湘潭高新区 lies in 湘潭市 and has a committee.

A park is known by the place in its name and its kind (湘潭高新区, 湘潭国家高新区 and 湘潭高新技术产业开发区 are one),
or by its own name in the home's jurisdiction (天易经开区).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders import gazetteer
from loaders.gazetteer import Place
from loaders.lexicon import table
from loaders.values import value


@value
class Park:
    """A park's name taken apart: the place it lies in, and what it is called there."""

    place: Place | None
    """Where it lies; None where neither its name nor a home says so."""
    label: str
    """高新区, or with its own name: 天易经开区."""
    own: bool
    """Has a name of its own, not that of a place."""


@cache
def shapes() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of a park's name, and the kind of each way to write one."""
    data = table("agencies")
    kinds = {spelling: kind for kind, spellings in data["parks"].items() for spelling in spellings}
    longest = "|".join(sorted(kinds, key=lambda word: (-len(word), word)))
    committee = data["committee"]["pattern"].removesuffix("$")
    return re.compile(rf"(?P<head>.*?)(?:国家级?|省级)?(?P<kind>{longest})(?P<committee>{committee})?"), kinds


def read(name: str, home: Place | None) -> Park | None:
    """Take a park's name apart, with or without its committee; None if it is no park."""
    pattern, kinds = shapes()
    found = pattern.fullmatch(name)
    if found is None:
        return None
    head, kind, gaz = found["head"], kinds[found["kind"]], gazetteer.load()
    if kind == "片区" and "自贸" not in head:
        return None
    if not head:
        return Park(home, kind, own=False)
    where = _outside(gaz.one(head, home))
    if where is not None:
        return Park(where, kind, own=False)
    for cut in range(len(head) - 1, 1, -1):
        where = _outside(gaz.one(head[:cut], home)) if gaz.direct(head[:cut], home) else None
        if where is not None and (where.level in ("province", "prefecture") or _kin(where, home)):
            return Park(where, head + kind, own=True)
    return Park(home, head + kind, own=True)


def _outside(place: Place | None) -> Place | None:
    """Return a place that a park can lie in."""
    return place if place is not None and place.level not in ("region", "park") else None


def _kin(place: Place, home: Place | None) -> bool:
    """Tell whether a county or town lies in the home's province: further off, its short name is likely another word."""
    return home is not None and place.code[:2] == home.code[:2]


def place(name: str, home: Place | None) -> Place | None:
    """Return a park as a place: the coded one where the gazetteer has it, else its parent and name."""
    return _place(name, home.id if home else None)


@lru_cache(maxsize=4096)
def _place(name: str, code: str | None) -> Place | None:
    gaz = gazetteer.load()
    home = gaz.get(code)
    known = gaz.one(name, home)
    if known is not None and known.level in ("park", "county"):
        return known
    park = read(name, home)
    if park is None or park.place is None or (not park.own and name == park.label):
        return None
    where = park.place
    coded = None if park.own else gaz.one(where.short + park.label, home)
    if coded is not None and coded.level == "park":
        return coded
    return gaz.get(f"{where.id}:{park.label}")
