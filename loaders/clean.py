"""Text is cleaned once; offsets begin here.

What changes: line ends, control characters, spaces inside Chinese, full-width forms (，：；（）１ａ → , : ; ( ) 1 a),
traditional script, the pinyin glosses that clone sites put behind a character, marks that a word processor leaves.
What stays: every word, 、。“”《》〔〕, and one line for each paragraph.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from loaders.formats.wrap import is_wrapped, unwrap

_FORMS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FORMS |= {0x3000: " ", 0xA0: " ", 0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x09: " "}
_FORMS |= {ord("﹙"): "(", ord("﹚"): ")", ord("﹐"): ",", ord("﹕"): ":", ord("﹔"): ";", ord("｡"): "。", ord("､"): "、"}
_FORMS |= {0x3220 + n: f"({digit})" for n, digit in enumerate("一二三四五六七八九十")}
_GONE = {c: None for c in (*range(0, 9), *range(0x0E, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFFFD)}
_TABLE = {**_FORMS, **_GONE}

_GLOSS = re.compile(r"[(?][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ][a-zü]*\)")
_ASPECT = re.compile(r"(?<![显名原土编论卓昭巨专译遗所])著(?![名作述称书录])")
"""OpenCC leaves 著 where the mainland writes 着 (着力)."""
_WORD_MARK = re.compile(r"\[bookmark: ?[^\]\n]{1,40}\]|\{(?:HYPERLINK|PAGE|TOC)[^}\n]{0,200}\}")
_SPACES = re.compile(r"(?<=[^\x21-\x7e]) +| +(?=[^\x21-\x7e])|(?<=[,:;()]) +| +(?=[,:;()])|^ +| +$", re.M)
_BLANK = re.compile(r"\n{2,}")
_TRADITIONAL = frozenset("為國發產業區實體縣鄉鎮對與個會後開關進機構責單務農觀環經濟資設點長門間題統導應動當")


class Converter(Protocol):
    """What is used of OpenCC."""

    def convert(self, text: str) -> str: ...


@cache
def _converter() -> Converter:
    from opencc import OpenCC

    converter: Converter = OpenCC("t2s")
    return converter


def clean(raw: str) -> str:
    """Turn the text of a file into the text that a plan is kept as: paragraphs, one a line, no blank lines."""
    text = raw.replace("\r\n", "\n").translate(_TABLE)
    if _is_traditional(text):
        text = _ASPECT.sub("着", _converter().convert(_GLOSS.sub("", text)))
    text = _WORD_MARK.sub("", text)
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    if is_wrapped(lines):
        lines = unwrap(lines).split("\n")
    return _SPACES.sub("", "\n".join(lines))


def _is_traditional(text: str) -> bool:
    """Traditional script only where it is the script of the text: 乾 in a simplified text is a name."""
    marks = sum(map(text.count, _TRADITIONAL))
    return marks * 100 > len(text)
