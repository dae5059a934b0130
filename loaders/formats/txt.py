"""Plain text in the encodings that Chinese offices use: UTF-8, GB18030 and UTF-16, with and without a mark."""

from __future__ import annotations

import codecs

from loaders.errors import EmptyFile, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text(data: bytes, name: str) -> str:
    """Decode ``data``. Raises NotText where no encoding gives readable Chinese or Latin text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), name)
    for encoding in _guesses(data):
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(decoded) and (encoding == "utf-8" or _is_chinese(decoded)):
            return decoded
    for encoding in _guesses(data):  # a few bytes were lost
        if _is_text(data[:20_000].decode(encoding, "replace")):
            decoded = data.decode(encoding, "replace")
            if _is_text(decoded) and (encoding == "utf-8" or _is_chinese(decoded)):
                return decoded
    return _checked(data.decode("utf-8", "replace"), name)


def _guesses(data: bytes) -> tuple[str, ...]:
    head = data[:4096]
    if head.count(0) > len(head) // 50:
        odd = head[1::2].count(0)
        return ("utf-16-le", "utf-16-be") if odd >= head[0::2].count(0) else ("utf-16-be", "utf-16-le")
    return ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def _checked(decoded: str, name: str) -> str:
    if not decoded.strip():
        raise EmptyFile("文件是空的，没有可读的文字", "the file is empty", where=name)
    if not _is_text(decoded):
        raise NotText(
            "内容不是可读的文字（可能是图片、压缩包或乱码）；请换成 UTF-8 或 GB18030 编码的文本",
            "no readable text in it: use a text file in UTF-8 or GB18030",
            where=name,
        )
    return decoded


def _sample(decoded: str) -> str:
    return decoded if len(decoded) < 20_000 else decoded[:10_000] + decoded[-10_000:]


def _is_text(decoded: str) -> bool:
    """Tell text from noise: few control, replacement and private characters, few of scripts that no plan is written in.

    Enough where the encoding is sure: noise is hardly ever valid UTF-8.
    """
    sample = _sample(decoded)
    if not sample.strip():
        return False
    bad = sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v") or "\ue000" <= c <= "\uf8ff" for c in sample)
    foreign = sum(not _usual(c) for c in sample)
    return bad <= len(sample) * 0.05 and foreign <= len(sample) * 0.05


def _is_chinese(decoded: str) -> bool:
    """Tell a right guess of an encoding from a wrong one: noise makes rare Hanzi, or few and odd signs."""
    sample = _sample(decoded)
    hanzi = [c for c in sample if "\u4e00" <= c <= "\u9fff"]
    if len(hanzi) < len(sample) * 0.2:
        return all(map(_usual, sample))
    official = sum(c in _OFFICIAL for c in hanzi)
    common = sum(c in _COMMON for c in hanzi)
    return common >= len(hanzi) * 0.8 or (official >= len(hanzi) * 0.03 and len(hanzi) > 50)


def _usual(c: str) -> bool:
    """Latin with accents, punctuation, Hanzi, full-width forms."""
    return c < "\u0250" or "\u2000" <= c <= "\u33ff" or "\u4e00" <= c <= "\u9fff" or c > "\uff00"


_OFFICIAL = frozenset("的一和年与市区县省发展工作建设部门责任单位实施推进方案府政國個發區與責任單縣展")
"""What no long official text is without, in either script."""
_COMMON = frozenset(
    bytes(b for hi in range(0xB0, 0xD8) for lo in range(0xA1, 0xFF) for b in (hi, lo)).decode("gb2312", "ignore")
)
"""The 3,755 Hanzi of the first level of GB 2312, nine tenths and more of any simplified text."""
