"""The gazetteer: names, codes, families, homes."""

from __future__ import annotations

import csv
import time

import pytest

from loaders import gazetteer
from loaders.gazetteer import Gazetteer, Place
from loaders.home import LONGEST, find
from loaders.lexicon import ROOM, table

GAZ = gazetteer.load()


@pytest.mark.parametrize(
    ("name", "home", "ids"),
    [
        ("沅江市", None, ["430981"]),
        ("沅江", None, ["430981"]),
        ("南县", None, ["430921"]),
        ("大通湖区", None, ["430971"]),
        ("大通湖管理区", None, ["430971"]),
        ("湖南省沅江市", None, ["430981"]),
        ("益阳市大通湖区", None, ["430971"]),
        ("南县茅草街镇", None, ["430921127"]),
        ("茅草街镇", None, []),
        ("茅草街镇", "430921", ["430921127"]),
        ("南大", "430981", ["430981112"]),
        ("南大", "430921", []),
        ("鼓楼区", None, ["320106", "320302", "350102", "410204"]),
        ("鼓楼区", "320100", ["320106"]),
        ("鼓楼区", "320302", ["320302"]),
        ("鼓楼区", "320000", ["320106", "320302"]),
        ("朝阳区", "220000", ["220104"]),
        ("吉林", None, ["220000", "220200"]),
        ("洪江", "431281", ["431281"]),
        ("长株潭城市群", None, ["长株潭"]),
        ("雄安新区", None, ["130000:雄安新区"]),
        ("浦东", None, ["310115"]),
        ("万州区", None, ["500101"]),
        ("济源市", None, ["419001"]),
        ("湘西州", None, ["433100"]),
        ("长阳县", None, ["420528"]),
        ("没有这个地方", None, []),
    ],
)
def test_named(name: str, home: str | None, ids: list[str]) -> None:
    assert [place.id for place in GAZ.named(name, GAZ.get(home))] == [f"place:{key}" for key in ids]


@pytest.mark.parametrize(
    ("name", "home", "key"),
    [
        ("长沙", None, "430100"),
        ("湘潭", "430321", "430321"),
        ("湘潭", "430300", "430300"),
        ("鼓楼区", None, None),
        ("海南", "460000", "460000"),
    ],
)
def test_one(name: str, home: str | None, key: str | None) -> None:
    found = GAZ.one(name, GAZ.get(home))
    assert (found and found.id) == (key and f"place:{key}")


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("430981114", ["草尾镇", "沅江市", "益阳市", "湖南省"]),
        ("110105", ["朝阳区", "北京市"]),
        ("500229", ["城口县", "重庆市"]),
        ("419001", ["济源市", "河南省"]),
        ("130000:雄安新区", ["雄安新区", "河北省"]),
        ("430300:经开区", ["湘潭经开区", "湘潭市", "湖南省"]),
        ("place:430971:明山头", ["明山头", "大通湖区", "益阳市", "湖南省"]),
    ],
)
def test_chain(code: str, chain: list[str]) -> None:
    place = GAZ.get(code)
    assert place is not None
    assert [up.name for up in GAZ.chain(place)] == chain


def test_every_parent_and_member_exists() -> None:
    places = [place for name in GAZ.spellings() for place in GAZ.named(name)]
    assert len({place.id for place in places}) > 3300
    for place in places:
        assert place.level == "region" or GAZ.get(place.parent) is not None, place
        assert all(GAZ.get(member) is not None for member in place.members), place


def test_counties_have_points() -> None:
    counties = {
        place
        for name in GAZ.spellings()
        for place in GAZ.named(name)
        if place.level in ("province", "prefecture", "county")
    }
    bare = [place for place in counties if place.lon is None]
    assert len(bare) < 25, bare
    assert all(73 < place.lon < 136 and 3 < (place.lat or 0) < 54 for place in counties if place.lon is not None)


def test_region_members() -> None:
    def members(name: str) -> list[str]:
        region = GAZ.named(name)[0]
        return [place.name for key in region.members if (place := GAZ.get(key))]

    assert members("长株都市圈") == ["长沙市", "株洲市"]
    assert members("长株潭") == ["长沙市", "株洲市", "湘潭市"]
    assert len(members("大湾区")) == 11
    region, city = GAZ.named("长株潭")[0], GAZ.get("430181")
    assert isinstance(city, Place)
    assert GAZ.within(city, region)


def test_regions_are_read_from_their_table() -> None:
    data = table("regions")
    assert {region.name for region in GAZ.regions()} == set(data)
    assert all(entry["members"] or entry.get("open") for entry in data.values())


def test_loading_is_quick() -> None:
    best = min(_timed() for _ in range(3))
    assert best < 0.06


def _timed() -> float:
    begin = time.perf_counter()
    Gazetteer()
    return time.perf_counter() - begin


def test_no_name_is_longer_than_a_home_is_looked_for() -> None:
    lines = (ROOM / "places.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    assert max(len(row["name"]) for row in rows) == LONGEST


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("积石山保安族东乡族撒拉族自治县便民服务工作方案", "622927"),
        ("双江拉祜族佤族布朗族傣族自治县河湖整治方案", "530925"),
        ("镇沅彝族哈尼族拉祜族自治县河湖整治方案", "530825"),
        ("岳阳融入长沙都市圈工作方案", "430600"),
        ("吉安市井冈山茶场改造方案", "360800"),
        ("某流域保护规划纲要湖南省实施方案", "430000"),
        ("某流域保护规划纲要江苏实施方案", "320000"),
    ],
)
def test_a_name_is_a_home(title: str, code: str) -> None:
    assert find(GAZ, title, None, "", "") == GAZ.get(code)
