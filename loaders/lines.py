"""One line for each paragraph: page numbers out, wrapped lines joined, line ends that were lost put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from loaders.formats.wrap import is_wrapped, unwrap

_BEGINS = re.compile(r"[一二三四五六七八九十]{1,3}[、是]|[(〔][一二三四五六七八九十\d]{1,3}[)〕]|\d{1,3}[.、]|附件")
_COMMAS = (",", "、")
_LABELLED = re.compile(r"[(〔【]?(?:责任|牵头|配合|主办|协办|承办|参与|完成)(?:单位|部门|时限|时间)[:】]")
_REST = re.compile(
    r"[\u4e00-\u9fff、,;:()]{0,40}(?:[局委厅办部会院行司区县镇乡社府团]|公司|中心|集团|街道|等|单位|部门)[)〕]?[。;]?"
)
"""A line that may be the rest of a list of bodies."""
_LIST_ENDS = frozenset("局委厅办部会院司行区县州镇乡道社府团队站所司心位门等。;)〕】")
"""What a list may end in that is whole."""
_BRANCH = re.compile(r"[\u4e00-\u9fff]{0,6}分局|会保障")
"""What goes on behind a whole name: 市生态环境局|青河分局, 人力资源社|会保障局."""
_SHORTEST_CUT = 20
"""No maker cuts shorter lines."""
_PAGE_CUT = re.compile(
    r"\n(?<=[^。;:!?)\n]\n)\n* *[-—–―－─]{1,3} *\d{1,4} *[-—–―－─]{1,3} *\n+"
    r"(?! *(?:[一二三四五六七八九十]{1,3}、|\d{1,3}[.、]|[(〔【]|第[一二三四五六七八九十]{1,3}[章条])) *"
)
"""A page number between two halves of a sentence."""
_PAGE = re.compile(r"^[-—–―－─]{1,3} *\d{1,4} *[-—–―－─]{1,3}$", re.MULTILINE)
_HEAD = re.compile(r"[\u4e00-\u9fff \d()〔〕《》“”—-]{4,40}")
"""What may be the head of a page: no sentence, no clause."""
_PAGES = 3
"""So many pages show what stands on each of them."""
_ONE_LINE = 300
"""A text with lines of so many characters has lost its line ends."""
_FOR_LINE = re.compile(
    r"(?<=[\u4e00-\u9fff。:;)】〕》”])(?<![章条节篇])(?<![(〔][一二三四五六七八九十][)〕])(?<! .) +(?!. )"
    r"(?=20\d\d年|[*●—(〔【]|[(〔]?[一二三四五六七八九十\d]{1,3}[)〕、.]|第[一二三四五六七八九十]{1,3}[章条]|[\u4e00-\u9fff“《])"
)
"""A blank where such a text may have had a line end: none in a word that is spaced out (责 任 单 位)."""
_NUMBER = r"[一二三四五六七八九十]{1,3}、|[(〔](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)〕]|\d{1,2}[.、](?!\d)"
_ARTICLE = "第[一二三四五六七八九十]{1,3}[章节条]"
_SECTION_IN_LINE = re.compile(
    r"(?:[。;)〕】”][一二三四五六七八九十]{1,3}、|。第[一二三四五六七八九十]{1,3}[章条])(?=[\u4e00-\u9fff])"
)
"""What no paragraph holds: the number of a section in mid-line, behind the end of a sentence."""
_ITEM = re.compile(
    rf"(?<=[。;)〕】”!?])(?=(?:{_NUMBER})[\u4e00-\u9fff“《])|(?<=[。)〕】])(?={_ARTICLE}[\u4e00-\u9fff])"
)
_FIRST_PART = re.compile(r"(?<=[\u4e00-\u9fff])(?<![统第唯专万之合归同])(?<![^清]单)(?=一、[\u4e00-\u9fff“])")
"""Where the first part begins right behind the title of the plan."""
_TITLE_BLANK = re.compile(
    rf"^((?:{_NUMBER}) *[\u4e00-\u9fff“”、]{{2,24}}) {{2,}}(?=[\u4e00-\u9fff“《\d][^\n]{{11,}})(?=[^\n]*。)",
    re.MULTILINE,
)
"""A title, and behind a wide blank the words below it: (一)加强领导  各单位要…"""
_TITLE_RUN_ON = re.compile(
    rf"^((?:{_NUMBER})[\u4e00-\u9fff“”,、]{{2,38}}?)(?=(?:{_NUMBER}|{_ARTICLE})[\u4e00-\u9fff“《])", re.MULTILINE
)
"""A title, and at once the number of the first item below it: 三、组织保障(一)加强领导."""
_LISTED = re.compile(r"(?:责任|牵头|配合|主办|协办|承办|完成)(?:单位|部门|时限|时间):[^。;\n]{2,200}")
_NUMBERED = re.compile(rf"(?<=[\u4e00-\u9fff)〕】”])(?:{_NUMBER})(?=[\u4e00-\u9fff“])")
"""A list behind a label, and at once the number of the next item: 责任单位:县财政局2.建好园区."""


def paragraphs(text: str) -> str:
    """The text as its paragraphs, one a line."""
    if len(text) > _ONE_LINE and text.count("\n") * _ONE_LINE < len(text):
        text = "".join(_broken(text))
    pages = len(_PAGE.findall(text))
    if pages >= _PAGES:
        text = _without_heads(_lines(text))
    lines = _lines(_PAGE.sub("", text) if pages else text)
    if is_wrapped(lines):
        lines = unwrap(lines).split("\n")
    elif pages:
        lines = _lines(_PAGE.sub("", _PAGE_CUT.sub("", text)))
    return _TITLE_BLANK.sub(r"\1\n", "\n".join(_closed(lines)))


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def _without_heads(lines: list[str]) -> str:
    """Leave out the lines that stand by most page numbers: the heads and feet of pages, which cut sentences in two."""
    pages = [at for at, line in enumerate(lines) if _PAGE.match(line)]
    near = Counter((gap, line) for at in pages for gap in (-2, -1, 1, 2) for line in lines[at + gap : at + gap + 1])
    often = max(_PAGES, len(pages) // 2 + 1)
    heads = {line for (_, line), count in near.items() if count >= often and _HEAD.fullmatch(line)}
    return "\n".join(line for line in lines if line not in heads)


def _broken(text: str) -> Iterator[str]:
    """Put a line end for every blank that may have been one, but for those inside of brackets."""
    at = depth = 0
    for m in _FOR_LINE.finditer(text):
        words = text[at : m.start()]
        depth = max(0, depth + words.count("(") - words.count(")"))
        yield words
        yield m[0] if depth else "\n"
        at = m.end()
    yield text[at:]


def by_items(text: str) -> str:
    """Give items that run on behind others a line of their own: all items of a text whose lines hold more than one
    section, and those behind the list of a label, but for numbers inside of brackets."""
    if len(_SECTION_IN_LINE.findall(text)) > 1:
        text = _ITEM.sub(lambda m: "\n" if _closed_before(m.string, m.start()) else "", text)
        if firsts := list(_FIRST_PART.finditer(text, 0, text.find("\n二、") + 1)):
            text = f"{text[: firsts[-1].start()]}\n{text[firsts[-1].start() :]}"
        for _ in range(2):
            text = _TITLE_RUN_ON.sub(r"\1\n", text)
    return _LISTED.sub(lambda m: _NUMBERED.sub(r"\n\g<0>", m[0]), text)


def _closed_before(text: str, at: int) -> bool:
    opened, closed = (max(text.rfind(mark, 0, at) for mark in marks) for marks in ("(〔【", ")〕】"))
    return opened <= closed


def _closed(lines: list[str]) -> Iterator[str]:
    """Join lines that break inside of a short bracket, where one soon closes it and none begins an item."""
    held: list[str] = []
    depth = 0
    for line in _whole(lines):
        opens, closes = sum(map(line.count, "(〔【[")), sum(map(line.count, ")〕】]"))
        if held and (_BEGINS.match(line) or sum(map(len, held[1:])) + len(line) > 200):
            yield from held
            held, depth = [], 0
        depth = max(0, depth + opens - closes)
        if not held and (not depth or len(line) - max(map(line.rfind, "(〔【[")) > 200):
            depth = 0
            yield line
            continue
        held.append(line)
        if not depth:
            yield "".join(held)
            held = []
    yield from held


def _whole(lines: list[str]) -> Iterator[str]:
    """Join a line to the one before it that ends in a comma, as no paragraph does, or whose list goes on in it."""
    held = ""
    for line, behind in zip_longest(lines, lines[1:], fillvalue=""):
        if held and (_BEGINS.match(line) or not (held.endswith(_COMMAS) or _goes_on(held, line, behind))):
            yield held
            held = ""
        held += line
    if held:
        yield held


def _goes_on(held: str, line: str, behind: str) -> bool:
    """Tell whether the list behind a label was cut by its maker, inside of a name or before the name of a branch."""
    if len(held) <= _SHORTEST_CUT or not _LABELLED.match(held, held.rfind("。") + 1) or not _REST.fullmatch(line):
        return False
    if _LABELLED.match(line):
        return False
    follows = not behind or _LABELLED.match(behind) or _BEGINS.match(behind)
    return held[-1] not in _LIST_ENDS or bool(follows and _BRANCH.match(line))
