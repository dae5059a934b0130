"""The list in a clause -> the bodies it names, as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.facts import Role
from loaders.grammar import COLLECTIVE, GENERIC, GROUP, INSIDE, JOINT, NEVER, TAIL
from loaders.values import value

_BARE = frozenset({"单位", "部门", "机构", "企业", "地区", "政府", "人民政府", "管委会", "管理委员会", "办事处"})
_COUNTED = re.compile(r"[\u4e00-\u9fff]{0,2}\d+个?[市县区州旗]")
LONGEST = 45
"""No body has a longer name."""


@value
class Body:
    """One body of a clause: its name as written, where it stands, what it does there."""

    name: str
    start: int
    end: int
    role: Role
    explicit: bool = True
    rule: str = ""
    group: int = 0
    """Which run between commas it stands in."""


@lru_cache(maxsize=4096)
def plausible(name: str) -> bool:
    """Tell whether these words can be a name at all: no sentence, nothing too short or too long."""
    return 1 < len(name) <= LONGEST and (NEVER.search(name) is None or GROUP.search(name) is not None)


@lru_cache(maxsize=4096)
def agency_like(name: str) -> bool:
    """Tell whether a name ends as names of bodies do, or is a collective."""
    return plausible(name) and TAIL.search(name) is not None


def certain(name: str) -> bool:
    """Tell whether a name is a body even where no bracket and no label says so."""
    if not agency_like(name):
        return False
    return COLLECTIVE.match(name) is not None or GENERIC.search(name) is None


def _one_name(left: str, right: str) -> bool:
    """Tell whether a joint stands inside of one name: 有关部门和单位, 各市、州及林区人民政府, 26县和6个区政府."""
    if right in _BARE or (_COUNTED.fullmatch(left) and right.endswith("政府")):
        return True
    return (
        left.startswith(("各", "有关", "相关"))
        and right.endswith("政府")
        and "、" in left
        and GENERIC.search(left) is None
    )


def split_joints(name: str) -> Iterator[tuple[int, int]]:
    """Spans of the bodies in a piece of a list: 市教育局和市财政局 are two, 市住房和城乡建设局 is one."""
    start = 0
    if JOINT.search(name):
        depth = 0
        for joint in JOINT.finditer(name):
            depth = name.count("(", 0, joint.start()) - name.count(")", 0, joint.start())
            left, right = name[start : joint.start()], name[joint.end() :]
            if depth or joint.start() < start or INSIDE.search(name[: joint.end()]) or not right:
                continue
            if joint.start() == start:
                start = joint.end()
            elif agency_like(left) and TAIL.search(right) and not _one_name(left, right):
                yield start, joint.start()
                start = joint.end()
    yield start, len(name)
