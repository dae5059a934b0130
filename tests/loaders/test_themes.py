"""Themes: the words that say what a tie is about."""

from __future__ import annotations

import pytest

from loaders import themes


@pytest.mark.parametrize(
    ("behind", "others", "expected"),
    [
        ("产业创新协作", (), "产业创新协作"),
        ("在人才、招商方面的合作", (), "人才、招商"),
        ("建立跨区域应急联动机制", (), "跨区域应急联动"),
        ("深度合作", ("", "推动装备制造"), "装备制造"),
        ("互认互通工作", ("加快电子证照应用",), "电子证照应用互认互通"),
        ("的联络对接", (), ""),
        ("、乙园区", (), ""),
    ],
)
def test_theme(behind: str, others: tuple[str, ...], expected: str) -> None:
    assert themes.theme(behind, *others) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("深化与甲湾区的经贸合作", "经贸合作"),
        ("推动园区合作共建", "园区合作共建"),
        ("完善“一网通办”机制", "“一网通办”"),
    ],
)
def test_clean(title: str, expected: str) -> None:
    assert themes.clean(title) == expected
