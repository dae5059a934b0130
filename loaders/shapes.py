"""The shapes of bodies' names, compiled from ``lexicon/agencies.toml``: small questions, quick answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from loaders.functions import Function
from loaders.gazetteer import COUNTRY, Gazetteer, Place
from loaders.lexicon import table

KINDS = (
    ("company", "企业"),
    ("institution", "事业单位"),
    ("social", "社会组织"),
    ("town", "乡镇"),
    ("department", "政府部门"),
)
YOUTH = re.compile(r"团(?P<level>省|市|县|区|州|旗|盟|自治区)委")
SEAT = re.compile(r"(?:人民)?政府|办事处|街道办(?:事处)?")
PARTY_OFFICE = re.compile(r"委.*(?:办公厅|办公室|办|领导小组)")
RESERVE = re.compile(r"(?:保护区|公园|水库|景区|湿地|灌区)$")
DOORS = re.compile(r"(?P<head>[^()]+)\((?P<inner>[^()]+)\)(?P<rest>[^()]*)")
LEARNING = re.compile(
    r"(?:农大|师大|工大|理工大|林科大|医科大|中医药大|[\u4e00-\u9fff]{0,6}大学|[\u4e00-\u9fff]{1,6}(?:学院|研究院|医院))"
)
FIRM = re.compile(r"[\u4e00-\u9fff]{0,12}(?:公司|集团|银行)")
FREE_TRADE = re.compile(r"^中国\((?P<place>[\u4e00-\u9fff]{2,4})\)(?:自由贸易|自贸)试验区")
PARTY = frozenset(("宣传", "组织", "统战", "政法", "社会工作", "网信"))


@cache
def _data() -> dict[str, Any]:
    return table("agencies")


@cache
def _pattern(table: str) -> re.Pattern[str]:
    entry = _data()[table]
    return re.compile("|".join(entry["patterns"]) if "patterns" in entry else entry["pattern"])


def tail() -> re.Pattern[str]:
    """Return the pattern of what bodies' names end in."""
    return _pattern("tail")


@lru_cache(maxsize=4096)
def collective(name: str) -> bool:
    """Tell whether a name means many bodies at once: 各县市区, 有关部门."""
    return bool(_pattern("collective").search(name))


@lru_cache(maxsize=4096)
def national(name: str) -> bool:
    """Tell whether a name without prefix is a national body: 商务部, 证监会."""
    return bool(_pattern("national").search(name))


def town_seat(rest: str) -> bool:
    """Tell whether the rest behind a place means its government."""
    return bool(SEAT.fullmatch(rest))


def foreign_seat(rest: str, place: Place | None) -> bool:
    """Tell whether a bare seat is not the place's own: a county has no 街道办事处 of its own, and no 管委会."""
    if place is None or rest not in ("街道办事处", "办事处", "管委会", "管理委员会"):
        return False
    own = ("管理区", "新区", "开发区", "园区") if "管" in rest else ("街道", "办事处")
    return place.level != "park" and not any(name.endswith(own) for name in place.names)


def house(rest: str, place: Place) -> bool:
    """Tell whether a short name of a place and this rest name a house of learning or healing, or a firm: 湖南农大."""
    large = place.level in ("province", "prefecture")  # 东方 of 东方电气集团 is no place
    return bool(LEARNING.fullmatch(rest) or (large and FIRM.fullmatch(rest)))


def free_trade(name: str) -> str:
    """Write 中国(广西)自由贸易试验区 as the place writes it: 广西自贸试验区."""
    return FREE_TRADE.sub(r"\g<place>自贸试验区", name) if "贸" in name else name


def party_office(rest: str) -> bool:
    """Tell whether the rest behind 市, 区 … is an office of the party committee."""
    return bool(PARTY_OFFICE.fullmatch(rest))


def reserve(head: str) -> bool:
    """Tell whether a name so far is that of a reserve or the like, behind which a branch may name its county."""
    return bool(RESERVE.search(head))


@cache
def kind(name: str) -> str | None:
    """Return the kind of a body whose function is not known, by its shape."""
    return next((kind for table, kind in KINDS if _pattern(table).search(name)), None)


