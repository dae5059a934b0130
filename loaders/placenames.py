"""Which names are places in a plan of a home: those that are places anywhere, and those around the home."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache

from loaders import gazetteer, placewords
from loaders.gazetteer import COUNTRY, Gazetteer, Place
from loaders.values import value


@value
class Table:
    """Names by their first two letters, the longest first, for one home."""

    home: Place | None
    odd: re.Pattern[str] | None
    """Where names around the home may begin that begin like none of those known everywhere."""
    heads: Mapping[str, tuple[str, ...]]
    near: frozenset[str]
    """Names of the home's own prefecture and of what lies around it: nothing about them needs a guard of doubt."""
    known: dict[str, tuple[Place, ...]] = field(default_factory=dict)

    def starts(self, words: str) -> list[int]:
        """Return where names may begin."""
        found = [match.start() for match in _everywhere_starts().finditer(words)]
        odd = [match.start() for match in self.odd.finditer(words)] if self.odd else ()
        return sorted({*found, *odd}) if odd else found

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places of a name as the home sees them; remembered."""
        found = self.known.get(name)
        if found is None:
            gaz = gazetteer.load()
            found = self.known[name] = gaz.settle(gaz.named(name, self.home), self.home)
        return found

    def is_home(self, place: Place) -> bool:
        """Tell whether a place lies in the home, which is smaller than a province."""
        home = self.home
        return home is not None and home.level in ("prefecture", "county") and gazetteer.load().within(place, home)

    def kin(self, name: str) -> bool:
        """Tell whether a name means a place in the home's province."""
        return self.home is not None and self.named(name)[0].code[:2] == self.home.code[:2]


@lru_cache(maxsize=1)
def _everywhere() -> dict[str, tuple[str, ...]]:
    """Return the names that are places in any plan, by their first two letters, the longest first."""
    gaz, guards = gazetteer.load(), placewords.load()
    heads: dict[str, list[str]] = {}
    for name in gaz.spellings():
        if len(name) < 2 or name in guards.never:
            continue
        for place in gaz.named(name):
            if place.level in ("region", "park", "province", "prefecture") or name == place.name:
                good = True
            else:
                good = name in guards.known or name in place.aliases or (len(name) > 3 and name not in guards.plain)
            if good:
                heads.setdefault(name[:2], []).append(name)
                break
    return {pair: _ordered(names) for pair, names in heads.items()}


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1)
def _everywhere_starts() -> re.Pattern[str]:
    return _pairs(_everywhere())


def _pairs(pairs: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a first letter of these pairs before a second one: a look before a pair is looked up."""
    first, second = (re.escape("".join(sorted({pair[at] for pair in pairs}))) for at in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


def _around(home: Place, gaz: Gazetteer) -> Iterator[str]:
    """Yield the names that are places in a plan of this home: its line, the counties around it, its towns."""
    guards, chain = placewords.load(), gaz.chain(home)
    for place in chain:
        yield from (name for name in place.names if name not in guards.never)
    prefecture = gaz.above(home, "prefecture")
    area = prefecture or (chain[-1] if home.level != "country" else None)
    near = gaz.children(area) if area else ()
    for place in near:
        words = guards.never if place.level == "prefecture" else guards.never | guards.ordinary
        yield from (name for name in place.names if name == place.name or name not in words)
    if home.level != "country":
        for city, shorts in _counties(chain[-1].id, home.level == "province"):
            if prefecture is None or city != prefecture.id:
                yield from shorts
    if home.level in ("county", "prefecture", "town"):
        seat = gaz.above(home, "county") or home
        words = guards.never | guards.plain
        for name, towns in gaz.town_names(seat).items():
            if len(name) < 2 or name.endswith("机场"):
                continue
            if name == towns[0].name or name in towns[0].aliases or (home.level != "prefecture" and name not in words):
                yield name


@lru_cache(maxsize=80)
def _counties(province: str, whole: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Short names of the counties of a province, by the city they lie in (their own id right below the province);
    ``whole``: as a plan of the whole province may use them."""
    gaz, guards = gazetteer.load(), placewords.load()
    words = guards.never | (guards.ordinary if whole else guards.plain)
    found = []
    for city in gaz.children(province):
        counties = (city,) if city.level == "county" else gaz.children(city)
        found.append((city.id, tuple(c.short for c in counties if c.short not in words and len(c.short) > 1)))
    return tuple(found)


@lru_cache(maxsize=64)
def _table(code: str | None) -> Table:
    gaz = gazetteer.load()
    home = gaz.get(code)
    near = frozenset(_around(home, gaz)) if home and home.code != COUNTRY else frozenset()
    around: dict[str, list[str]] = {}
    for name in near:
        around.setdefault(name[:2], []).append(name)
    heads = dict(_everywhere())
    heads |= {pair: _ordered((*heads.get(pair, ()), *names)) for pair, names in around.items()}
    odd = [pair for pair in around if not _everywhere_starts().match(pair)]
    return Table(home, _pairs(odd) if odd else None, heads, near)


def table(home: Place | None) -> Table:
    """Return the table of names for a home; made once for each."""
    return _table(home.id if home else None)
