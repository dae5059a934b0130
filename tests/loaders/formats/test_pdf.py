"""PDF as offices print it: in wide and narrow lines, in columns, with page numbers and running heads."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

import loaders
from loaders.formats.layout import Line, begins
from loaders.formats.pdf import _strip
from tests.loaders.readback import bodies, tasks

TEXT = """甲市人民政府办公室关于印发甲市城乡供水一体化行动方案的通知
各县区人民政府,市直各单位:
《甲市城乡供水一体化行动方案》已经市政府同意,现印发给你们,请认真组织实施。
甲市城乡供水一体化行动方案
一、总体目标
到2027年,全市农村自来水普及率达到98%以上,规模化供水工程覆盖农村人口的比例达到72%以上。
二、重点任务
(一)织密水网
——联通骨干水源。新建引水渠道两条,改造老化管道,实现两库联调,枯水季节也能保障沿线四个乡镇的生产和生活用水。(市水利局牵头,市发展改革委、市财政局、乙县人民政府配合)
(二)守好水质
1.划定保护范围。为千人以上集中式水源设立标志,每季度检测一次,结果向社会公开,发现问题限期整改到位。(责任单位:市生态环境局、市卫生健康委、市水利局,各县区人民政府)
2.推广智慧水表,把每一户的用水看得清楚,漏损率压到10%以内。(市城管局、甲市水务集团有限公司按职责分工负责)
(三)算清水价。按照补偿成本、合理收益的原则定价,分档计量,低保户每月免收基本用水量的费用。(市发展改革委、市水利局负责)
三、组织保障
市水利局要加强统筹,各县区要压实责任。"""
PARAGRAPHS = TEXT.split("\n")
LAYOUTS = {
    "official": "@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:'— ' counter(page) ' —'}}"
    "body{font-size:16pt;line-height:1.75}",
    "gazette": "@page{size:A5;margin:20mm;@bottom-center{content:'第 ' counter(page) ' 页 共 ' counter(pages) ' 页'}"
    "@top-center{content:'甲市人民政府公报 2027年第3期'}}body{font-size:14pt}",
    "columns": "@page{size:A4;margin:20mm}body{font-size:10.5pt;column-count:2}",
}


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("layout", LAYOUTS)
def test_printed(page: Page, tmp_path: Path, layout: str) -> None:
    style = f"{LAYOUTS[layout]}p{{margin:0;text-indent:2em;text-align:justify}}"
    words = "".join(f"<p>{html.escape(line)}</p>" for line in PARAGRAPHS)
    page.set_content(f"<meta charset=utf-8><style>{style}</style>{words}")
    file = tmp_path / "a.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    text = loaders.read(file).document.text
    assert text.split("\n") == PARAGRAPHS
    assert sorted(bodies(tasks(text))) == sorted(bodies(tasks("\n".join(PARAGRAPHS))))


def _page(*lines: tuple[float, float]) -> list[Line]:
    """Lines by where they begin and end, in widths of a Hanzi."""
    return [Line("字", left, right, 1.0) for left, right in lines]


INDENTED = ((2, 30), (0, 30), (0, 12), (2, 9), (2, 30), (0, 30), (0, 7), (2, 30))
TOLD: list[bool | None] = [True, False, False, True, True, False, False, True]
CELLS = ((0, 4), (6, 20), (0, 4), (6, 20), (0, 4), (8, 20), (8, 21), (8, 12))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (INDENTED, TOLD),
        (INDENTED[:3], [None] * 3),
        (CELLS, [None] * 8),
        (INDENTED + tuple((left + 40, right + 40) for left, right in INDENTED), TOLD * 2),
    ],
    ids=["indented", "too few lines", "cells of a table", "columns"],
)
def test_places_tell_paragraphs(lines: tuple[tuple[float, float], ...], expected: list[bool | None]) -> None:
    assert begins([_page(*lines)]) == expected


@pytest.mark.parametrize("pages", [2, 3, 6])
def test_edges_of_pages(pages: int) -> None:
    made = [
        [Line("某公报"), Line(f"第{n}页 共{pages}页"), Line(f"正文{n}"), Line(f"- {n} -")] for n in range(1, pages + 1)
    ]
    _strip(made)
    assert [[line.words for line in page] for page in made] == [[f"正文{n}"] for n in range(1, pages + 1)]