def doors(name: str) -> tuple[str, tuple[str, ...]]:
    """Part a name from the bracket in it: 省市场监管局(省知识产权局) has one alias, 数据集团(筹) none."""
    found = DOORS.fullmatch(name)
    if found is None:
        return name, ()
    head, inner, rest = found["head"], found["inner"], found["rest"]
    if rest:
        return head + rest, ()
    return head, () if inner == "筹" else tuple(inner.split("、"))


def central(name: str) -> Iterator[tuple[re.Pattern[str], str, str]]:
    """Yield pattern, function and kind of the central bodies that a name may be."""
    yield from _central() if _any_central().fullmatch(name) else ()


@cache
def _any_central() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern.replace("?P<place>", "?:") for pattern, _, _ in _central()))


@cache
def _central() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["function"], row.get("kind", "央属驻地")) for row in _data()["central"]
    )


def branch(name: str) -> tuple[str, str, str] | None:
    """Cut a branch: the name of its parent, the place it serves (may be empty), its tail."""
    found = _pattern("branch").search(name)
    if found is None:
        return None
    tail, stem = found["tail"], name[: found.start()]
    if tail.startswith("管理"):
        return stem, "", tail
    at = stem.rfind("局")
    if at < 0:
        return (stem + "局", "", tail) if tail == "分局" and len(stem) > 2 else None
    return stem[: at + 1], stem[at + 1 :], tail


@cache
def _prefixes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = _data()["prefixes"]
    return tuple(re.compile("|".join(sorted(data[key], key=len, reverse=True))) for key in ("levels", "national"))  # type: ignore[return-value]


def level_prefix(name: str) -> tuple[str, str] | None:
    """Cut off a bare level: 市发改局 → 市, 发改局; 团市委 → 市, 团委."""
    youth = YOUTH.fullmatch(name)
    if youth:
        return youth["level"], "团委"
    found = _prefixes()[0].match(name)
    return (found[0], name[found.end() :]) if found and found.end() < len(name) else None


def national_prefix(name: str) -> str:
    """Return 国家, 国务院 … where a name begins so and goes on."""
    found = _prefixes()[1].match(name)
    return found[0] if found and found.end() < len(name) else ""


def known(key: str) -> str | None:
    """Return the full name of a body that the lexicon knows by id."""
    found: str | None = _data()["known"].get(key)
    return found


def central_title(spelling: str) -> str | None:
    """Return the full name of a national body by the way it is written."""
    found: str | None = _data()["spelled"].get(spelling)
    return found


def title(place: Place, gaz: Gazetteer) -> str:
    """Return a place as it stands in a full name: a town with its county, a district with its city."""
    above = gaz.get(place.parent)
    if place.code == COUNTRY:
        return ""
    district = place.level == "county" and place.name.endswith("区")
    joined = place.level == "town" or (district and above and not above.name.endswith(("省", "自治区")))
    return above.name + place.name if above and joined else place.name


def entitle(place: Place | None, rest: str, function: Function, prefix: str, gaz: Gazetteer) -> str | None:
    """Write out a body of a known function: 市发改局 → 沅江市发展和改革局."""
    if place is None:
        return None
    if place.code != COUNTRY and function.id == "共青团" and rest.endswith("委"):
        return f"共青团{title(place, gaz)}委员会"
    if function.full is None or function.kind == "企业":
        return None
    if place.code == COUNTRY:
        return prefix + function.full if prefix or function.full.endswith(("部", "署")) else None
    if function.id == "税务" and function.full == "税务局":
        return f"国家税务总局{title(place, gaz)}税务局"
    if function.kind != "党委部门":
        return title(place, gaz) + function.full
    if rest.startswith(("委", "党委")) or function.id in PARTY:
        committee = "委员会" if place.name.endswith("自治区") else "委"
        if rest == "委":
            return f"中共{place.name}委员会"
        return f"中共{title(place, gaz)}{committee}" + function.full.removeprefix("党").removeprefix("委")
    return None
