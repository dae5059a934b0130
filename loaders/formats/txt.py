"""Plain text in the encodings that Chinese offices use: UTF-8, GB18030 and UTF-16, with and without a mark."""

from __future__ import annotations

import codecs

from loaders.errors import NotText

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
        if _readable(decoded):
            return decoded
    return _checked(data.decode("utf-8", "replace"), name)


def _guesses(data: bytes) -> tuple[str, ...]:
    head = data[:4096]
    if head.count(0) > len(head) // 50:
        odd = head[1::2].count(0)
        return ("utf-16-le", "utf-16-be") if odd >= head[0::2].count(0) else ("utf-16-be", "utf-16-le")
    return ("utf-8", "gb18030", "utf-16-le")


def _checked(decoded: str, name: str) -> str:
    if not _readable(decoded):
        raise NotText(
            "内容不是可读的文字（可能是图片、压缩包或乱码）；请换成 UTF-8 或 GB18030 编码的文本",
            "no readable text in it: use a text file in UTF-8 or GB18030",
            where=name,
        )
    return decoded


def _readable(decoded: str) -> bool:
    """Tell text from noise: few control and replacement characters, and Hanzi from the everyday range."""
    sample = decoded if len(decoded) < 20_000 else decoded[:10_000] + decoded[-10_000:]
    if not sample.strip():
        return False
    bad = sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v") or "\ue000" <= c <= "\uf8ff" for c in sample)
    if bad > len(sample) * 0.05:
        return False
    foreign = sum(
        not (c < "\u0250" or "\u2000" <= c <= "\u33ff" or "\u4e00" <= c <= "\u9fff" or c > "\uff00") for c in sample
    )
    if foreign > len(sample) * 0.05:
        return False
    hanzi = [c for c in sample if "\u4e00" <= c <= "\u9fff"]
    if len(hanzi) < len(sample) * 0.2:
        return all(
            c < "\u0250" or "\u2000" <= c <= "\u33ff" or "\u4e00" <= c <= "\u9fff" or c > "\uff00" for c in sample[:200]
        )
    everyday = sum(c in _EVERYDAY for c in hanzi)
    return everyday >= len(hanzi) * 0.03


def _usual(c: str) -> bool:
    """Latin with accents, punctuation, everyday Hanzi, full-width forms."""
    return c < "\u0250" or "\u2000" <= c <= "\u33ff" or "\u4e00" <= c <= "\u9fff" or c > "\uff00"


_EVERYDAY = frozenset("的一和年与市区县省发展工作建设部门责任单位实施推进方案府政國個發區與責任單縣展")
