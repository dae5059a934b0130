"""Targets: every rule of the lexicon on its own examples, and tables of what a target says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from loaders import targets
from loaders.clean import clean
from loaders.facts import Find
from loaders.passage import Passage
from loaders.quantities import lexicon, number

RULES = lexicon("targets.toml")
SECTIONS = [
    *((name, rule) for name, rule in RULES.items() if isinstance(rule, dict)),
    *((f"unit.{rule['kind']}", rule) for rule in RULES["unit"]),
    *((f"op.{rule['id']}", rule) for rule in RULES["op"]),
    *((f"refuse.{rule['id']}", rule) for rule in RULES["refuse"]),
]
EXAMPLES = [(name, *example.split(" => ")) for name, rule in SECTIONS for example in rule["examples"]]
COUNTERS = [(name, sentence) for name, rule in SECTIONS for sentence in rule["counter"]]


def read(sentence: str, year: int | None = 2024) -> list[Find]:
    """What is found; a heading may stand before ``#``."""
    heading, _, words = sentence.rpartition(" # ")
    return list(targets.find(Passage(words, 0, len(words), "标题", (heading,), year)))


def plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def short(find: Find) -> str:
    """As the lexicon writes it: `? >= 3-5 家`."""
    props = find.props
    high = "" if props["to"] is None else f"-{plain(props['to'])}"
    return f"{'? ' if find.doubtful else ''}{props['op']} {plain(props['value'])}{high} {props['unit']}"


@pytest.mark.parametrize(("name", "sentence", "expected"), EXAMPLES)
def test_examples(name: str, sentence: str, expected: str) -> None:
    assert " | ".join(map(short, read(sentence))) == expected


@pytest.mark.parametrize(("name", "sentence"), COUNTERS)
def test_counter_examples(name: str, sentence: str) -> None:
    assert [short(find) for find in read(sentence) if not find.doubtful] == []


def test_every_rule_has_examples() -> None:
    assert [name for name, rule in SECTIONS if not rule["examples"] and not rule["counter"]] == []


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("力争改造老旧院落12个以上。", ["改造老旧院落12个以上|改造老旧院落"]),
        ("培育3家以上加工企业、2家合作社。", ["培育3家以上加工企业|培育加工企业", "2家合作社|培育合作社"]),
        ("(1)改造水厂3座;(2)改造管网20公里", ["改造水厂3座|改造水厂", "改造管网20公里|改造管网"]),
        ("①改造水厂3座", ["改造水厂3座|改造水厂"]),
        ("提质4所中学和3所乡村小学,", ["提质4所中学|提质中学", "3所乡村小学|提质乡村小学"]),
        ("围绕补短板新建冷库2万立方米、新增车位90个", ["新建冷库2万立方米|新建冷库", "新增车位90个|新增车位"]),
        ("改造老街5条、0.8万平方米", ["改造老街5条|改造老街", "0.8万平方米|改造老街"]),
        ("续建、新建泵站各2座", ["续建、新建泵站各2座|续建泵站", "续建、新建泵站各2座|新建泵站"]),
        ("建设驿站、观景台各3处", ["建设驿站、观景台各3处|建设驿站", "建设驿站、观景台各3处|建设观景台"]),
        (
            "甲县、乙县各培育3家龙头企业",
            ["甲县、乙县各培育3家龙头企业|甲县培育龙头企业", "甲县、乙县各培育3家龙头企业|乙县培育龙头企业"],
        ),
        ("达标率由2022年的72%提高到2025年的85%", ["达标率由2022年的72%提高到2025年的85%|达标率"]),
        ("新建农田80万亩(其中节水灌溉20万亩)", ["新建农田80万亩|新建农田", "节水灌溉20万亩|新建节水灌溉"]),
        ("稳定开行冷链班列,全年不少于90列", ["稳定开行冷链班列,全年不少于90列|稳定开行冷链班列"]),
        ("新建公园3个、改造5个", ["新建公园3个|新建公园", "改造5个|改造公园"]),
        ("市级项目开工9个、竣工4个", ["市级项目开工9个|市级项目开工", "竣工4个|市级项目竣工"]),
        ("单产提高到每亩400公斤", ["单产提高到每亩400公斤|单产"]),
        ("托位数新增80个", ["托位数新增80个|托位数新增"]),
        ("互设服务窗口各1个", ["互设服务窗口各1个|互设服务窗口"]),
        (
            "确保水稻播种面积稳定在40万亩、产量18万吨以上",
            ["水稻播种面积稳定在40万亩|水稻播种面积", "产量18万吨以上|水稻产量"],
        ),
        ("引育一批龙头企业、建成标准厂房3万平方米", ["建成标准厂房3万平方米|建成标准厂房"]),
        ("城镇化率较2023年提升0.6个百分点", ["城镇化率较2023年提升0.6个百分点|城镇化率"]),
        ("单位能耗下降3%", ["单位能耗下降3%|单位能耗下降"]),
        (
            "单位能耗、碳排放分别下降3%和4%",
            ["单位能耗、碳排放分别下降3%|单位能耗下降", "4%|碳排放下降"],
        ),
        ("城镇、农村处理率均达到100%", ["城镇、农村处理率均达到100%|城镇、农村处理率"]),
        ("森林覆盖率60%、蓄积量达2万立方米", ["森林覆盖率60%|森林覆盖率", "蓄积量达2万立方米|蓄积量"]),
        ("新增用地90亩;二是加快甲项目,竣工投产3个", ["新增用地90亩|新增用地", "竣工投产3个|竣工投产"]),
        ("与高校合作研制2项标准", ["研制2项标准|研制标准"]),
        (
            "新增农房风貌示范村5个、和美庭院80户",
            ["新增农房风貌示范村5个|新增农房风貌示范村", "和美庭院80户|新增和美庭院"],
        ),
        ("产业规模达到50亿元,增长9%", ["产业规模达到50亿元|产业规模", "增长9%|产业规模"]),
        ("选派教师6名赴乡村任教", ["选派教师6名|选派教师"]),
        ("建设1个以上的分拣中心。", ["建设1个以上的分拣中心|建设分拣中心"]),
        ("算力总规模(EFlops)≥30预期性", ["算力总规模(EFlops)≥30|算力总规模"]),
    ],
)
def test_quote_and_metric(sentence: str, rows: list[str]) -> None:
    finds = read(sentence)
    assert [f"{find.props['text']}|{find.name}" for find in finds] == rows
    assert all(sentence[find.start : find.end] == find.props["text"] for find in finds)
    assert all(find.props["metric"] == find.name for find in finds)


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("到2026年,产值达到80亿元。", ["到2026年"]),
        ("2025年底前建成泵站3座、闸门6处。", ["2025年底前", "2025年底前"]),
        ("到2026年产值达到80亿元;就业达到3万人。新增车位5个。", ["到2026年", "到2026年", ""]),
        ("办好2024年农博会;新建展馆2座。", [""]),
        ("申报2024年项目;2024年新建展馆2座;新建驿站1个。", ["2024年", ""]),
        ("较2023年提高2%", [""]),
        ("2025年9月底前通车;新建站点4个。", [""]),
    ],
)
def test_by(sentence: str, by: list[str]) -> None:
    assert [find.props["by"] for find in read(sentence)] == by


