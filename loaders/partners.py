"""Who is named as a partner at a place in the text: places, parks, regions, companies, and bodies by their shape."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from loaders import abroad, gazetteer
from loaders.facts import Find
from loaders.gazetteer import Place
from loaders.lexicon import table
from loaders.words import any_of


class Party(NamedTuple):
    """One partner: how it is written, where, its kind, and whether it is of the issuer's own house."""

    name: str
    start: int
    end: int
    kind: str
    """city-city, region, enterprise or org."""
    own: bool
    above: bool
    """The issuer lies in it."""
    key: str
    """What it is, however it is spelled."""


_JOINT = re.compile(
    r"(?:港(?!澳|口)|主城区?|市区|\d+个[县市区镇])?(?:\([^()]{1,12}\))?(?:、|以及|[和与及]|经(?=[\u4e00-\u9fff]{2})|至)"
)
_FIRM = re.compile(r"、(?P<name>[\u4e00-\u9fffA-Za-z]{2,6}?)(?=、|深化|开展|加强|战略合作|合作|签订|签约|对接|等)")
"""What stands in a list behind a company is one."""
_PART = re.compile(r"[\u4e00-\u9fff]{2,3}、")
"""A part of a place that is not known, before the next place of a list: 湘潭九华、|株洲."""
_PORT = re.compile(r"(?:(?:(?![与和及等在])[\u4e00-\u9fff]){2})?(?<!香)港(?![口澳区台商珠资股航务深])")
"""Behind a place: its port is a body of its own (上海港, 宁波舟山港)."""
_QUOTED = re.compile(r"“[^”\n]{1,10}”")
_HOME = re.compile(r"我[市县区省州旗盟]|本[市县区省]|全[市县区省州](?!国)")
_STOP = (
    r"(?:协和|(?!共建|合作|协作|协同|对接|结对|联合|建设|签订|开展|服务|发展|打造|加强|深化|建立|支持|签约|成立|设立|组建|引进|推进|实施|争取|争创|申报|举办|攻关|研发|培养|制定)"
    r"(?!(?<![高中])等|[在与和及的将就对向为、,;。])[\u4e00-\u9fff])"
)


@cache
def _body() -> re.Pattern[str]:
    """A body's name by its shape, as short as its tail allows, and not one that names nobody."""
    data = table("cooperation")["bodies"]
    tails = any_of(data["tails"])
    name = rf"{_STOP}{{1,14}}?{tails}(?:{_STOP}{{0,8}}?{tails})*(?![化厦楼会道型])"
    return re.compile(rf"(?!{any_of(data['nobody'])})(?:{name}|{any_of(data['short'])})")


@cache
def _nobody() -> re.Pattern[str]:
    """What begins words that name no body in particular."""
    return re.compile(any_of(table("cooperation")["bodies"]["nobody"]))


@cache
def _body_with_joint() -> re.Pattern[str]:
    """The same where 与 is a part of the name: 甲省酒店与餐饮行业协会."""
    return re.compile(rf"{_STOP}{{3,8}}与{_STOP}{{2,6}}(?:行业)?(?:协会|商会|学会|联合会)")


