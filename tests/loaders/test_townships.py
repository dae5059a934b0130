"""Towns by short names: told by a list that calls them towns, by a road, and by nothing else."""

from __future__ import annotations

import pytest

from loaders import gazetteer, places
from loaders.passage import Passage


def names(text: str, home: str) -> list[tuple[str, str]]:
    finds = places.find(Passage(text, 0, len(text)), gazetteer.load().get(home))
    return sorted((find.name, str(find.props["full"])) for find in finds)


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        ("430300", "做大花石、银田等中心镇", [("花石", "花石镇"), ("银田", "银田镇")]),
        ("430300", "扶持中路铺、棋梓桥等3个中心卫生院", [("中路铺", "中路铺镇"), ("棋梓桥", "棋梓镇")]),
        ("430300", "采购花石、水泥等建材", []),
        ("430300", "发展农业、林业等乡镇企业", []),
        ("430971", "改造河坝至金盆公路", [("河坝", "河坝镇"), ("金盆", "金盆镇")]),
        ("430971", "推广金盆种花", []),
        ("430000", "做大花石、银田等中心镇", []),
    ],
)
def test_short_names_of_towns(home: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text, home) == sorted(expected)
