"""Where a name lies: provinces, prefectures, counties and their towns, coded parks, named regions.

Names are indexed at once (about 3,500 places); towns are read county by county when somebody asks. A place object is
made when it is first wanted. Sources stand in ``lexicon/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, cast

from loaders.lexicon import table
from loaders.values import value

Level: TypeAlias = Literal["country", "province", "prefecture", "county", "town", "park", "region"]

LEXICON = Path(__file__).parent / "lexicon"
LEVELS: tuple[Level, ...] = ("region", "country", "province", "prefecture", "county", "park", "town")
PEOPLES = "满|回|蒙古|苗|侗|瑶|土家|畲|彝|壮|藏|白|黎|傣|羌|朝鲜|布依|哈萨克"
TOWN = re.compile(rf"(?<=..)(?:(?:{PEOPLES})+族乡|民族乡|街道|镇|乡|苏木)$")
COMMON_PARK = re.compile(
    "(?:高新|经开|综保|保税|自贸|产业开发|新|开发|示范|度假|管理|园)区|(?:工业|产业|科技)园|农科园|自贸片区|科学城|科技城|新城"
)
"""A park called after the place it lies in: 430300:经开区 is 湘潭经开区."""
COUNTRY = "000000"


@value
class Place:
    """One place. ``code`` has six digits (a town nine); parks and regions without a code have an empty one."""

    id: str
    code: str
    name: str
    short: str
    """Name without its kind: 沅江; the full name where nothing would be left (南县)."""
    level: Level
    parent: str | None = None
    """Id of the place it lies in."""
    lon: float | None = None
    lat: float | None = None
    members: tuple[str, ...] = ()
    """Ids of the members of a region."""
    aliases: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def names(self) -> tuple[str, ...]:
        """All ways to write it, full name first, each once."""
        return tuple(dict.fromkeys((self.name, self.short, *self.aliases)))


def _parent(code: str) -> str:
    """Return the code of the place a code lies in, as far as the digits say."""
    if len(code) == 9:
        return code[:6]
    if code.endswith("0000"):
        return COUNTRY
    return f"{code[:2]}0000" if code.endswith("00") else f"{code[:4]}00"


class Gazetteer:
    """All places by id, code and name. Use ``load()``, which keeps one."""

    def __init__(self) -> None:
        self._rows: dict[str, list[str]] = {}
        self._index: dict[str, tuple[str, ...]] = {}
        self._children: dict[str, list[str]] = {}
        self._made: dict[str, Place] = {}
        self._towns: dict[str, tuple[Place, ...]] = {}
        self._town_names: dict[str, dict[str, tuple[Place, ...]]] = {}
        self._around: dict[str, dict[str, tuple[Place, ...]]] = {}
        self._chains: dict[str, tuple[Place, ...]] = {}
        self._town_lines: str | None = None
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._read("places.csv")
        self._read("gaps.csv")
        self._read_regions()
        names_of_today = {row[1] for row in self._rows.values()}
        words = {word for kind in ("never", "ordinary") for word in table("placewords")[kind]}
        for key, row in self._rows.items():
            self._children.setdefault(self._up(key), []).append(key)
            if row[1][-3:-1] == "自治" and row[1][-1] != "区" and row[2]:
                self._aliases[key] = (*self._aliases.get(key, ()), row[2] + row[1][-1])
            former = row[2] + "县"  # what cities and districts were when a plan of some years ago was written
            renamed = row[3] == "county" and row[1][-1] in "市区" and len(row[2]) > 1
            if renamed and row[2] not in words and former not in names_of_today:
                self._aliases[key] = (*self._aliases.get(key, ()), former)
            names = dict.fromkeys((row[1], row[2] or row[1], *self._aliases.get(key, ())))
            for name in names:
                self._index[name] = (*self._index.get(name, ()), key)
        self._remember()
        self.beginnings = frozenset(name[:2] for name in self._index)

    def _remember(self) -> None:
        """Know cities and districts by what they were called as counties: plans of some years ago say 横县, 开县."""
        words = {*table("placewords")["never"], *table("placewords")["ordinary"]}
        for key, (_, name, short, level, *_) in self._rows.items():
            former = (short if len(short) > 1 else name[:-1]) + "县"
            if level == "county" and name[-1] in "市区" and short not in words and former not in self._index:
                self._aliases[key] = (*self._aliases.get(key, ()), former)
                self._index[former] = (key,)

    def _read(self, name: str) -> None:
        for line in (LEXICON / name).read_text("utf-8").splitlines():
            if line[0] == "#" or line.startswith("code,"):
                continue
            row = line.split(",")
            old = self._rows.get(row[0])
            if old is not None:
                row = [new or kept for new, kept in zip(row[:6], old, strict=True)] + row[6:]
            if len(row) > 6 and row[6]:
                self._aliases[row[0]] = tuple(row[6].split("|"))
            if row[1]:
                self._rows[row[0]] = row[:6]

    def _read_regions(self) -> None:
        for name, entry in table("regions").items():
            members, aliases = tuple(f"place:{code}" for code in entry["members"]), tuple(entry["aliases"])
            place = Place(f"place:{name}", "", name, name, "region", members=members, aliases=aliases)
            self._made[name] = place
            for spelling in place.names:
                self._index[spelling] = (*self._index.get(spelling, ()), name)

    def _up(self, key: str) -> str:
        code, _, extra = key.partition(":")
        if extra:
            return code
        parent = _parent(code)
        if parent != COUNTRY and len(code) == 6 and parent not in self._rows:
            return f"{code[:2]}0000"
        return parent

    def _make(self, key: str) -> Place:
        code, name, short, level, lon, lat = self._rows[key]
        point = (float(lon) if lon else None, float(lat) if lat else None)
        own, up, aliases = "" if ":" in code else code, f"place:{self._up(key)}", self._aliases.get(key, ())
        return Place(f"place:{key}", own, name, short or name, cast(Level, level), up, *point, (), aliases)

    def get(self, key: str | None) -> Place | None:
        """Return the place of an id or code (six or nine digits), or None."""
        if not key:
            return None
        key = key.removeprefix("place:")
        found = self._made.get(key)
        if found is None and key in self._rows:
            found = self._made[key] = self._make(key)
        elif found is None and len(key) == 9 and key.isdigit():
            self._made.update((town.code, town) for town in self.towns(key[:6]))
            found = self._made.get(key)
        elif found is None and ":" in key:
            found = self._below(key)
        elif key == COUNTRY:
            found = self._made[key] = Place(f"place:{COUNTRY}", COUNTRY, "中国", "中国", "country")
        return found

    def _below(self, key: str) -> Place | None:
        """Make a place without a code from the id of its parent and its name: a park, or a town we do not know."""
        code, _, label = key.rpartition(":")
        parent = self.get(code)
        if parent is None or not label:
            return None
        name = parent.short + label if COMMON_PARK.fullmatch(label) else label
        level: Level = "park" if label[-1] in "区园城" else "town"
        found = self._made[key] = Place(f"place:{key}", "", name, name, level, parent.id, parent.lon, parent.lat)
        return found

    def towns(self, place: Place | str) -> tuple[Place, ...]:
        """Return the towns of a county, or of all counties of a prefecture."""
        key = place if isinstance(place, str) else place.code
        key = key.removeprefix("place:")
        if key not in self._towns:
            self._towns[key] = tuple(self._read_towns(key))
        return self._towns[key]

    def town_names(self, area: Place) -> dict[str, tuple[Place, ...]]:
        """Return the towns of a county or prefecture by every way to write them."""
        found = self._town_names.get(area.id)
        if found is None:
            found = self._town_names[area.id] = {}
            for town in self.towns(area):
                for name in town.names:
                    found[name] = (*found.get(name, ()), town)
        return found

    def _read_towns(self, code: str) -> Iterable[Place]:
        if self._town_lines is None:
            self._town_lines = "\n" + (LEXICON / "towns.csv").read_text("utf-8")
        if code.endswith("00") and not code.endswith("0000"):
            for county in self._children.get(code, ()):
                yield from self.towns(county)
        at = self._town_lines.find(f"\n{code},")
        if at < 0 or len(code) != 6:
            return
        line = self._town_lines[at + 8 : self._town_lines.index("\n", at + 8)]
        for entry in line.split(" "):
            key, name, short = code + entry[:3], entry[3:], TOWN.sub("", entry[3:])
            aliases = (*self._aliases.get(key, ()), *((f"{short}乡",) if name.endswith("族乡") else ()))
            yield Place(f"place:{key}", key, name, short, "town", f"place:{code}", None, None, (), aliases)

    def children(self, place: Place | str) -> tuple[Place, ...]:
        """Return the places right below, towns not counted."""
        key = (place if isinstance(place, str) else place.id).removeprefix("place:")
        return tuple(found for child in self._children.get(key, ()) if (found := self.get(child)))

    def regions(self) -> tuple[Place, ...]:
        """Return all named regions."""
        return tuple(place for place in self._made.values() if place.level == "region")

    def chain(self, place: Place) -> tuple[Place, ...]:
        """Return the place and all it lies in, smallest first, without the country."""
        known = self._chains.get(place.id)
        if known is None:
            above = self.get(place.parent)
            known = self._chains[place.id] = (place, *(self.chain(above) if above and above.code != COUNTRY else ()))
        return known

    def above(self, place: Place, level: Level) -> Place | None:
        """Return the place itself or the one around it that has this level."""
        return next((up for up in self.chain(place) if up.level == level), None)

    def within(self, place: Place, area: Place) -> bool:
        """Tell whether a place is an area or lies in it (a region: in one of its members)."""
        if area.code == COUNTRY:
            return True
        return any(up.id == area.id or up.id in area.members for up in self.chain(place))

    def spellings(self) -> Iterable[str]:
        """Return every name in the index: full, short, aliases; towns not counted."""
        return self._index.keys()

    def direct(self, name: str, home: Place | None = None) -> bool:
        """Tell whether a name is one place's own, not written after the place it lies in."""
        return name in self._index or (home is not None and name in self.towns_around(home))

    def named(self, name: str, home: Place | None = None) -> tuple[Place, ...]:
        """Return every place of this name (full, short, alias, or written after the place it lies in).

        With a home, its towns are known too, and a name that several places bear is settled where the home's own
        family settles it: 鼓楼区 in a plan of 南京市 is one place, without a home four.
        """
        found = self._named(name)
        if home is not None:
            found += self.towns_around(home).get(name, ())
            found = self.settle(found, home)
        return found

    def towns_around(self, home: Place) -> dict[str, tuple[Place, ...]]:
        """Return the towns of the county a home is or lies in, else of its prefecture, by every way to write them."""
        if home.id not in self._around:
            near = home.level in ("county", "prefecture", "town")
            self._around[home.id] = self.town_names(self.above(home, "county") or home) if near else {}
        return self._around[home.id]

    @lru_cache(maxsize=4096)  # noqa: B019 - one gazetteer lives as long as the process
    def _named(self, name: str) -> tuple[Place, ...]:
        found = [place for key in self._index.get(name, ()) if (place := self.get(key))]
        if not found:
            for cut in range(len(name) - 2, 1, -1):
                heads = self._index.get(name[:cut])
                if heads:
                    areas = [area for key in heads if (area := self.get(key))]
                    found = [place for area in areas for place in self.below(area, name[cut:])]
                    if found:
                        break
        return tuple(sorted(found, key=lambda place: (LEVELS.index(place.level), place.id)))

    def one(self, name: str, home: Place | None = None) -> Place | None:
        """Return the place of this name if the home, or else its rank, leaves one (长沙 is the prefecture)."""
        found = self.settle(self.named(name, home), home)
        return found[0] if len(found) == 1 else None

    def below(self, area: Place, name: str) -> tuple[Place, ...]:
        """Return the places of this name inside an area, its towns too if it is a county or prefecture."""
        found = [place for place in self._named(name) if place.id != area.id and self.within(place, area)]
        if not found and area.level in ("county", "prefecture"):
            found = list(self.town_names(area).get(name, ()))
        return tuple(found)

    def settle(self, found: tuple[Place, ...], home: Place | None) -> tuple[Place, ...]:
        """Narrow several places of one name to the one nearest to the home; what stays several is ambiguous."""
        if len(found) < 2:
            return found
        chain = self.chain(home) if home is not None else ()
        tiers = [tuple(p for p in found if p.id in ids) for ids in ([p.id for p in chain[:1]], [p.id for p in chain])]
        tiers += [tuple(place for place in found if self.within(place, area)) for area in chain]
        tier = next(filter(None, tiers), found)
        top = min(LEVELS.index(place.level) for place in tier)
        return tuple(place for place in tier if LEVELS.index(place.level) == top)


@cache
def load() -> Gazetteer:
    """Return the one gazetteer of this process."""
    return Gazetteer()
