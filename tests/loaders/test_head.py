"""What the head and foot of a plan say: title, issuer, number, date; of the real plans, and who sits on their groups."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from loaders import head, ledger


@pytest.mark.parametrize(
    ("front", "title", "issuer", "number"),
    [
        ("青河市绿道建设工作方案", "青河市绿道建设工作方案", None, None),
        (
            "青河市人民政府办公室关于印发《青河市绿道建设工作方案》的通知\n青政办发〔2025〕6号\n各县:",
            "青河市绿道建设工作方案",
            "青河市人民政府办公室",
            "青政办发〔2025〕6号",
        ),
        (
            "青河市人民政府关于印发青河市绿道建设2025年工作要点的通知\n青政发〔2025〕7号",
            "青河市绿道建设2025年工作要点",
            "青河市人民政府",
            "青政发〔2025〕7号",
        ),
        (
            "青河市人民政府关于印发青河市绿道“百里”行动\n责任清单(2025—2027年)的通知\n青政发〔2025〕8号",
            "青河市绿道“百里”行动责任清单(2025—2027年)",
            "青河市人民政府",
            "青政发〔2025〕8号",
        ),
        (
            "无障碍\n首页\n要闻\n"
            + "栏目\n" * 14
            + "青河市人民政府办公室关于印发青河市绿道建设工作要点的通知_城建_青河门户\n"
            "发文字号:青政办字〔2025〕7号\n2025-03-02 10:00",
            "青河市绿道建设工作要点",
            "青河市人民政府办公室",
            "青政办字〔2025〕7号",
        ),
        (
            "青河市人民政府办公室印发关于青河市绿道建设工作要点的通知\n青政办字〔2025〕7号",
            "青河市绿道建设工作要点",
            "青河市人民政府办公室",
            "青政办字〔2025〕7号",
        ),
        (
            "附件:青河市绿道建设工作方案\n青河市人民政府\n二〇二五年三月十八日\n(本文有删减)\n青河市绿道建设工作方案",
            "青河市绿道建设工作方案",
            None,
            None,
        ),
        (
            "青河市人民政府关于印发绿道建设行动方案的通知\n各县:\n请抓好落实。\n青河市绿道建设行动方案",
            "青河市绿道建设行动方案",
            "青河市人民政府",
            None,
        ),
        (
            "索引号:1\n效力状态:有效\n青河市人民政府办公室\n关于印发青河市绿道建设\n行动计划(2025—2027年)的通知\n青政办发〔2025〕6号",
            "青河市绿道建设行动计划(2025—2027年)",
            "青河市人民政府办公室",
            "青政办发〔2025〕6号",
        ),
        (
            "青河市人民政府办公室\n2025年6月3日\n青河市落实《绿道规划》任务分工",
            "青河市落实《绿道规划》任务分工",
            "青河市人民政府办公室",
            None,
        ),
        (
            "青河市人民政府关于印发青河市落实《绿道规划》任务分工的通知",
            "青河市落实《绿道规划》任务分工",
            "青河市人民政府",
            None,
        ),
        (
            "青河市人民政府关于印发《青河市绿道建设若干措施》任务分工的通知",
            "《青河市绿道建设若干措施》任务分工",
            "青河市人民政府",
            None,
        ),
        (
            "青河市人民政府关于印发绿道建设任务台账的通知",
            "绿道建设任务台账",
            "青河市人民政府",
            None,
        ),
        (
            "青河市人民政府关于加强河道管理的通知",
            "青河市人民政府关于加强河道管理的通知",
            "青河市人民政府",
            None,
        ),
    ],
)
def test_title_page(front: str, title: str, issuer: str | None, number: str | None) -> None:
    found = head.read(front + "\n一、修路", len(front) + 1)
    assert (found.title, found.issuer, found.number) == (title, issuer, number)


REAL = {
    # file: place, issuer, number, date, members of the work group, aims in numbers
    "000": ("430981", "沅江市政府办", None, "2024-06-27", 22, 2),
    "001": ("431281", "洪江市政府办公室", None, "2024-03-22", 20, 4),
    "002": ("430971", "大通湖区人民政府", None, None, 11, 1),
    "003": ("430921", "南县人民政府", None, None, 20, 2),
    "004": ("430300", "湘潭市人民政府", None, "2024-06-11", 28, 4),
    "state-council": ("000000", "国务院办公厅", "国办发〔2018〕117号", "2018-12-06", 0, 0),
    "hangzhou-ai": ("330100", "杭州市人民政府", None, None, 0, 2),
    "zhejiang-compute": ("330000", "浙江省人民政府", None, None, 0, 12),
    "zhejiang-intelligent": ("330000", "浙江省人民政府", None, None, 0, 3),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_plans(name: str, shared: Path) -> None:
    source = next(p for folder in ("seeds", "plans") for p in (shared / folder).iterdir() if p.name.startswith(name))
    row = next(iter(ledger.rows(loaders.read(source))))
    members = row["workgroup"].get("members", ())
    found = (row["place"], row["issuer"], row["number"], row["date"], len(members), len(row["targets"]))
    assert found == REAL[name]
