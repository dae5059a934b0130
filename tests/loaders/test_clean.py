"""What cleaning leaves out, and what it leaves alone."""

from __future__ import annotations

import pytest

from loaders.clean import clean

HEAD = "青河市人民政府公报\n"
BODY = (
    "1.修好校舍，改造老旧的食堂和宿",
    "舍。（市教育局负责）\n2.配齐教师，鼓励退休",
    "教师支教。（市教育局负责）\n3.办好医",
    "院。（市卫生健康委负责）",
)


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("\n" + HEAD + "青河市人民政府发布\n- {} -\n", ""),
        ("\n— {} —\n" + HEAD, ""),
        ("\n— {} —\n市教育局：\n", "市教育局:"),
    ],
)
def test_heads_of_pages(page: str, left: str) -> None:
    text = "".join(part + page.format(number) for number, part in enumerate(BODY, 1))
    cleaned = clean(text)
    assert [word for word in ("公报", "发布") if word in cleaned] == []
    assert [word for word in (left or "食堂和宿舍", left) if word not in cleaned] == []


def test_a_line_that_comes_back_is_no_head() -> None:
    text = "一、办好学校\n— 1 —\n市教育局负责\n二、办好医院\n市教育局负责\n— 2 —\n三、修路\n— 3 —\n市教育局负责"
    assert clean(text).count("市教育局负责") == 3


def test_items_of_a_text_without_line_ends() -> None:
    text = (
        "青河市任务清单一、办好学校,补短板(一)修缮校舍1.换门窗。(市教育局负责)2.换桌椅。(市教育局负责)"
        "二、办好医院第三条建设分院。(市卫生健康委负责)第四条配齐医生。(市委编办负责)三、修路。(市交通局负责)"
    )
    assert [line[:6] for line in clean(text).splitlines()] == [
        "青河市任务清",
        "一、办好学校",
        "(一)修缮校",
        "1.换门窗。",
        "2.换桌椅。",
        "二、办好医院",
        "第三条建设分",
        "第四条配齐医",
        "三、修路。(",
    ]
