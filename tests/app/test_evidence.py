"""Where the sentence around a quote begins and ends."""

import pytest

from app.evidence import sentence

# quote, text with its sentence between |
SENTENCES = [
    ("修桥", "前一句。|再修桥一座。|后一句。"),
    ("乙局", "前一句。|修路(甲局牵头。乙局配合)。|后一句。"),
    ("修路", "前一句。|修路(甲局牵头。乙局配合)。|后一句。"),
    ("修路。", "前一句。|修路。|(甲局负责)"),
    ("甲局", "修路。|(甲局牵头(含丙办。丁办)。乙局配合)|\n下一项"),
    ("乙局", "修路(甲局牵头。|乙局配合。|\n下一项"),
]


@pytest.mark.parametrize(("quote", "marked"), SENTENCES)
def test_sentence(quote: str, marked: str) -> None:
    before, middle, after = marked.split("|")
    text = before + middle + after
    start = text.index(quote)
    assert sentence(text, start, start + len(quote)) == (len(before), len(before + middle))
