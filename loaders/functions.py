"""What a body does, read off its name: 发改财政局 is 发展改革 and 财政 with the tail 局.

The knowledge is data (``lexicon/functions.toml``); this file compiles it once and takes a name apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from loaders.lexicon import table
from loaders.values import value
from loaders.words import any_of

JOINT = re.compile("和|与|及|、|暨")


@value
class Function:
    """A body's name without its place: what it does, of what kind it is, and how it is written out."""

    id: str
    """One function, or several joined by ``+`` (发展改革+财政)."""
    kind: str
    full: str | None
    """The name written out (发展和改革局); None where that is not sure."""


@value
class _Entry:
    id: str
    kind: str
    full: Mapping[str, str]
    local: Mapping[str, Mapping[str, str]]
    vague: frozenset[str]
    tails: frozenset[str]

    def written_out(self, stem: str, province: str) -> str | None:
        """Return the full form of a stem or of a whole spelling in a province, None if it is not sure."""
        found = self.local.get(province, {}).get(stem) or self.full.get(stem)
        return found or (None if stem in self.vague or stem.endswith("办") else stem)


class Functions:
    """All functions of the lexicon, compiled."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]], tails: Mapping[str, str]) -> None:
        self._stems: dict[str, _Entry] = {}
        self._whole: dict[str, _Entry] = {}
        self._tails = dict(tails)
        self.kinds = {key: str(row.get("kind", "政府部门")) for key, row in data.items()}
        """Kind of each function."""
        special: set[str] = set()
        for key, row in data.items():
            entry = _Entry(
                key,
                row.get("kind", "政府部门"),
                row.get("full", {}),
                row.get("local", {}),
                frozenset(row.get("vague", ())),
                frozenset(row.get("tails", ())),
            )
            special |= entry.tails
            self._stems.update(dict.fromkeys(row["stems"], entry))
            self._whole.update(dict.fromkeys(row.get("whole", ()), entry))
        self.stem = "|".join(map(re.escape, by_length(self._stems)))
        self.general = "|".join(map(re.escape, by_length(tails)))
        self.tail = "|".join(map(re.escape, by_length({*tails, *special})))
        self.whole = "|".join(map(re.escape, by_length(self._whole)))
        stem = any_of(self._stems)
        self._one = re.compile(stem)
        self._shape = re.compile(rf"(?P<stems>(?:{stem}(?:{JOINT.pattern})?)+?)(?P<tail>{self.tail})")

    @lru_cache(maxsize=4096)  # noqa: B019 - the functions of the lexicon live as long as the process
    def read(self, name: str, province: str = "") -> Function | None:
        """Return what a name without place means, or None if it is not made of known parts."""
        for spelling in (name, name.removeprefix("政府"), name.removeprefix("党")):
            if entry := self._whole.get(spelling):
                return Function(entry.id, entry.kind, entry.written_out(spelling, province))
        bare = name.removeprefix("党").removeprefix("委").removeprefix("政府")
        found = self._shape.fullmatch(bare)
        if found is None:
            return None
        stems, tail = self._one.findall(found["stems"]), found["tail"]
        entries = [self._stems[stem] for stem in stems]
        if tail not in self._tails and not any(tail in entry.tails for entry in entries):
            return None
        kinds = {entry.kind for entry in entries}
        kind = "事业单位" if tail.endswith("中心") and kinds == {"政府部门"} else entries[0].kind
        if name[0] in "党委" and len(name) > len(bare) and kind != "党委部门":
            return None
        ids = dict.fromkeys(part for entry in entries for part in entry.id.split("+"))
        return Function("+".join(ids), kind, self._write(found["stems"], stems, entries, tail, province))

    def matter(self, name: str) -> Function | None:
        """Return the function that a matter alone stands for, as lists have it: 发改、财政、公安等部门."""
        entry = self._stems.get(name)
        return Function(entry.id, entry.kind, None) if entry else None

    def _write(self, text: str, stems: list[str], entries: list[_Entry], tail: str, province: str) -> str | None:
        long = [entry.written_out(stem, province) for stem, entry in zip(stems, entries, strict=True)]
        if None in long or (len(stems) > 1 and long != stems):
            return None
        written = (long[0] or "") if len(stems) == 1 else text
        return written + (self._tails.get(tail) or tail)


def by_length(words: Iterable[str]) -> list[str]:
    """Sort for an alternation: the longest first, then by itself, so that the same data gives the same pattern."""
    return sorted(set(words), key=lambda word: (-len(word), word))


@cache
def load() -> Functions:
    """Return the functions of the lexicon, compiled once."""
    data = table("functions")
    shapes = table("agencies")
    return Functions(data, shapes["tails"])
