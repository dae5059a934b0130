"""What a blank means: hardly ever anything in Chinese, now and then the mark between two bodies."""

from __future__ import annotations

import re

_BLANKS = re.compile(" +")
_LATIN = frozenset(map(chr, range(0x21, 0x7F))) - frozenset(",:;()")
_BODY_ENDS, _BODY_BEGINS = frozenset("局委厅办部会府院心司区县团馆"), frozenset("省市县区州各团国中自")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}(?=[,;、)）\n]|$)")
"""A name of two or three characters behind a body and a blank may be a person's."""
_BODY_NEXT = re.compile(r"[\u4e00-\u9fff]{1,14}[局委厅办部会院府心司区县团馆队社镇乡学校行业](?=[ \n。)】〕]|$)")
_LABEL_BEGINS = frozenset("责牵配主协承完")
_LABEL_NEXT = re.compile(r"(?:责任|牵头|配合|主办|协办|承办|完成)(?:单位|部门|时限|时间):")


def without(text: str) -> str:
    """The text without its blanks, but for those that divide: two Latin words, the bodies of a list, two labels."""
    return _BLANKS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    """A blank stays between two Latin words, and where it alone divides the bodies of a list."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    alone = end == start + 1 and before in _LATIN and after in _LATIN and after != "."
    divides = before in _BODY_ENDS and (
        after in _BODY_BEGINS or _PERSON.match(text, end) is not None or _divides_all(text, start, end)
    )
    labelled = (
        after in _LABEL_BEGINS and (before > "\u4e00" or before in "”)") and _LABEL_NEXT.match(text, end) is not None
    )
    return " " if alone or divides or labelled else ""


def _divides_all(text: str, start: int, end: int) -> bool:
    """Tell whether blanks are the only marks in the list behind a label: 责任单位:水利局 农业局 林业局."""
    if _BODY_NEXT.match(text, end) is None:
        return False
    label = text.rfind(":", text.rfind("\n", 0, start) + 1, start)
    stop = text.find("\n", end)
    return text[:label].endswith(("单位", "部门")) and "、" not in text[label : stop if stop >= 0 else len(text)]
