"""Text is cleaned once; offsets begin here.

What changes: line ends, control characters, spaces inside Chinese, full-width forms (，：；（）１ａ → , : ; ( ) 1 a),
numbers in one sign (⑴ ⒈ ㈠ → (1) 1. (一)), traditional script, the pinyin glosses that clone sites put behind a
character, marks that a word processor leaves.
What stays: every word, 、。“”《》〔〕, and one line for each paragraph.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Protocol

from loaders import blanks, lines
from loaders.formats.rows import lay_out

_FORMS: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FORMS |= {
    **dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F, 0xA0), " "),
    **dict.fromkeys((0x3000, 0x2003), "  "),
    0x2028: "\n",
    0x2029: "\n",
    0x85: "\n",
    0x0B: "\n",
    0x0C: "\n",
    0x0D: "\n",
    0x09: " ",
}
_FORMS |= {
    ord("﹙"): "(",
    ord("﹚"): ")",
    ord("﹐"): ",",
    ord("﹕"): ":",
    ord("﹔"): ";",
    ord("｡"): "。",
    ord("､"): "、",
    ord("﹝"): "〔",
    ord("﹞"): "〕",
    ord("〖"): "【",
    ord("〗"): "】",
    ord("∶"): ":",
    ord("︰"): ":",
    ord("単"): "单",
}
_FORMS |= {0x3220 + n: f"({digit})" for n, digit in enumerate("一二三四五六七八九十")}
_FORMS |= {0x2474 + n: f"({n + 1})" for n in range(20)} | {0x2488 + n: f"{n + 1}." for n in range(20)}
_GONE = dict.fromkeys((*range(9), *range(14, 32), 127, 173, *range(8203, 8208), 8288, 65279, 65533))
_PLAIN = {chr(code): chr(to) if isinstance(to, int) else to or "" for code, to in {**_FORMS, **_GONE}.items()}
_FORM = re.compile(f"[{re.escape(''.join(_PLAIN))}]")

_GLOSS = re.compile(r"[(?][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ][a-zü]*\)")
_ASPECT = re.compile(r"著(?<![显名原土编论卓昭巨专译遗所]著)(?![名作述称书录])")
"""OpenCC leaves 著 where the mainland writes 着 (着力)."""
_WORD_MARK = re.compile(r"\[bookmark: ?[^\]\n]{1,40}\]|\{(?:HYPERLINK|PAGE|TOC)[^}\n]{0,200}\}")
_ENTITY = re.compile("&(?:[a-zA-Z]{2,6}|#[0-9]{2,5});")
"""What a careless copy of a web page leaves: &nbsp; &ldquo;"""
_SLIP = re.compile("、(?<=、、)")
_SLIP_OF_LABEL = re.compile(
    ";(?<=[责牵配][任头合][单部][位门].)(?<![为是的][责牵配][任头合][单部][位门].)(?![下以列排配牵责参完])(?=[\u4e00-\u9fff])"
)
"""A mark for a colon: 责任单位;市教育局."""
_TRADITIONAL = re.compile("[為國發產業區實體縣鄉鎮對與個會後開關進機構責單務農觀環經濟資設點長門間題統導應動當]")


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
    text = (unescape(raw) if _ENTITY.search(raw) else raw).replace("\r\n", "\n")
    text = _plain(lay_out(text) if any(mark in text for mark in ("\t", "|", "序号")) else text)
    if _is_traditional(text):
        text = _ASPECT.sub("着", _converter().convert(_GLOSS.sub("", text)))
    text = _WORD_MARK.sub("", text)
    text = lines.paragraphs(text)
    if "、、" in text or ";" in text:
        text = _SLIP.sub("", _SLIP_OF_LABEL.sub(":", text))
    return lines.by_items(blanks.without(text))


def _plain(text: str) -> str:
    """Put plain forms for all others: the few that a text has are found one after the other, each replaced at once."""
    at = 0
    while found := _FORM.search(text, at):
        text, at = text.replace(found[0], _PLAIN[found[0]]), found.start()
    return text


def _is_traditional(text: str) -> bool:
    """Traditional script only where it is the script of the text: 乾 in a simplified text is a name."""
    return len(_TRADITIONAL.findall(text)) * 100 > len(text)
