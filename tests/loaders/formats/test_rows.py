"""Tables in plain text: rows by tabs, by bars, by lines, and those that are left alone."""

from __future__ import annotations

import pytest

from loaders.formats.rows import lay_out
from tests.loaders.readback import bodies, tasks

ROWS = (
    ("序号", "重点任务", "牵头单位", "责任单位", "完成时限"),
    ("1", "建好园区", "市商务局", "市财政局、各县区", "年底"),
    ("2", "修好道路", "市交通局", "", "持续推进"),
)
WANT = "1.建好园区。(牵头单位:市商务局;责任单位:市财政局、各县区;完成时限:年底)\n2.修好道路。(牵头单位:市交通局;完成时限:持续推进)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n".join(map("\t".join, ROWS)), WANT),
        ("\n".join(f"| {' | '.join(row)} |" for row in (ROWS[0], ("---",) * 5, *ROWS[1:])), WANT),
        ("\n".join(cell for row in ROWS[:2] for cell in row), WANT.split("\n")[0]),
        ("序号\n重点任务\n负责单位\n时间进度\n1\n建校舍\n教育部\n年底", "1.建校舍。(负责单位:教育部;时间进度:年底)"),
        (
            "序号\n任务\n责任单位\n1\n建校舍\n教育局\n2\n修路\n交通局\n注:按月报送",
            "1.建校舍。(责任单位:教育局)\n2.修路。(责任单位:交通局)\n注:按月报送",
        ),
        ("序号\n任务\n责任部门\n一、办学\n1\n建校舍\n市教育局", "一、办学\n1.建校舍。(责任部门:市教育局)"),
        ("类别\t序号\t任务\t责任单位\n办学\t1\t建校舍\t市教育局\n2\t建食堂\t市教育局", None),
        (
            "任务\t责任单位\t备注\n建校舍\t市教育局\t\n以上任务年底完成。",
            "1.建校舍。(责任单位:市教育局)\n以上任务年底完成。",
        ),
    ],
)
def test_rows(text: str, expected: str | None) -> None:
    expected = expected or "办学\n1.建校舍。(责任单位:市教育局)\n2.建食堂。(责任单位:市教育局)"
    assert lay_out(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1.建校舍。(市教育局负责)\n" + "\n".join(map("\t".join, ROWS)),  # a text with clauses of its own
        "姓名\t职务\t电话\n张三\t局长\t123",
        "序号\n任务\n责任单位\n建校舍\n市教育局",
        "首页|政务公开|责任单位",
    ],
)
def test_left_alone(text: str) -> None:
    assert lay_out(text) == text


def test_read() -> None:
    rows = tasks("某某市重点工作责任清单\n" + "\n".join(map("\t".join, ROWS)))
    assert [(row["path"], row["title"]) for row in rows] == [("1", "建好园区"), ("2", "修好道路")]
    assert [(path, role, body) for path, _, role, body in bodies(rows)] == [
        ("1", "lead", "市商务局"), ("1", "co", "市财政局"), ("1", "co", "各县区"), ("2", "lead", "市交通局"),
    ]  # fmt: skip
