"""PDF with a text layer: page numbers and running heads out, hard line wraps undone."""

from __future__ import annotations

import re
from collections import Counter

from loaders.errors import DamagedFile, NotText
from loaders.formats.layout import Line, begins, lines
from loaders.formats.wrap import unwrap

_PAGE_NUMBER = re.compile(
    r"\s*[-—–―－─·.]*\s*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?\s*[-—–―－─·.]*\s*"
)

_SENTENCE_ENDS = tuple("。;；:：!?)）】〕")
"""No running head ends so."""


def text(data: bytes, name: str) -> str:
    """Read the text layer. Raises DamagedFile where it does not open, NotText where there is no text layer."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = [lines(document[i].get_textpage()) for i in range(len(document))]
        document.close()
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(
            "PDF 打不开，文件可能已损坏或加了密码", f"the PDF does not open: {error}", where=name
        ) from error
    if sum(len(line.words) for page in pages for line in page) < 20 * len(pages):
        raise NotText("PDF 里没有文字层（可能是扫描件）；请先识别成文字", "the PDF has no text layer", where=name)
    _strip(pages)
    return unwrap([line.words for page in pages for line in page], begins(pages))


def _strip(pages: list[list[Line]]) -> None:
    """Take page numbers off, and what stands at the edge of most pages (of all, where they are few): edge by edge,
    for a number may stand outside of a running head or inside."""
    least = len(pages) // 2 + 1 if len(pages) > 3 else max(2, len(pages))
    left = -1
    while left != (left := sum(map(len, pages))):
        for edge in (0, -1):
            counts = Counter(page[edge].words for page in pages if page)
            for page in pages:
                words = page[edge].words if page else ""
                running = counts[words] >= least and not words.endswith(_SENTENCE_ENDS)
                if page and (running or _PAGE_NUMBER.fullmatch(words)):
                    page.pop(edge)
