"""Bytes in, text out: one file a family of formats.

``open_text`` is the door: it looks at the bytes first and at the name second, because a name can lie.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loaders.errors import EmptyFile, NoSuchFile, NotText, TooLarge, UnknownFormat
from loaders.formats import pdf, txt

MAX_BYTES = 30_000_000
"""A plan with all its annexes stays far below this; what is larger is something else."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BM", "bmp"),
    (b"\x7fELF", "elf"),
    (b"MZ", "exe"),
)
_PICTURES = {"png", "jpeg", "gif", "bmp"}
_READERS: dict[str, Callable[[bytes, str], str]] = {"text": txt.text, "pdf": pdf.text}
SUFFIXES = (".txt", ".text", ".pdf")
"""Endings that a folder is searched for."""


def kind_of(data: bytes) -> str:
    """Name the format by its first bytes; ``text`` where none is known."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) and not (kind in {"bmp", "exe"} and b"\0" not in data[:64]):
            return kind
    return "text"


def open_text(path: Path) -> str:
    """Read the file at ``path`` as text, before any cleaning.

    Raises NoSuchFile, EmptyFile, TooLarge, NotText, UnknownFormat, DamagedFile.
    """
    if not path.is_file():
        raise NoSuchFile("没有这个文件", "no such file", where=str(path))
    if path.stat().st_size > MAX_BYTES:
        raise _too_large(path.name, path.stat().st_size)
    return text_of(path.read_bytes(), path.name)


def text_of(data: bytes, name: str) -> str:
    """Read bytes that are already in memory (an upload) as text. Raises as ``open_text`` does."""
    if not data.strip():
        raise EmptyFile("文件是空的，没有可读的文字", "the file is empty", where=name)
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    kind = kind_of(data)
    if kind in _PICTURES:
        raise NotText(
            "这是一张图片，不是文字；请先识别成文字再放入", "a picture, not text: recognise it first", where=name
        )
    reader = _READERS.get(kind)
    if reader is None:
        raise UnknownFormat(
            f"还不能读这种文件（{kind}）；请另存为 TXT 或带文字层的 PDF",
            f"no reader for this format ({kind}): save it as TXT or as a PDF with a text layer",
            where=name,
        )
    return reader(data, name)


def _too_large(name: str, size: int) -> TooLarge:
    return TooLarge(
        f"文件有 {size // 1_000_000} MB，超过 {MAX_BYTES // 1_000_000} MB；方案不会这么大，请检查是不是放错了文件",
        f"{size} bytes, more than {MAX_BYTES}",
        where=name,
    )
