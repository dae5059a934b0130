"""Several plans in one file, and what looks like it and is one."""

from __future__ import annotations

import pytest

import loaders
from loaders import parts
from loaders.clean import clean
from loaders.facts import Evidence, Unread

NOTICE = """沅江市人民政府办公室关于印发两个工作方案的通知
沅政办发〔2031〕9号
各镇人民政府、街道办事处:
现将两个方案印发给你们,请认真组织实施。
附件:1.沅江市夜市提升工作方案
2.沅江市早市规范工作方案
沅江市人民政府办公室
2031年6月27日
"""
NIGHT = """附件1
沅江市夜市提升工作方案
一、工作目标
建成夜市3个。
二、重点任务
1.改造江堤夜市。更新摊位50个。(责任单位:市城管局、市商务局)
2.点亮河岸灯光。(牵头单位:市住建局,配合单位:市文旅广体局)
"""
MORNING = """附件2
沅江市早市规范工作方案
一、工作目标
建成早市5个。
二、重点任务
1.划定早市摊位。(责任单位:市城管局)
2.检查早市食品。(牵头单位:市市场监管局,配合单位:市卫健局)
"""
TABLE = """附件2
任务清单
1.摊位50个,市城管局
2.灯具80盏,市住建局
"""
PLAN = NIGHT.removeprefix("附件1\n")
RULE = "列第一位的为牵头单位,下同"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (PLAN, [""]),
        (NOTICE + NIGHT, [""]),
        (NOTICE + NIGHT + MORNING, ["沅江市夜市提升工作方案", "沅江市早市规范工作方案"]),
        (PLAN + MORNING, ["", "沅江市早市规范工作方案"]),
        (PLAN + MORNING.replace("附件2\n", "附件2:"), ["", "沅江市早市规范工作方案"]),
        (PLAN + MORNING.replace("早市规范", "早市\n规范"), ["", "沅江市早市规范工作方案"]),
        (NOTICE + NIGHT + TABLE, [""]),
        (
            NOTICE + NIGHT + TABLE + MORNING.replace("附件2", "附件3"),
            ["沅江市夜市提升工作方案", "沅江市早市规范工作方案"],
        ),
        (PLAN + MORNING.replace("早市规范工作方案", "重点任务分工方案"), [""]),
        (PLAN + MORNING.replace("(", "。").replace(")", ""), ["", "沅江市早市规范工作方案"]),
        (NOTICE + NIGHT.replace("市商务局)", f"市商务局;{RULE})") + MORNING, [""]),
        (NOTICE + NIGHT.replace("改造", "改造水上乐园(以下简称乐园)") + MORNING.replace("划定", "在乐园划定"), [""]),
    ],
)
def test_split(text: str, titles: list[str]) -> None:
    cleaned = clean(text)
    found = parts.split(cleaned)
    assert [part.title for part in found] == titles
    assert [found[0].start, *(part.end for part in found)] == [*(part.start for part in found), len(cleaned)]


def test_each_part_is_a_plan() -> None:
    first, second = loaders._readings(NOTICE + NIGHT + MORNING, "two.txt", None, None)
    assert loaders.read_text(NOTICE + NIGHT + MORNING, "two.txt") == first
    assert first.document.plan == "430981-沅政办发〔2031〕9号"
    assert second.document.plan == "430981-沅政办发〔2031〕9号-附件2"
    for found, title, quote in ((first, "夜市提升", "市商务局"), (second, "早市规范", "市市场监管局")):
        d = found.document
        assert (d.title, d.place, d.number, d.date) == (
            f"沅江市{title}工作方案", "place:430981", "沅政办发〔2031〕9号", "2031-06-27",
        )  # fmt: skip
        assert quote in {f.evidence.quote for f in found.facts}
        assert any(link.kind == "ISSUED_BY" for link in found.links)
        spans: list[Evidence | Unread] = [*(f.evidence for f in found.facts), *found.unread]
        for span in spans:
            assert d.text[span.start : span.end] == span.quote
        assert loaders.read_again(found) == found
    assert not {i.id for i in first.items} & {i.id for i in second.items}
