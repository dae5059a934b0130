"""A clause -> the pieces of its list: cut at marks outside of brackets, before labels, behind a 牵头 that runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar import JOINT, LABEL_AHEAD, LEVELS_LEFT, LEVELS_RIGHT, OTHERS, VERB, VERB_LAST

COUNT = r"(?:\d{1,2}[.、]|\(\d{1,2}\)[、.]?|[①-⑳])"
"""A number that a line may bear before its label: 2.责任单位:…"""
_COUNTS = re.compile(rf"^{COUNT}", re.MULTILINE)
_SPLIT = re.compile(
    r"(?P<quoted>“[^“”]{1,20}”)"
    r"|[()〔〕\[\]【】{}<>〈〉]|[、,;。\n/| ]|(?<=[局委厅办部院])[.](?=[\u4e00-\u9fff])|…+|会同"
    r"|联合(?![会国体大社工办公执法调解指挥党开推银资动])|(?<=牵头)[与和同]|(?<=[局委厅部办署])(?:商(?![务业会贸标])|同(?![志城等步时级意期]))"
)
_LEAD_THEN = re.compile(r"(?<=牵头)(?=[省市县区州国中各有相乡镇自])(?!主)")
_PARTY = re.compile(r"(?:^|:)[省市县区]委$")
_LABEL_ENDS = re.compile(r"[:】\]〕]")
_LONGEST_LABEL = 60
OPEN, CLOSE = "([〔【{<〈", ")]〕】}>〉"
LEAD_IN = re.compile(
    r"^(?:(?:以上|上述|本项|此项|该项|以下)[^由需须]{0,8}(?:由|均?[需须]由?)|由|请|并|其中|分别由"
    rf"|{JOINT.pattern}|会同|:|-|—|\*|·|\d+[.]|[①-⑳])+"
)
LIST_STOPS = frozenset(",;。\n")


def pieces(words: str, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The pieces of a list: (start, end, stop). 各市、县(市、区)政府 stays one, and so does 有关部门、单位."""
    held: tuple[int, int, str] | None = None
    class_of_bodies = False
    for a, b, stop in _split(words, cuts):
        if held:
            right = _right(words[a : _word_end(words, a, b)])
            if right and _one_name(_last_name(words[held[0] : held[1]]), right, class_of_bodies):
                held = (held[0], b, stop)
                if stop == "、":
                    continue
                a, held = held[0], None
            else:
                yield held
                held = None
        left = LEVELS_LEFT.match(_last_name(words[max(a, words.rfind(":", a, b) + 1) : b])) if stop == "、" else None
        if left:
            held, class_of_bodies = (a, b, stop), left["bodies"] is not None
        else:
            yield a, b, stop
    if held:
        yield held


def _right(words: str) -> re.Match[str] | None:
    """What closes a name of levels: the whole piece, or all before a joint where a government stands there
    (直辖市人民政府及…)."""
    if (whole := LEVELS_RIGHT.match(words)) or "政府" not in words:
        return whole
    ends = (joint.start() for joint in JOINT.finditer(words) if words.endswith("政府", 0, joint.start()))
    return next((m for end in ends if (m := LEVELS_RIGHT.match(words[:end]))), None)


def _one_name(left: str, right: re.Match[str], class_of_bodies: bool) -> bool:
    """Tell whether the mark between two pieces stands inside of a name: between two levels, two words for bodies, a
    party committee and its government (市委、市政府督查室)."""
    if class_of_bodies or right["bodies"]:
        return class_of_bodies and right["bodies"] is not None
    if right["seat"]:
        return left.endswith(("委", "委)"))
    if right["joint"] or _PARTY.search(left):
        return right["joint"] is not None and left.endswith(f"{right['joint'][0]}委")
    return right["units"] is None or left[0] not in "各有相"


def _last_name(piece: str) -> str:
    """What stands behind the last joint of a piece: 各市 in 市教育局及各市."""
    for joint in reversed(list(JOINT.finditer(piece))) if "各" in piece else ():
        if piece[joint.end() :].startswith("各"):
            return piece[joint.end() :]
    return LEAD_IN.sub("", piece)


def _word_end(words: str, a: int, b: int) -> int:
    """Where a name ends before the verb and 等 behind it."""
    v = VERB.search(words, max(a, b - 26), b) if words[b - 1] in VERB_LAST else None
    end = v.start() if v else b
    o = OTHERS.search(words, a, end) if "等" in words[a:end] else None
    return o.start() if o else end


def _labels(words: str) -> Iterator[int]:
    """Where labels begin: each is looked for before the mark that closes it."""
    done = 0
    for mark in _LABEL_ENDS.finditer(words):
        if label := LABEL_AHEAD.search(words, max(done, mark.start() - _LONGEST_LABEL), mark.end()):
            done = label.end()
            yield label.start()


def _split(words: str, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Split at marks outside of brackets, before labels and behind a 牵头 that runs on: (start, end, stop)."""
    stops = [(m.start(), m.end(), m[0]) for m in _SPLIT.finditer(words) if not m["quoted"]]
    if "牵头" in words:
        stops += [(m.start(), m.start(), ",") for m in _LEAD_THEN.finditer(words)]
    if _LABEL_ENDS.search(words):
        cuts = sorted([*cuts, *(m.span() for m in _COUNTS.finditer(words))])
        stops += [(at, at, ";") for at in _labels(words) if at]
    if cuts:
        stops = [stop for stop in stops if not any(a <= stop[0] < b for a, b in cuts)]
        stops += [(a, b, ",") for a, b in cuts]
    stops.sort()
    depth = at = 0
    for a, b, mark in stops:
        if len(mark) == 1 and mark in OPEN:
            depth += 1
        elif len(mark) == 1 and mark in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            if a > at:
                yield at, a, mark
            at = max(at, b)
    if at < len(words):
        yield at, len(words), ""
