"""Projects: examples of the lexicon, spans, lists, and what stays doubtful."""

from __future__ import annotations

from typing import Any

import pytest

from loaders import projects
from loaders.facts import Find
from loaders.lexicon import table
from loaders.passage import Passage

DATA = table("projects")


def seen(text: str, *places: str) -> dict[str, bool]:
    """Project to doubtful."""
    spots = [Find("Place", name, text.index(name), text.index(name) + len(name), "test") for name in places]
    finds = list(projects.find(Passage(text, 0, len(text)), spots))
    for find in finds:
        assert text[find.start : find.end] == find.name
    return {find.name: find.doubtful for find in finds}


def sure(text: str, *places: str) -> list[str]:
    return [name for name, doubtful in seen(text, *places).items() if not doubtful]


@pytest.mark.parametrize("case", DATA["example"], ids=lambda case: case["text"])
def test_examples(case: dict[str, Any]) -> None:
    assert sure(case["text"], *case.get("places", ())) == case["names"]


@pytest.mark.parametrize("case", DATA["counter"], ids=lambda case: case["text"])
def test_counter_examples(case: dict[str, Any]) -> None:
    assert sure(case["text"]) == []


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("推进石桥物流园和云溪文化馆建设", ["石桥", "云溪"], ["石桥物流园", "云溪文化馆"]),
        ("支持甲开发区新材料产业园、智能装备产业园等园区建设", ["甲开发区"], ["甲开发区新材料产业园"]),
        ("启动云河至青湖(环线高速)项目前期工作", [], ["云河至青湖(环线高速)项目"]),
        ("完成落霞湖南岸整治(环路及护坡)二期工程", [], ["落霞湖南岸整治(环路及护坡)二期工程"]),
        ("在石桥镇打造一批村史馆", ["石桥镇"], []),
        ("支持石桥市建设云溪科技馆", ["石桥市", "云溪"], ["云溪科技馆"]),
        ("推动石桥县、云溪县融入青湖区域合作示范区", ["石桥县", "云溪县"], ["青湖区域合作示范区"]),
        ("支持石桥市、云溪市等地产业基地建设", ["石桥市", "云溪市"], []),
        ("加快石桥国际电子产业城、云溪食品产业园建设", ["石桥", "云溪"], ["石桥国际电子产业城", "云溪食品产业园"]),
        ("推进青湖生态经济带、云溪合作试验区建设", ["青湖", "云溪"], ["云溪合作试验区"]),
        ("推动石桥数据互通", ["石桥"], []),
        ("完成石桥段岸线整治6公里、云溪锑矿废渣治理一期", ["石桥", "云溪"], ["云溪锑矿废渣治理一期"]),
        ("推动石桥与云溪建立云溪—石桥产业合作园", ["石桥", "云溪"], ["云溪—石桥产业合作园"]),
        ("推动石桥大学云溪医院与青湖市医院、白鹭医院建立医联体", ["石桥", "云溪", "青湖市"], []),
        ("建设石桥、云溪、青湖等海上风电项目", ["石桥", "云溪", "青湖"], []),
        ("支持石桥钢铁、云溪重工等实施数字化改造", ["石桥", "云溪"], []),
        ("做强石桥“一心两翼四中心”", ["石桥"], []),
        ("支持石桥数码基地、云溪药业基地等企业扩产", ["石桥", "云溪"], []),
    ],
)
def test_with_places(text: str, places: list[str], expected: list[str]) -> None:
    assert sure(text, *places) == expected


@pytest.mark.parametrize("text", ["积极申报森林抚育项目", "打造国家级物流枢纽", "实施城市体检行动"])
def test_unsure_stays_unsure(text: str) -> None:
    assert sure(text) == []


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("青龙河堤加固二期工程", "青龙河堤加固"),
        ("青龙河堤加固", "青龙河堤加固"),
        ("2025年度青龙湖蓝藻防控项目", "青龙湖蓝藻防控"),
        ("物流园(一期)", "物流园"),
        ("工程", "工程"),
    ],
)
def test_base(name: str, base: str) -> None:
    assert projects.base(name) == base
