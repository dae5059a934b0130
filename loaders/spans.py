"""Where clauses may stand: in brackets, behind labels, in the last sentence of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from loaders.bodies import agency_like
from loaders.grammar import LABEL_AHEAD, LABEL_SAYS
from loaders.pieces import COUNT, OPEN

_BRACKET = re.compile(r"[(\[〔【)\]〕】\n]")
MARKED = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、]|附件")
_TAIL = re.compile(r"(?P<verb>负责|牵头|落实|配合|参与)[)〕\]】]*(?=。?$)", re.MULTILINE)
_LABEL_LINE = re.compile(
    rf"[。;,)〕】\n ](?:(?<=[\n。;])[—*●■◆·\-]{{0,3}})?"
    rf"((?:(?<=\n){COUNT})?(?=[省市县区州]?{LABEL_AHEAD.pattern})[^\n]+)"
)
_LABEL_START = re.compile(rf"(?:[—*●■◆·\-]{{0,3}}|{COUNT})[省市县区州]?{LABEL_AHEAD.pattern}")
_BLANK_FOR_COLON = re.compile(
    r"^(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门)(?=[省市县区州各国自])[^\n。]{2,200}$", re.MULTILINE
)
FAR = 400
"""A bracket that is not closed within so many characters is not closed."""
_LONGEST_SENTENCE = 260
_SAYS = tuple(f"{unit}{word}" for unit in ("单位", "部门") for word in "为是")
_HANDED = re.compile(r",(?=(?:此|该|本|这)项(?:工作|任务)由)")
"""Where the end of a sentence hands out what it has said: 建立培训机制,此项工作由县教育局牵头."""


class Taken:
    """Stretches of the text that are read already, none over another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch that is free."""
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def free(self, start: int, end: int) -> bool:
        """Tell whether nothing of a stretch is taken."""
        before = bisect_left(self._starts, end)
        return before == 0 or self._ends[before - 1] <= start


@lru_cache(maxsize=1)
def brackets(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Spans of all brackets, outer before inner, and whether they are closed; one that is not ends with its line."""
    pairs: list[tuple[int, int, bool]] = []
    stack: list[int] = []
    for m in _BRACKET.finditer(text):
        at, mark = m.start(), m[0]
        if mark == "\n":
            if stack and not _goes_on(text, stack[0], at):
                pairs += [(a, at, False) for a in stack]
                stack.clear()
        elif mark in OPEN:
            stack.append(at)
        elif stack:
            pairs.append((stack.pop(), at + 1, True))
    pairs += [(a, len(text), False) for a in stack]
    return tuple(sorted(pairs))


def _goes_on(text: str, opened: int, newline: int) -> bool:
    """Tell whether a bracket goes on behind a line end: it is closed soon and no item starts in between."""
    closing = min((i for c in ")]〕】" if (i := text.find(c, newline, opened + FAR)) > 0), default=-1)
    if closing < 0 or any(text.find(c, newline, closing) > 0 for c in "([〔【"):
        return False
    line = newline + 1
    return MARKED.match(text, line) is None and "。" not in text[line:closing]


@lru_cache(maxsize=1)
def label_lines(text: str) -> tuple[tuple[int, int], ...]:
    """Spans that begin with a label outside of brackets, over all the lines that go on with labels."""
    return tuple(_label_lines(text))


def _label_lines(text: str) -> Iterator[tuple[int, int]]:
    if "单位" not in text and ":" not in text:
        return
    yield from (m.span() for m in _BLANK_FOR_COLON.finditer(text))
    done = 0
    for m in _LABEL_LINE.finditer("\n" + text):
        a, b = m.start(1) - 1, m.end(1) - 1
        if a < done:
            continue
        at = a
        while (stop := text.find("。", at, b)) >= 0:
            if not LABEL_AHEAD.match(text, stop + 1):
                b = stop
                break
            at = stop + 1
        column = False  # the names stand below the label, one a line
        while b + 1 < len(text) and text[b] == "\n":
            line_end = text.find("\n", b + 1)
            line_end = line_end if line_end > 0 else len(text)
            opened = text[b - 1] in ":】"
            named = opened or (column and agency_like(text[b + 1 : line_end]))
            follows = _label_follows(text, b + 1)
            if not (named or follows) or (not follows and MARKED.match(text, b + 1)):
                break
            column, b = named, line_end
        done = b
        while (text[b - 1] in ")〕]】。" and text.count("(", a, b) < text.count(")", a, b)) or text[b - 1] == "。":
            b -= 1
        yield a, b


def _label_follows(text: str, at: int) -> bool:
    """Tell whether a line goes on with a label; a note (备注:) is none, it may speak of all clauses."""
    return not text.startswith("备注", at) and _LABEL_START.match(text, at) is not None


def last_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences that end a paragraph and speak of leading or being responsible, opening bracket lost; and of
    those that say what a label would (责任单位为…)."""
    if any(words in text for words in _SAYS):
        yield from (m.span() for m in LABEL_SAYS.finditer(text))
    for m in _TAIL.finditer(text):
        low = max(0, m.start() - _LONGEST_SENTENCE)
        start = max(text.rfind(mark, low, m.start()) for mark in "。;!\n") + 1
        start += text[start] in OPEN
        if (handed := _HANDED.search(text, start, m.end())) is not None:
            start = handed.end()
        if (start or not low) and 4 <= m.end() - start <= _LONGEST_SENTENCE:
            yield start, m.end("verb")
