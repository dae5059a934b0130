"""Whether a name of a place stands in a text as a name, and is no part of other words."""

from __future__ import annotations

import re

from loaders import gazetteer, placewords
from loaders.placenames import Table

FULL = "省市县区州镇乡"
WORD_BEFORE = re.compile(r"[局委厅办部府市省州各合]$")
ENDS = re.compile("[、,。;和与至段)]|等|$")
"""What stands behind a county's short name that is a word elsewhere."""
LISTED = re.compile("[县市区州旗][、与和及]$")
"""What stands before a full name in a list of full names: 安乡县与|公安县."""


def stands(words: str, start: int, end: int, name: str, near: Table) -> bool:
    """Tell whether a name stands in the text as a name, and is no part of other words."""
    guards = placewords.load()
    kind = name[-1]
    if len(name) > 1 and kind in guards.after and guards.after[kind].match(words, end):
        return False
    if kind in FULL and (len(name) > 2 or kind in "县区市"):
        if len(name) > 2 and name not in guards.guarded:
            return not guards.astride(words, start, end) or _behind(words, start, name)
        if _behind(words, start, name):
            return True
        if name in guards.guarded and len(name) > 2 and _beside(words, start, near):
            return True
        if name in guards.guarded and kind == "县" and LISTED.search(words, max(0, start - 2), start):
            return True
        if name in guards.guarded:
            return name in near.near and not WORD_BEFORE.search(words[max(0, start - 1) : start])
        return name in near.near or near.kin(name)
    if guards.trapped(name, words, start, end):
        return False
    return not _doubted(words, start, end, name, near) or _before_own(words, end, name, near)


def _doubted(words: str, start: int, end: int, name: str, near: Table) -> bool:
    """Tell whether a short name may be a part of other words, or a word itself."""
    guards = placewords.load()
    if guards.joined(words, start, end) or guards.after["short"].match(words, end):
        return True
    if name in guards.local and name not in near.near and not _listed(words, start, end, near):
        return True
    if near.home is not None and name in near.home.names:
        return False
    beyond = guards.after.get(near.named(name)[0].level)
    return beyond is not None and beyond.match(words, end) is not None


def _before_own(words: str, end: int, name: str, near: Table) -> bool:
    """Tell whether a place of its own stands right behind a name: 西藏|山南市."""
    gaz, outer = gazetteer.load(), near.named(name)[0]
    inner = (own for own in near.heads.get(words[end : end + 2], ()) if words.startswith(own, end))
    return any(gaz.within(place, outer) for own in inner for place in gaz.named(own) if place.id != outer.id)


def _beside(words: str, start: int, near: Table) -> bool:
    """Tell whether a full name stands in a list right before this one: 松北区与|南山区."""
    if start < 4 or words[start - 1] not in "、与和及":
        return False
    before = [words[begin : start - 1] for begin in range(max(0, start - 6), start - 3)]
    return any(name[-1] in FULL and name in near.heads.get(name[:2], ()) for name in before)


def _listed(words: str, start: int, end: int, near: Table) -> bool:
    """Tell whether a name stands in a list beside one that is surely a place."""
    if ENDS.match(words, end) is None:
        return False
    local = placewords.load().local
    after = near.heads.get(words[end + 1 : end + 3], ()) if words.startswith("、", end) else ()
    if any(words.startswith(name, end + 1) and name not in local for name in after):
        return True
    for begin in (start - 3, start - 4) if start > 3 and words[start - 1] == "、" else ():
        name = words[begin : start - 1]
        if name in near.heads.get(name[:2], ()):
            return name not in local or _listed(words, begin, start - 1, near)
    return False


def _behind(words: str, start: int, name: str) -> bool:
    """Tell whether a name stands right behind the place it lies in: 大同市城区."""
    gaz = gazetteer.load()
    head = words[max(0, start - 4) : start]
    around = {up for cut in range(3) for up in gaz.named(head[cut:])}
    return any(up in around for place in gaz.named(name) for up in gaz.chain(place)[1:])
