"""A spelling, in its jurisdiction, becomes a body or a place, or stays ambiguous.

Ids: ``agency:<code of its place>:<function>`` for a known function, however it is spelled (发改局, 发改委);
``agency:<code>:<function>@分局`` for a branch of the level above; ``agency:<code>:<name without prefix>`` for any
other body; ``?`` stands for the code where the jurisdiction is not known. Codes are those of the gazetteer, ``000000``
for national bodies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders import decided, functions, gazetteer, parks, placewords, shapes
from loaders.agency import Agency, Parts, by_id
from loaders.gazetteer import COUNTRY, Place

__all__ = ["Agency", "Names"]

BARE = re.compile(r"(?:局|厅|办|部|中心|分局)")
SUFFIXED = re.compile(r"(?:省|市|县|区|州|旗|盟|镇|乡|街道|苏木|中国|兵团)$")
QUOTES = re.compile(r"[\s“”‘’\"]")
NO_PREFIX = re.compile(r"市(?:场|容|民|域|政(?!府|协|务|法|研|公))|区(?:域|块|划)|县域|(?:省|市|县|区)(?:直|属|级)")
SEATS = (("街道", "办事处"), ("盟", "行政公署"), ("地区", "行政公署"), ("管理区", "管理委员会"))
SURE_TAIL = re.compile(r"有限公司$|(?:服务|事务|发展|管理|指导|保障|促进)中心$")


class Names:
    """Resolves the spellings of one plan.

    ``aliases``: abbreviations that the text introduces, to what they stand for. ``decisions``: a person's word, from a
    spelling or an id to another spelling, to an id, or to nothing where it is no name (see ``decided``). ``among``:
    other names in the plan, for the candidates of 市局.
    """

    def __init__(
        self,
        home: Place | None,
        aliases: Mapping[str, str] | None = None,
        decisions: Mapping[str, str] | None = None,
        among: Sequence[str] = (),
    ) -> None:
        self.home = home
        self.gaz = gazetteer.load()
        self.functions = functions.load()
        self.aliases = dict(aliases or {})
        self.decisions = dict(decisions or {})
        self.among = tuple(dict.fromkeys(among))
        self._seen: dict[tuple[str, str | None], Agency] = {}
        self._made: dict[str, Agency] = {}
        self._open: set[str] = set()
        """Bare names that are being looked at: 市局 and 县局 are no candidates for each other."""
        self._chain = self.gaz.chain(home) if home else ()
        self._towns = {name[:2] for name in self.gaz.towns_around(home)} if home else frozenset()

    def place(self, spelling: str) -> Place | None:
        """Return the place of a name, a park or a region, as seen from the home; None if there is none or several."""
        found = self.gaz.one(spelling, self.home)
        return found or parks.place(spelling, self.home)

    def agency(self, spelling: str, carry: Agency | None = None) -> Agency:
        """Return the body a spelling means. ``carry``: the body before it in a list, whose prefix it may share."""
        key = (spelling, carry.place if carry else None)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._decide(spelling, carry)
        return found

    def _decide(self, spelling: str, carry: Agency | None) -> Agency:
        word = self.word(spelling)
        if word == spelling:
            word = self.word(self.aliases.get(spelling, spelling))
        found = self._meant(word or spelling, spelling, carry)
        twin = self.word(found.id)
        return self._meant(twin, spelling, None) if twin and twin != found.id else found

    def word(self, name: str) -> str:
        """Return what a person said that a spelling or an id means: another one, nothing, or itself."""
        return decided.follow(self.decisions, name) if self.decisions else name

    def _meant(self, word: str, spelling: str, carry: Agency | None) -> Agency:
        """Return the body of a spelling, or of an id: one that the spelling may mean, else as far as the id tells."""
        if not word.startswith("agency:"):
            found = self._resolve(word, carry)
            return found if word == spelling else replace(found, name=spelling)
        if spelling != word:
            self._resolve(spelling, carry)
        made = self._made.get(word)
        return replace(made, name=spelling, doubtful=False, candidates=()) if made else by_id(word, spelling)

    def _resolve(self, spelling: str, carry: Agency | None) -> Agency:
        name = shapes.free_trade(QUOTES.sub("", spelling))
        if shapes.collective(name):
            return self._make(spelling, self.home, name, "集合", collective=True)
        outer, aliases = shapes.doors(name)
        if outer != name:
            return replace(self.agency(outer, carry), name=spelling, aliases=aliases)
        return (
            self._central(spelling, name)
            or self._branch(spelling, name, carry)
            or self._park(spelling, name)
            or self._plain(spelling, self._cut(name, carry))
        )

    def _make(
        self, spelling: str, place: Place | None, label: str, kind: str, full: str | None = None, *,
        function: str | None = None, parent: str | None = None, collective: bool = False, doubtful: bool = False,
    ) -> Agency:  # fmt: skip
        code = place.id.removeprefix("place:") if place else "?"
        key = f"agency:{code}:{label}"
        if code == COUNTRY:
            full = shapes.central_title(spelling) or full
        made = Agency(
            key, spelling, shapes.known(key) or full, kind, function, place.level if place else None,
            place.id if place else None, parent, collective, doubtful,
        )  # fmt: skip
        self._made.setdefault(key, made)
        return made

    def known(self, id: str) -> Agency:
        """Return a body by its id; one that was met on the way to another (the parent of a branch) too."""
        return self._made.get(id) or by_id(id, id)

    def _plain(self, spelling: str, parts: Parts) -> Agency:
        """Resolve a body from the place its prefix means and the rest of its name."""
        if len(parts.several) > 1:
            options = tuple(
                self._plain(spelling, replace(parts, place=place, several=())).id for place in parts.several
            )
            found = self._plain(spelling, replace(parts, place=None, several=()))
            return replace(found, doubtful=True, candidates=options)
        place, rest = parts.place, parts.rest
        lost = place is None
        if not parts.prefix and shapes.foreign_seat(rest, place):
            return self._bare(spelling, place, rest, "乡镇" if "街道" in rest else "园区")
        if not rest or shapes.town_seat(rest):
            return self._seat(spelling, place, lost)
        province = place.code[:2] if place else ""
        function = self.functions.read(rest, province) or self.functions.matter(rest)
        if function is not None:
            if function.id == "政府":
                return self._seat(spelling, place, lost)
            full = shapes.entitle(place, rest, function, parts.prefix, self.gaz)
            return self._make(spelling, place, function.id, function.kind, full, function=function.id, doubtful=lost)
        if BARE.fullmatch(rest):
            return self._bare(spelling, place, rest, "政府部门")
        kind = shapes.kind(rest)
        own = self.home.short if self.home and place is self.home and kind == "企业" else ""
        if own and rest.startswith(own) and len(rest) > len(own) + 3:
            rest = rest[len(own) :]  # 湖北交投集团 in 湖北省 is 省交投集团
        if shapes.party_office(rest):
            kind, rest = "党委部门", parts.prefix + rest
        if rest.endswith("大学") and not parts.prefix and place and not rest.startswith(place.short):
            place = None  # 西南大学 may lie anywhere
        sure = place is not None and parts.prefix and SURE_TAIL.search(rest) and len(rest) > 6
        full = shapes.title(place, self.gaz) + rest if place and sure else None
        return self._make(spelling, place, rest, kind or "其他", full, doubtful=lost or kind is None)

    def _bare(self, spelling: str, place: Place | None, rest: str, kind: str) -> Agency:
        """Leave 市局 open, and name the bodies of this plan that it may be."""
        found = self._make(spelling, place, spelling, kind, doubtful=True)
        if spelling in self._open:
            return found
        self._open.add(spelling)
        alike = [name for name in self.among if name.endswith(rest) and name != spelling and self.word(name) == name]
        others = [self.agency(other) for other in alike]
        self._open.remove(spelling)
        options = dict.fromkeys(other.id for other in others if other.place == found.place and not other.doubtful)
        return replace(found, candidates=tuple(options))

    def _seat(self, spelling: str, place: Place | None, lost: bool) -> Agency:
        """Resolve a place that stands for its government: 湘潭县, 安江镇人民政府, 市政府."""
        kind = "乡镇" if place and place.level == "town" else "地方政府"
        office = next((office for tail, office in SEATS if place and place.name.endswith(tail)), "人民政府")
        full = shapes.title(place, self.gaz) + office if place else None
        if place and place.code == COUNTRY:
            full = "国务院"
        return self._make(spelling, place, "政府", kind, full, function="政府", doubtful=lost)

    def _park(self, spelling: str, name: str) -> Agency | None:
        level = self._level(name)
        home = level.place if level else self.home
        park = parks.read(level.rest if level else name, home)
        if park is None:
            return None
        label = park.label
        return self._make(spelling, park.place, label, "园区", function=label, doubtful=park.place is None)

    def _central(self, spelling: str, name: str) -> Agency | None:
        """Resolve a central body that carries its place inside: 人民银行益阳市分行."""
        for pattern, function, kind in shapes.central(name):
            found = pattern.fullmatch(name)
            if found is None:
                continue
            written = found["place"]
            level = self._level(written) if written else None
            place = self.home if not written else level.place if level and not level.rest else self.place(written)
            if place is not None:
                return self._make(spelling, place, function, kind, function=function)
        return None

    def _branch(self, spelling: str, name: str, carry: Agency | None) -> Agency | None:
        """Resolve X局Y分局 and X分局: a branch in Y of X局, the body of the level above."""
        cut = shapes.branch(name)
        if cut is None:
            return None
        head, middle, tail = cut
        if tail.startswith("管理"):
            return self._station(spelling, head, tail)
        parent = self._plain(head, self._cut(head, carry))
        where = self.gaz.get(parent.place)
        seat = self.place(middle) if middle else where
        if not middle:
            above = self.gaz.get(where.parent) if where else None
            if above is None:
                return None
            rest = self._cut(head, carry).rest
            parent = self._plain(head, Parts(above, rest, above.name))
        elif seat is None:
            seat = parks.place(middle + "区", where)
        label = parent.function or parent.id.rpartition(":")[2]
        if seat is None:
            found = self._make(spelling, where, f"{label}@{middle}{tail}", "派出机构", function=parent.function)
            return replace(found, parent=parent.id, doubtful=parent.doubtful)
        full = f"{parent.full}{middle or seat.short}{tail}" if parent.full else None
        return self._make(
            spelling, seat, f"{label}@分局", "派出机构", full, function=parent.function, parent=parent.id,
            doubtful=parent.doubtful,
        )  # fmt: skip

    def _station(self, spelling: str, head: str, tail: str) -> Agency | None:
        """Resolve a reserve's office in a county: …自然保护区南县管理局."""
        for length in range(min(6, len(head) - 4), 1, -1):
            seat = self.gaz.one(head[-length:], self.home)
            if seat is None or seat.level not in ("county", "prefecture") or not shapes.reserve(head[:-length]):
                continue
            parts = self._cut(head[:-length] + tail, None, loose=True)
            label = parts.rest
            parent = self._make(label, parts.place, label, "事业单位")
            full = spelling if parts.prefix else None
            return self._make(spelling, seat, f"{label}@分局", "派出机构", full, parent=parent.id)
        return None

    def _cut(self, name: str, carry: Agency | None, *, loose: bool = False) -> Parts:
        """Find the place that a name's prefix means, or the home where it has none."""
        national = self.gaz.get(COUNTRY)
        whole = self.functions.read(name)
        head = shapes.national_prefix(name)
        if head and whole is None:
            return Parts(national, name[len(head) :], head)
        if shapes.national(name) and whole is not None:
            return Parts(national, name)
        if whole is None or whole.id in ("党委", "政府"):
            found = self._named(name, loose) or self._level(name)
            if found is not None:
                return found
        if name.startswith("中国") and self.functions.read(name[2:]):
            return Parts(national, name[2:], "中国")
        if name.startswith("中国") or (shapes.national(name) and not name.endswith("部")):
            return Parts(national, name)
        if name.endswith("厅") and self.home and (province := self.gaz.above(self.home, "province")):
            return Parts(province, name)
        if carry is not None and any(carry.place == up.id for up in self._chain):
            return Parts(self.gaz.get(carry.place), name)
        return Parts(self.home, name)

    def _named(self, name: str, loose: bool) -> Parts | None:
        """Cut off a named place: 益阳市…; a short name (长沙…) only before a rest that is known."""
        if name[:2] not in self.gaz.beginnings and name[:2] not in self._towns:
            return None
        for length in range(min(len(name), 14), 1, -1):
            head, rest = name[:length], name[length:]
            found = self.gaz.named(head, self.home)
            places = self.gaz.settle(tuple(p for p in found if p.level not in ("region", "park")), self.home)
            if not places:
                continue
            if (head.endswith("人民") and rest.startswith("政府")) or (head == "市中" and rest):
                continue  # 某市人民政府 is not the office of a street 人民, 市中心医院 not one of 市中区
            own = self.home and len(places) == 1 and self.gaz.within(places[0], self.home)  # 甲、乙、丙县人民政府
            if not rest and (own or places[0].level in ("province", "prefecture")):
                return Parts(places[0] if len(places) == 1 else None, "", head, places)
            if shapes.house(rest, places[0]) and not SUFFIXED.search(head) and head not in placewords.load().local:
                return Parts(places[0] if len(places) == 1 else None, name, "", places)
            if SUFFIXED.search(head) or loose or (self.functions.read(rest) if rest else False):
                return Parts(places[0] if len(places) == 1 else None, rest, head, places)
        return None

    def _level(self, name: str) -> Parts | None:
        """Cut off a bare level: 市 is the nearest place around the home that ends in 市."""
        found = shapes.level_prefix(name)
        if found is None:
            return None
        prefix, rest = found
        if NO_PREFIX.match(name) and self.functions.read(rest) is None:
            return None
        if prefix == "兵团":
            return Parts(self.gaz.get("660000"), rest, prefix)
        place = next((up for up in self._chain if up.name.endswith(prefix)), None)
        return Parts(place, rest, prefix)
