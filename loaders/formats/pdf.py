"""PDF with a text layer: page numbers and running heads out, hard line wraps undone."""

from __future__ import annotations

import re
from collections import Counter

from loaders.errors import DamagedFile, NotText
from loaders.formats.wrap import unwrap

_PAGE_NUMBER = re.compile(r"\s*[-—–―－─·.]*\s*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*\d{1,4})?\s*[-—–―－─·.]*\s*")


def text(data: bytes, name: str) -> str:
    """Read the text layer. Raises DamagedFile where it does not open, NotText where there is no text layer."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
        document.close()
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(
            "PDF 打不开，文件可能已损坏或加了密码", f"the PDF does not open: {error}", where=name
        ) from error
    if sum(len(page.strip()) for page in pages) < 20 * len(pages):
        raise NotText("PDF 里没有文字层（可能是扫描件）；请先识别成文字", "the PDF has no text layer", where=name)
    return unwrap(_lines(pages))


def _lines(pages: list[str]) -> list[str]:
    """Lines of all pages without page numbers and without what stands at the edge of most pages."""
    kept = [[line.strip() for line in page.replace("\r", "").split("\n") if line.strip()] for page in pages]
    for lines in kept:
        for edge in (0, -1):
            if lines and _PAGE_NUMBER.fullmatch(lines[edge]):
                lines.pop(edge)
    edges = Counter(line for lines in kept for line in {*lines[:1], *lines[-1:]})
    running = {line for line, count in edges.items() if len(kept) >= 4 and count > len(kept) // 2}
    return [line for lines in kept for line in lines if line not in running]