@pytest.mark.parametrize(("year", "count"), [(2026, 0), (2025, 1), (None, 1)])
def test_a_past_year_is_history(year: int | None, count: int) -> None:
    assert len(read("2025年,产业规模达到30亿元。", year)) == count
    assert len(read("2023—2025年,每年建设泵站3座。", year)) == count


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2026年、2027年分别建设泵站3座、5座。", ["2026年", "2027年"]),
        ("2026—2028年,分别建设泵站3座、5座、7座。", ["2026年", "2027年", "2028年"]),
        ("到2026年和2028年底,林木覆盖率分别达到55%、56%。", ["2026年", "2028年底"]),
        ("2026年,甲、乙两站分别接待旅客3万人次、5万人次。", ["2026年", "2026年"]),
    ],
)
def test_years_go_with_numbers_one_by_one(sentence: str, expected: list[str]) -> None:
    assert [find.props["by"] for find in read(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("新增车位5个", "plain"), ("新增车位5个以上", "at_least"), ("至少办好5个站", "at_least"), ("失业率低于5%", "at_most"),
        ("新增车位约5个", "about"), ("收入增长5%", "growth"), ("收入翻一番", "fold"), ("垃圾分类全覆盖", "whole"),
        ("建设驿站、观景台各3处", "each"), ("比例(%)≥30约束性", "table"),
    ],
)  # fmt: skip
def test_rule(sentence: str, rule: str) -> None:
    assert {find.rule for find in read(sentence)} == {f"target.{rule}"}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "003"])
def test_gold(shared: Path, name: str) -> None:
    """Number and unit of every sure target, and nothing else that is sure, in the part that holds the tasks."""
    [source] = (shared / "seeds").glob(f"{name}*.txt")
    text = clean(source.read_text(encoding="utf-8"))
    start, end = text.index("二、工作任务"), text.index("三、推进机制")
    finds = targets.find(Passage(text, start, end, year=2024))
    tasks = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))["tasks"]
    gold = Counter((t["value"], t["unit"]) for task in tasks for t in task["targets"]["sure"])
    assert Counter((f.props["value"], f.props["unit"]) for f in finds if not f.doubtful) == gold


@pytest.mark.shared
def test_spans_of_real_plans(shared: Path) -> None:
    for source in sorted((shared / "seeds").glob("*.txt")):
        text = clean(source.read_text(encoding="utf-8", errors="replace"))
        finds = list(targets.find(Passage(text, 0, len(text), year=2024)))
        assert finds
        assert all(f.props["text"] == text[f.start : f.end] and f.name for f in finds)
        assert all(str(f.props["text"]).strip("、,;。 \n") == f.props["text"] for f in finds)


def test_nothing_outside_of_the_passage() -> None:
    text = "新增车位5个。新增站点6个。新增泵站7座。"
    finds = list(targets.find(Passage(text, 7, 14)))
    assert [find.props["text"] for find in finds] == ["新增站点6个"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("1040", 1040), ("1,200", 1200), ("16.007", 16.007), ("十二", 12), ("三百", 300), ("两", 2), ("二十", 20)],
)
def test_number(written: str, value: float) -> None:
    assert number(written) == value


@pytest.mark.parametrize("written", ["1.", "2,3", "1.2.3", "五六"])
def test_no_number(written: str) -> None:
    assert number(written) is None
