"""Numbers with a unit as a plan writes them: 3.5万亩, 两个, 120—150家, 300余户, 控制在5%以内.

Only recognition lives here; what a number promises is decided in ``targets.py``. Words: ``lexicon/targets.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders.errors import LexiconError
from loaders.values import value

_FIGURES = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = "一二两三四五六七八九十"
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_APART = re.compile(r"分别[^,;。\n]*?(?P<numbers>(?:(?<![0-9.A-Za-z])[0-9]+(?:\.[0-9]+)?[、和及与])+)$")
_LOOKAHEAD = re.compile(r"\(\?[!=][^)]*\)")
_PERCENT = re.compile(r"百分之([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十]+)()(以上|左右|以内)?")
_PER = "(?:/(?:[亩人年日天户吨月]|小时|千瓦时|立方米|平方米|公顷|平方公里|公里|万元|秒))?"


def lexicon(name: str) -> dict[str, Any]:
    """Read a rule file of the lexicon; a broken one is a bug of ours and says so."""
    path = Path(__file__).parent / "lexicon" / name
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        zh, en = f"词库 {name} 读不出来：{error}", f"lexicon {name} does not load: {error}"
        raise LexiconError(zh, en, where=name) from error


def either(words: Iterable[str]) -> str:
    """One alternation of the words, longer ones first, so that 以上 does not hide 及以上; lookaheads have no length."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(_LOOKAHEAD.sub("", word)), word))) + ")"


def number(written: str) -> int | float | None:
    """Read 1040, 1,200, 16.007, 十二 or 三百; None for what only looks like a number (1., 2,3)."""
    if written[0].isascii():
        if not _NUMBER.fullmatch(written):
            return None
        plain = written.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    total = figure = 0
    for char in written:
        if char in _TENS:
            total += (figure or 1) * _TENS[char]
            figure = 0
        elif char in _FIGURES and not figure:
            figure = _FIGURES[char]
        else:
            return None
    return total + figure


@value
class Quantity:
    """A number with its unit, from its first digit to behind 以上; ``kind`` is ``scale`` for a bare 万."""

    start: int
    end: int
    value: int | float
    to: int | float | None
    unit: str
    kind: str
    tail: str
    """余, 多, 以上, 左右 …, in the order written."""
    chinese: bool


class Measures:
    """The units of the lexicon as one expression that starts at a digit."""

    def __init__(self, rules: Mapping[str, Any], tails: Iterable[str]) -> None:
        self._groups = [(re.compile(either(rule["words"])), str(rule["kind"])) for rule in rules["unit"]]
        self._kinds: dict[str, str] = {}
        scale, units = either(rules["scale"]["words"]), either(word for rule in rules["unit"] for word in rule["words"])
        tail = either(word for word in tails if word not in ("余", "多"))
        self._bare_words: list[str] = rules["bare"]["words"]
        self._bare = re.compile(
            rf"{either(self._bare_words)}[^,;。\d]{{0,8}}?(?:\d{{1,2}}(?:\.\d+)?[^,;。\d]{{0,6}}?[到至])?(\d{{1,2}}(?:\.\d+)?)(?![\d.%个万亿元])(年?)(以上|以下|以内|左右)?"
        )
        digit, digits = f"[0-9{_CHINESE}]", f"(?:(?<=[0-9])[0-9,.]*+|[{_CHINESE}百千]{{0,20}}+)"
        self._pattern = re.compile(
            rf"({digit}(?<![A-Za-z0-9.第×*].)(?<![0-9][-/].){digits})(余|多)?"
            rf"(?:(?:%|[万亿]|[个家名项所人])?(?:——|[—–~至到-])({digit}{digits}))?"
            rf" ?(?:({scale}?)(余|多)?({units}{_PER})|([万亿])(?=[,;。、)的]|以上|以下|左右|以内|$))"
            rf"(?:(?:\([^()\d]{{1,3}}\))?({tail}))?"
        )

    def find(self, text: str, start: int, end: int) -> list[Quantity]:
        """All numbers with a unit in the span, in order."""
        found: list[Quantity] = []
        if text.find("百分之", start, end) >= 0:
            found += self._unusual(_PERCENT, "share", text, start, end)
        if any(text.find(word, start, end) >= 0 for word in self._bare_words):
            found += self._unusual(self._bare, "bare", text, start, end)
        for match in self._pattern.finditer(text, start, end):
            written, more, to, scale, rest, unit, bare, tail = match.groups("")
            value = number(written)
            if value is None:
                continue
            high = number(to) if to else None
            kind = self._kind(unit) if unit else "scale"
            marks = more + rest + tail
            at, behind, chinese = match.start(), match.end(), not written[0].isascii()
            found.append(Quantity(at, behind, value, high, scale + unit + bare, kind, marks, chinese))
        found.sort(key=lambda quantity: quantity.start)
        return _spread(found, text, start) if found and text.find("分别", start, end) >= 0 else found

    @staticmethod
    def _unusual(pattern: re.Pattern[str], kind: str, text: str, start: int, end: int) -> Iterator[Quantity]:
        """百分之九十, and measures without a unit: PUE降至1.3."""
        for match in pattern.finditer(text, start, end):
            written, unit, tail = match.groups("")
            value = number(written)
            if value is not None:
                at = match.start() if kind == "share" else match.start(1)
                yield Quantity(at, match.end(), value, None, "%" if kind == "share" else unit, kind, tail, False)

    def _kind(self, unit: str) -> str:
        known = self._kinds.get(unit)
        if known is None:
            base = unit.split("/")[0] or unit
            fits = (kind for pattern, kind in self._groups if pattern.fullmatch(unit) or pattern.fullmatch(base))
            known = self._kinds[unit] = next(fits, "count")
        return known


def _spread(found: list[Quantity], text: str, start: int) -> list[Quantity]:
    """Give each number of a list the unit that stands behind the last: 分别达到3、5、8个, 分别快0.5个、1个百分点."""
    full: list[Quantity] = []
    for quantity in found:
        at, unit = quantity.start, quantity.unit
        last = full[-1] if full else None
        if last and last.unit == "个" and unit.startswith("个") and text[last.end : at] in ("、", "和", "及"):
            full[-1] = replace(last, unit=unit, kind=quantity.kind)
        elif listed := _APART.search(text, max(start, at - 60), at):
            for part in _NUMBER.finditer(text, *listed.span("numbers")):
                value = number(part[0])
                if value is not None:
                    full.append(replace(quantity, start=part.start(), end=part.end(), value=value, to=None))
        full.append(quantity)
    return full
