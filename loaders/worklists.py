"""A list of names that a verb governs, taken apart: where each begins and ends, and whether it holds a proper name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from loaders.lexicon import table
from loaders.works import rules

Spans = Sequence[tuple[int, int]]

_ITEM = re.compile(r"(?:[^、(“《]+|\([^()]*\)|“[^”]*”|《[^》]*》|[(“《])+")
_JOINT = re.compile(r"[和及与](?![^()]{0,40}\))")
_SIZE = re.compile(r"\d(?:兆瓦|万?千瓦|千伏|MW)$")
_AND_SO_ON = re.compile(r"[\u4e00-\u9fff]{2,4}等(?!工程|项目|级)[^、]+$")
PARK = re.compile(
    r"园$|(?:高新|经开|开发|园|保税|综保|新|示范|管理|试验|先行)区$|(?:科学|科技|大科|大学|新)城$|通道$"
    r"|经济(?:带|圈|走廊)$|城市群$|都市圈$"
)


def items(text: str, start: int, end: int, places: Spans) -> Iterator[tuple[int, int]]:
    """Parts of a list. What is no name alone goes with the next: 甲镇8兆瓦、乙镇6兆瓦光伏; 甲水、乙水等治理."""
    parts: list[tuple[int, int]] = []
    if text.find("、", start, end) < 0:
        if start < end:
            yield start, end
        return
    for item in _ITEM.finditer(text, start, end):
        begin, stop = item.span()
        if parts and (_SIZE.search(text, *parts[-1]) or _is_place(text, *parts[-1], places)):
            begin = parts.pop()[0]
        elif parts and _AND_SO_ON.match(text, begin, stop):
            while parts and parts[-1][1] - parts[-1][0] < 5:
                begin = parts.pop()[0]
        parts.append((begin, stop))
    yield from parts


def _is_place(text: str, start: int, end: int, places: Spans) -> bool:
    """Whether a part is a place and nothing else; a park may be a project itself."""
    return (trim(text, start, end), end) in places and PARK.search(text, start, end) is None


def pieces(text: str, start: int, end: int, places: Spans) -> Iterator[tuple[int, int]]:
    """Part A和B where both are names of their own: A ends in a head, B has something proper in it."""
    for joint in _JOINT.finditer(text, start, end):
        words = text[start : joint.start()].removesuffix("以")
        left = list(rules().head.finditer(words))
        if not left or left[-1].end() != len(words):
            continue
        built = joint[0] == "和" and left[-1]["head"] in rules().kinds["facilities"]
        if is_proper(text, joint.end(), end, places) or (built and is_proper(text, start, joint.start(), places)):
            yield start, start + len(words)
            yield from pieces(text, joint.end(), end, places)
            return
    yield start, end


def trim(text: str, start: int, end: int) -> int:
    """Where the name begins, behind verbs and words like 我市, 一批."""
    known = rules()
    lead = known.lead.match(text, start, end) if start < end and text[start] in known.leads else None
    return lead.end() if lead else start


def chain(text: str, start: int, places: Spans) -> int:
    """Where a place that begins here ends, or the last of a list of places; 0 where none begins."""
    at, end = bisect_left(places, (start, 0)), 0
    while at < len(places) and (
        places[at][0] == start or (end and text.startswith("、", end) and places[at][0] == end + 1)
    ):
        end, at = places[at][1], at + 1
    return end


def is_proper(text: str, start: int, end: int, places: Spans) -> bool:
    """Whether something in the words is a proper name."""
    at = bisect_left(places, (start, 0))
    if (at < len(places) and places[at][0] < end) or (at and places[at - 1][1] > start):
        return True
    found = rules().proper.search(text[start:end])
    return found is not None and found[0] not in table("projects")["unquoted"]