@dataclass(slots=True)
class Cast:
    """All partners of a passage, by where they begin; knows what belongs to the issuer."""

    text: str
    home: Place | None
    places: Sequence[Find]
    firms: Sequence[Find]
    _at: dict[int, list[Party]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    named: list[Party] = field(default_factory=list)
    """Places and companies in order of place."""

    def __post_init__(self) -> None:
        self.named = sorted(
            [*map(self._place, self.places), *map(self._firm, self.firms)], key=lambda party: (party.start, -party.end)
        )
        self._starts = [party.start for party in self.named]
        for party in self.named:
            self._at.setdefault(party.start, []).append(party)

    @property
    def home_name(self) -> str:
        """The issuer's place by name, or nothing where it is not known."""
        return self.home.name if self.home else ""

    def _place(self, find: Find) -> Party:
        id = str(find.props.get("place") or f"place:?{find.name}")
        kind, own, above = _house(id, self.home.code if self.home else "")
        own = own or (kind == "region" and self.home is not None and find.name.startswith(self.home.short))
        return Party(find.name, find.start, find.end, kind, own, above, id)

    def _firm(self, find: Find) -> Party:
        return Party(find.name, find.start, find.end, "enterprise", False, False, find.name)

    def at(self, at: int, end: int) -> Party | None:
        """The longest partner that begins here: a body's name may begin with a place (青川市第一医院)."""
        found = max(self._at.get(at, ()), key=lambda party: party.end, default=None)
        if found and (port := _PORT.match(self.text, found.end, end)):
            return Party(self.text[at : port.end()], at, port.end(), "org", found.own, found.above, "")
        if found and (found.kind == "city-city" or abroad.kind_of(found.key)):
            inner = self.at(found.end, end)
            if inner and inner.kind == "city-city":
                return inner
        body = _body_with_joint().match(self.text, at, end) or _body().match(self.text, at, end)
        if body and found and _nobody().match(self.text, found.end):
            return found  # 甲省|三甲医院
        if body and (found is None or (found.kind != "enterprise" and body.end() > found.end)):
            return self.org(at, body.end(), found)
        return found

    def leads(self, place: Party, end: int) -> bool:
        """Whether a place only says where another is that stands right behind it: 甲市|乙高新区."""
        whole = self.at(place.start, end)
        return whole is not None and whole.start > place.start

    def org(self, start: int, end: int, place: Party | None) -> Party | None:
        """A body by shape. Its own house is told by 市, 县 … or by the issuer's name in front."""
        name = self.text[start:end]
        province = name[0] == "省" and self.home is not None and self.home.level == "province"
        own = (
            province
            or name[0] in table("cooperation")["bodies"]["own"]
            or (place.own if place else self._begins_at_home(name))
        )
        if place is None and not own and len(name) < 4 and name not in table("cooperation")["bodies"]["short"]:
            return None
        return Party(name, start, end, "org", own, False, name)

    def _begins_at_home(self, name: str) -> bool:
        """Whether a body is called after a place of the house, which the finder of places passes over: 南昌大学."""
        found = next((places for n in (4, 3, 2) if (places := gazetteer.load().named(name[:n], self.home))), ())
        return len(found) == 1 and self.home is not None and _house(found[0].id, self.home.code)[1]

    def run(self, at: int, end: int) -> list[Party]:
        """The list of partners that begins here: A、B和C; a quoted word in front (“掌上办”P专区) is passed over."""
        found: list[Party] = []
        if quoted := _QUOTED.match(self.text, at, end):
            at = quoted.end()
        while (party := self.at(at, end)) is not None:
            found.append(party)
            while party.kind == "enterprise" and (firm := _FIRM.match(self.text, party.end, end)):
                party = Party(firm["name"], *firm.span("name"), "enterprise", False, False, firm["name"])
                if party.start in self._at:
                    break
                found.append(party)
            joint = _JOINT.match(self.text, found[-1].end, end) or _PART.match(self.text, found[-1].end, end)
            if joint is None or (joint.re is _PART and joint.end() not in self._at):
                break
            at = joint.end()
        return found

    def before(self, start: int, end: int) -> list[Party]:
        """The list of partners from outside that ends here."""
        for party in self.within(start, end):
            if (found := self.run(party.start, end)) and found[-1].end == end:
                return found if not any(one.own for one in found) else []
        return []

    def begins(self, at: int) -> bool:
        """Whether a partner's name may begin here without a word that leads to it."""
        if at in self._at or self.text[at] in "省国中":
            return True
        named = gazetteer.load().named(self.text[at : at + 2])
        return len(named) == 1 and named[0].level in ("province", "prefecture")

    def within(self, start: int, end: int) -> Iterator[Party]:
        """Places and companies that lie in a stretch."""
        for at in range(bisect_left(self._starts, start), len(self.named)):
            party = self.named[at]
            if party.start >= end:
                break
            if party.end <= end:
                yield party

    def left(self, start: int, end: int) -> Party | None:
        """Who stands before 与: the last party in the stretch, or the issuer by 我市, or a body of its own house."""
        found = list(self.within(start, end))
        if found:
            longer = _body().match(self.text, found[-1].start, end)
            if longer and longer.end() > found[-1].end:
                return self.org(found[-1].start, longer.end(), found[-1])
            return found[-1]
        if _HOME.search(self.text, start, end):
            return Party(self.home_name, start, end, "city-city", True, False, "")
        for at in range(start, max(start, end - 3)):
            if self.text[at] in table("cooperation")["bodies"]["own"]:
                body = _body().match(self.text, at, end)
                return self.org(at, body.end(), None) if body else None
        return None


def members(party: Party) -> tuple[str, ...]:
    """Ids of the places that a region is made of, where it is one whose edge is known."""
    known = gazetteer.load().get(party.key) if party.kind == "region" else None
    return known.members if known else ()


@lru_cache(maxsize=4096)
def _house(id: str, home: str) -> tuple[str, bool, bool]:
    """Kind of a place; whether it (all members of a region) lies in the home, by code; whether the home lies in it."""
    if foreign := abroad.kind_of(id):
        return foreign, False, False
    code, stem = id.removeprefix("place:"), _stem(home)
    if not code[:1].isdigit() and not code.startswith("?"):
        known = gazetteer.load().get(code)
        parts = [_house(member, home) for member in known.members] if known else []
        return "region", home == "000000" or bool(parts and all(own for _, own, _ in parts)), False
    own = bool(stem) and code.startswith(stem) if home != "000000" else code[:1].isdigit()
    above = not own and code[:6].isdigit() and len(code) == 6 and home.startswith(_stem(code))
    return "city-city", own, above


def _stem(code: str) -> str:
    """The part of a code that all places inside share: 43 of 430000, 4303 of 430300."""
    if not code.isdigit():
        return ""
    return code[:2] if code[2:] == "0000" else code[:4] if code[4:] == "00" else code
