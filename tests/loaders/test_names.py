"""Names of bodies: a spelling in its jurisdiction is one id, whatever its form; what is unsure says so."""

from __future__ import annotations

import csv
import re
import time
import tomllib
from pathlib import Path

import pytest

from loaders import functions, gazetteer, shapes
from loaders.names import Names

HERE = Path(__file__).parent / "names"
LEXICON = Path(functions.__file__).parent / "lexicon"
GAZ = gazetteer.load()
FUNCTIONS = functions.load()
LEXED = tomllib.loads((LEXICON / "functions.toml").read_text("utf-8"))
SHAPES = tomllib.loads((LEXICON / "agencies.toml").read_text("utf-8"))


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(home: str, **more: object) -> Names:
    return Names(GAZ.get(home), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", table("seeds.csv"), ids=lambda row: f"{row['home']}-{row['name']}")
def test_seed_names(row: dict[str, str]) -> None:
    found = names(row["home"]).agency(row["name"])
    assert (found.id, found.kind, found.place, found.parent or "", found.full or "") == (
        row["id"], row["kind"], row["place"], row["parent"], row["full"],
    )  # fmt: skip
    assert found.name == row["name"]
    assert found.doubtful == (row["name"] == "市局")


@pytest.mark.parametrize("row", table("genre.csv"), ids=lambda row: f"{row['home']}-{row['name']}")
def test_names_of_the_genre(row: dict[str, str]) -> None:
    found = names(row["home"]).agency(row["name"])
    assert (found.id, found.kind, found.place, found.parent or "") == (
        row["id"], row["kind"], f"place:{row['place']}" if row["place"] else None, row["parent"],
    )  # fmt: skip
    assert found.aliases == ((row["note"],) if row["note"] else ())
    assert not found.doubtful
    assert found.collective == (found.kind == "集合")


@pytest.mark.parametrize(
    ("key", "example"), [(key, example) for key, row in LEXED.items() for example in row["examples"]]
)
def test_function_examples(key: str, example: str) -> None:
    found = FUNCTIONS.read(example)
    assert found is not None
    assert found.id == key


@pytest.mark.parametrize(
    ("key", "counter"), [(key, word) for key, row in LEXED.items() for word in row.get("counter", ())]
)
def test_function_counters(key: str, counter: str) -> None:
    found = FUNCTIONS.read(counter)
    assert found is None or found.id != key


@pytest.mark.parametrize("key", [key for key, row in SHAPES.items() if "examples" in row])
def test_shape_examples(key: str) -> None:
    pattern = shapes._pattern(key)
    assert [word for word in SHAPES[key]["examples"] if not pattern.search(word)] == []
    assert [word for word in SHAPES[key].get("counter", ()) if pattern.search(word)] == []


@pytest.mark.parametrize("row", SHAPES["central"], ids=lambda row: str(row["pattern"]))
def test_central_examples(row: dict[str, list[str]]) -> None:
    pattern = re.compile(str(row["pattern"]))
    assert all(pattern.fullmatch(word) for word in row["examples"])
    assert not any(pattern.fullmatch(word) for word in row.get("counter", ()))


def test_spellings_of_one_function_are_one_body() -> None:
    resolve = names("430981")
    for same in (
        ("市发改局", "市发改委", "市发展和改革局", "市发展改革委", "沅江市发展和改革局", "发改局"),
        ("市住建局", "市住房和城乡建设局", "市住房城乡建设局"),
        ("沅江高新区", "市高新区", "高新区", "沅江高新区管委会", "沅江高新技术产业园区管理委员会"),
        ("草尾镇", "草尾镇人民政府", "草尾镇政府", "沅江市草尾镇人民政府"),
        ("益阳市生态环境局沅江分局", "市生态环境分局", "益阳市生态环境局沅江市分局"),
    ):
        assert len({resolve.agency(name).id for name in same}) == 1, same


@pytest.mark.parametrize(
    ("home", "name", "full"),
    [
        ("430981", "市税务局", "国家税务总局沅江市税务局"),
        ("430981", "团市委", "共青团沅江市委员会"),
        ("430981", "市公积金中心", "沅江市住房公积金管理中心"),
        ("430981", "市文旅广体局", "沅江市文化旅游广电体育局"),
        ("440700", "市文旅广体局", None),
        ("430981", "市交警大队", None),
        ("430981", "市机关事务局", None),
        ("450000", "自治区党委宣传部", "中共广西壮族自治区委员会宣传部"),
        ("450000", "广西电网公司", None),
        ("500000", "市文化旅游委", "重庆市文化和旅游发展委员会"),
        ("500000", "市教委", "重庆市教育委员会"),
        ("500000", "万州区", "重庆市万州区人民政府"),
        ("000000", "人民银行", "中国人民银行"),
        ("000000", "国家粮食和储备局", "国家粮食和物资储备局"),
        ("000000", "国务院扶贫办", "国务院扶贫开发领导小组办公室"),
    ],
)
def test_full_names(home: str, name: str, full: str | None) -> None:
    assert names(home).agency(name).full == full


def test_bare_bureau_stays_open_and_says_among_what() -> None:
    resolve = names("430981", among=("市科工局", "市商务局", "市政府办", "省林业局", "市局"))
    found = resolve.agency("市局")
    assert found.doubtful
    assert found.full is None
    assert found.candidates == ("agency:430981:科技+工业和信息化", "agency:430981:商务")


@pytest.mark.parametrize(
    ("home", "name", "found", "doubtful"),
    [
        ("430981", "街道办事处", "agency:430981:街道办事处", True),
        ("430981", "管委会", "agency:430981:管委会", True),
        ("430971", "管委会", "agency:430971:政府", False),
        ("430981006", "街道办事处", "agency:430981006:政府", False),
        ("430981", "市政府", "agency:430981:政府", False),
        ("430981", "市中心医院", "agency:430981:中心医院", False),
        ("370000", "济南市市中区教育局", "agency:370103:教育", False),
    ],
)
def test_a_bare_seat_is_the_homes_own_or_stays_open(home: str, name: str, found: str, doubtful: bool) -> None:
    agency = names(home).agency(name)
    assert (agency.id, agency.doubtful) == (found, doubtful)


def test_a_place_of_several_homes_stays_open() -> None:
    found = Names(None).agency("鼓楼区商务局")
    assert found.doubtful
    assert found.candidates == tuple(f"agency:{code}:商务" for code in ("320106", "320302", "350102", "410204"))
    assert not names("350100").agency("鼓楼区商务局").doubtful


@pytest.mark.parametrize(
    ("home", "name"),
    [("430000", "市发改局"), ("430981", "区财政局"), (None, "县财政局"), ("430981", "张三丰"), ("430981", "县局")],
)
def test_what_cannot_be_settled_is_doubtful(home: str | None, name: str) -> None:
    assert Names(GAZ.get(home)).agency(name).doubtful


def test_prefix_is_carried_only_from_the_own_line() -> None:
    resolve = names("430921")
    province = resolve.agency("省发展改革委")
    assert resolve.agency("商务局", province).id == "agency:430000:商务"
    assert resolve.agency("县财政局", province).id == "agency:430921:财政"
    assert resolve.agency("财政厅").id == "agency:430000:财政"
    assert resolve.agency("商务局", resolve.agency("茅草街镇人民政府")).id == "agency:430921:商务"


def test_words_of_the_text_and_of_a_person() -> None:
    resolve = names(
        "430981",
        aliases={"市稻发中心": "沅江市稻米产业发展中心"},
        decisions={"市局": "agency:430981:公安", "科工办": "市科工局"},
    )
    assert resolve.agency("市稻发中心").id == "agency:430981:稻米产业发展中心"
    assert resolve.agency("市稻发中心").name == "市稻发中心"
    assert (resolve.agency("市局").id, resolve.agency("市局").doubtful) == ("agency:430981:公安", False)
    assert resolve.agency("科工办").id == "agency:430981:科技+工业和信息化"


@pytest.mark.parametrize(
    ("home", "name", "key"),
    [
        ("430981", "长沙市", "430100"),
        ("430981", "草尾", "430981114"),
        ("430981", "长株潭", "长株潭"),
        ("430300", "湘潭高新区", "430371"),
        ("430300", "天易经开区", "430300:天易经开区"),
        ("430300", "岳塘经开区", "430304:经开区"),
        ("430300", "吐鲁番经开区", "650400:经开区"),
        ("430981", "鼓楼区", None),
        ("430981", "高新区", None),
    ],
)
def test_place(home: str, name: str, key: str | None) -> None:
    found = names(home).place(name)
    assert (found and found.id) == (key and f"place:{key}")


def test_speed() -> None:
    rows = table("seeds.csv")
    resolve = names("430981")
    for row in rows:
        resolve.agency(row["name"])
    begin = time.perf_counter()
    for _ in range(50):
        for row in rows:
            resolve.agency(row["name"])
    assert (time.perf_counter() - begin) / 50 / len(rows) < 20e-6
