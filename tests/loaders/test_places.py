"""Places in running text: what is one, what only looks like one, and which of several homes is meant."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from loaders import gazetteer, places
from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage

GAZ = gazetteer.load()
LEXED = table("placewords")
TRAPS = LEXED["trap"]


def found(text: str, home: str | None = "430981") -> Iterator[Find]:
    yield from places.find(Passage(text, 0, len(text)), GAZ.get(home))


def names(text: str, home: str | None = "430981") -> list[str]:
    return [one.name for one in found(text, home)]


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        ("430981", "深化与长沙市的合作,对接株洲、湘潭。", ["长沙市", "株洲", "湘潭"]),
        ("430981", "南大和草尾两地先行,再到黄茅洲镇。", ["南大", "草尾", "黄茅洲镇"]),
        ("430921", "南大和草尾两地先行。", []),
        ("420600", "对接东莞、安康、中山等市,守护平安、安康家园", ["东莞", "安康", "中山"]),
        ("340000", "发挥长三角地区一体化发展领导小组作用,推动长三角地区互认", ["长三角地区"]),
        (
            "420000",
            "支援西藏山南市,推动通城、平江、修水共建,嘉鱼、安居、建设并重",
            ["西藏", "山南市", "通城", "平江", "修水", "嘉鱼"],
        ),
        ("360400", "支持九江与黄梅、小池合作,与富民、惠民并重", ["九江", "黄梅"]),
        ("411300", "修缮卧龙岗,保护东江源区,支持卧龙发展", ["卧龙"]),
        ("340000", "与江南大学、安徽省农科院共建,保护两河源头、五江源头部分支流", []),
        ("341100", "推进来安汊河、全椒城区建设,支持定远发展", ["来安", "汊河", "全椒", "定远"]),
        ("420000", "支持当阳建设,应当阳光用权", ["当阳"]),
        ("430000", "支持当阳建设,应当阳光用权", []),
        ("000000", "研究论证漠河至抚远沿边铁路,落实抚远规划", ["漠河", "抚远"]),
        ("422800", "加快红岩寺至走马段建设", ["红岩寺", "走马"]),
        ("441800", "完成秤架乡、浛洸镇改造", ["秤架乡", "浛洸镇"]),
        ("460100", "与澄迈、屯昌联动,建设文临高速", ["澄迈", "屯昌"]),
        ("420500", "对接北京朝阳区、海淀区", ["北京", "朝阳区", "海淀区"]),
        ("450000", "支持横县、平果县、武鸣县发展", ["横县", "平果县", "武鸣县"]),
        ("440000", "支持从化市、阳东县建设,推进新建县城补短板", ["从化市", "阳东县"]),
        ("150100", "完成和林格尔新区、土左旗、托县评估", ["和林格尔新区", "土左旗", "托县"]),
        ("150000", "推进土右旗、科左中旗建设,深化乌大张合作", ["土右旗", "科左中旗", "乌大张"]),
        ("440400", "推动高栏港综合保税区建设", ["高栏港综合保税区"]),
        ("532900", "修缮古城老街", []),
        ("150100", "治理大黑河、大青山", []),
        ("430921", "支持南县明山头项目和茅草街镇码头。", ["南县", "明山头", "茅草街镇"]),
        ("430000", "南县茅草街镇与沅江市草尾镇共建。", ["南县", "茅草街镇", "沅江市", "草尾镇"]),
        ("430000", "对接东莞长安镇、深圳宝安区", ["东莞", "长安镇", "深圳", "宝安区"]),
        ("430981", "融入长株潭,衔接长江经济带和洞庭湖生态经济区。", ["长株潭", "长江经济带", "洞庭湖生态经济区"]),
        ("430981", "与长株都市圈互认,向粤港澳大湾区推介。", ["长株都市圈", "粤港澳大湾区"]),
        ("430981", "洞庭湖区重点堤防", ["洞庭湖区"]),
        ("430921", "洞庭湖区域生态修复", []),
        ("430981", "深入推进湘琼合作市场化", []),
        ("430000", "深化合作市县共建", []),
        ("623000", "支持合作市建设", ["合作市"]),
        ("623000", "湘琼合作项目", []),
        ("131102", "提升益沅桃城镇群能级", []),
        ("430981", "提升益沅桃城镇群能级", []),
        ("430981", "益阳市生态环境局沅江分局牵头,市政府办督办。", []),
        ("430981", "沅江市政府办公室印发,沅江市委宣传部发布。", []),
        ("430300", "走访海口鸿图医疗设备有限公司和长沙银行。", []),
        ("430300", "深化与深圳云图半导体、深圳海蓝电子等公司的联系", []),
        ("430981", "支持中联重科在沅江建厂", ["沅江"]),
        ("430981", "湖南农业大学与湖南共建", ["湖南"]),
        ("430981", "建设县城,服务全市,统筹全县和市区", []),
        ("430981", "会同有关部门打通通道,开发资源,团结协作,光明前景", []),
        ("431200", "会同有关部门打通通道", []),
        ("431200", "会同县、通道侗族自治县、芷江等地", ["会同县", "通道侗族自治县", "芷江"]),
        ("431200", "市商务局会同县级部门", []),
        ("430981", "沅江西岸整治,大通湖南岸护坡", ["沅江", "大通湖"]),
        ("430300", "深化湘潭经开区与雨花经开区的合作", ["湘潭经开区", "雨花经开区"]),
        ("430300", "支持天易经开区扩区,推广三亚崖州湾科技城经验", ["三亚崖州湾科技城", "天易经开区"]),
        ("430300", "借鉴海南自贸区做法,对接湘江新区和岳麓山大科城", ["海南自贸区", "湘江新区", "岳麓山大科城"]),
        ("430300", "与湖南自贸芙蓉片区共建", ["湖南自贸芙蓉片区"]),
        ("430300", "建设湘潭县肉牛产业园,对接雨花产业园", ["湘潭县", "雨花产业园"]),
        ("431281", "建设怀化国家农科园,扩建农科园", ["怀化国家农科园"]),
        ("430300", "加快高新区建设,强化综合保税区联动", []),
        ("430300", "湘潭高新区管委会负责", []),
        ("330000", "对接义乌小商品市场,发挥宁波舟山港作用", ["义乌", "宁波", "舟山"]),
        ("330000", "提高安全水平,创新化解矛盾,确保定期清零", []),
        ("330300", "建设文成县、平阳县和瓯海区", ["文成县", "平阳县", "瓯海区"]),
        ("320000", "与和县、当涂县毗邻", ["当涂县"]),
        ("340500", "与和县、当涂县毗邻", ["和县", "当涂县"]),
        ("430000", "长沙市场主体增加,株洲市民办事方便", ["长沙", "株洲"]),
        ("000000", "支持雄安新区和浦东新区", ["雄安新区", "浦东新区"]),
        ("000000", "对口支援新疆生产建设兵团和西藏自治区", ["新疆生产建设兵团", "西藏自治区"]),
        ("500101", "推进成渝地区双城经济圈建设,带动万州和开州区", ["成渝地区双城经济圈", "万州", "开州区"]),
        ("450000", "推进北部湾经济区和南宁市建设", ["北部湾经济区", "南宁市"]),
        ("431281", "易地扶贫搬迁安置区,长治久安", []),
        ("431281", "雪峰山康养,雪峰镇次中心,安江农耕旅游", ["雪峰镇", "安江"]),
        ("140200", "大同市城区与老城区改造", ["大同市"]),
        ("330200", "在宁波市镇海区试点", ["宁波市", "镇海区"]),
        ("210000", "推动复兴城市中心,建设兴城市", ["兴城市"]),
        (None, "在鼓楼区试点", ["鼓楼区"]),
        ("430000", "与江西修水、铜鼓等县共建园区", ["江西", "修水", "铜鼓"]),
        ("430700", "推动安乡县与公安县联动", ["安乡县", "公安县"]),
        ("430700", "加快某高速桃源段建设", ["桃源"]),
        ("150600", "荣乌高速东胜至某地段改扩建", ["东胜"]),
        ("360000", "推动井冈山、莲花和吉安旅游", ["井冈山", "莲花", "吉安"]),
        ("330000", "落实与上海市金山区的协议", ["上海市", "金山区"]),
        ("500000", "与四川联手打造汽车、电子产业", ["四川"]),
        ("430000", "引进上海优质教育集团", ["上海"]),
        ("430000", "推广上海合作组织示范经验", []),
        ("000000", "完善京津冀及周边地区、汾渭平原联防机制", ["京津冀及周边地区", "汾渭平原"]),
        ("420000", "京港澳高速扩容", []),
        ("430700", "与广州医院合作", []),
        ("440000", "落户横琴粤澳深度合作区", ["横琴粤澳深度合作区"]),
    ],
)
def test_find(home: str | None, text: str, expected: list[str]) -> None:
    assert sorted(names(text, home)) == sorted(expected)


@pytest.mark.parametrize(
    ("home", "text", "ids"),
    [
        (None, "在鼓楼区试点", ["", "320106,320302,350102,410204"]),
        ("320100", "在鼓楼区试点", ["320106", ""]),
        ("320000", "在鼓楼区试点", ["", "320106,320302"]),
        ("110000", "在朝阳区试点", ["110105", ""]),
        ("430981", "与长沙共建", ["430100", ""]),
        ("220000", "吉林产业", ["220000", ""]),
        ("430321", "湘潭产业", ["430321", ""]),
        ("430971", "大通湖产业开发区", ["430971:产业开发区", ""]),
        ("430300", "湘潭高新区", ["430371", ""]),
        ("430300", "湘潭高新技术产业开发区", ["430371", ""]),
        ("430300", "湘潭经济技术开发区", ["430300:经开区", ""]),
        ("430300", "岳塘经开区", ["430304:经开区", ""]),
        ("430300", "三亚崖州湾科技城", ["460200:三亚崖州湾科技城", ""]),
        ("430300", "岳麓山大科城", ["430104:岳麓山大科城", ""]),
    ],
)
def test_which_home(home: str | None, text: str, ids: list[str]) -> None:
    (one,) = found(text, home)
    candidates = one.props["candidates"]
    assert isinstance(candidates, tuple)
    got = [str(one.props["place"]), ",".join(candidates)]
    assert [part.replace("place:", "") for part in got] == ids
    assert one.doubtful == bool(ids[1])
    assert one.doubtful or GAZ.get(str(one.props["place"])) is not None


@pytest.mark.parametrize(("trap", "text"), [(trap, text) for trap in TRAPS for text in trap["examples"]])
def test_trap_lets_the_place_pass(trap: dict[str, str], text: str) -> None:
    assert trap["name"] in names(text, trap.get("home", "430700"))


@pytest.mark.parametrize(("trap", "text"), [(trap, text) for trap in TRAPS for text in trap["counter"]])
def test_trap_catches_the_word(trap: dict[str, str], text: str) -> None:
    assert trap["name"] not in names(text, trap.get("home", "430700"))


@pytest.mark.parametrize("name", LEXED["never"])
def test_never_is_never_read_alone(name: str) -> None:
    assert name not in names(f"推进{name},促进{name}", None)


@pytest.mark.parametrize("name", LEXED["known"])
def test_known_counties_are_read_anywhere(name: str) -> None:
    assert names(f"学习{name}经验", "540000") == [name]


def test_guarded_names_exist_or_are_words() -> None:
    real = [name for name in LEXED["guarded"] if GAZ.named(name)]
    assert len(real) > len(LEXED["guarded"]) * 0.7


@pytest.mark.parametrize("region", GAZ.regions(), ids=lambda region: region.name)
def test_every_region_is_found_by_all_its_names(region: gazetteer.Place) -> None:
    for alias in region.names:
        (one,) = found(f"融入{alias}建设", "540000")
        assert (one.name, one.props["place"]) == (alias, region.id)


def test_spans_are_absolute_and_quote_the_text() -> None:
    text = "前言。支持长沙市和草尾镇。后语长沙市"
    passage = Passage(text, 3, 13)
    spans = [(one.start, one.end) for one in places.find(passage, GAZ.get("430981"))]
    assert [text[start:end] for start, end in spans] == ["长沙市", "草尾镇"]


def test_speed() -> None:
    text = ("持续深化产业协作,推动基础设施互联互通,加快长沙市、株洲市重点项目建设,完善公共服务。" * 200)[:8000]
    home = GAZ.get("430981")
    list(places.find(Passage(text, 0, len(text)), home))
    best = 1.0
    for _ in range(5):
        begin = time.process_time()
        list(places.find(Passage(text, 0, len(text)), home))
        best = min(best, time.process_time() - begin)
    assert best < 0.02
