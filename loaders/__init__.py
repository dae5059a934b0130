"""A path in, a Reading out. Knows no database, no HTTP, no picture; useful alone, in a notebook.

>>> from loaders import read
>>> reading = read("plan.txt")            # doctest: +SKIP
>>> [fact.evidence.quote for fact in reading.facts if fact.kind == "LEADS"]            # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from loaders.errors import EmptyFile, NoTask, TooLarge
from loaders.facts import Reading

MAX_CHARACTERS = 2_000_000
"""A plan with all its annexes stays far below this."""

__all__ = ["Reading", "read", "read_bytes", "read_text"]


def read(path: str | Path, place: str | None = None, decisions: Mapping[str, str] | None = None) -> Reading:
    """Read the plan at ``path``: the one door.

    ``place`` (name, code or id) tells whose plan it is where the text does not. Raises the InputErrors of
    ``loaders.errors``: nothing is returned for a file that is no plan.
    """
    from loaders.formats import open_text

    path = Path(path)
    return read_text(open_text(path), path.name, place, decisions)


def read_bytes(data: bytes, name: str, place: str | None = None, decisions: Mapping[str, str] | None = None) -> Reading:
    """Read a file that is already in memory, e.g. an upload. Raises as ``read`` does."""
    from loaders.formats import text_of

    return read_text(text_of(data, name), name, place, decisions)


def read_text(text: str, name: str, place: str | None = None, decisions: Mapping[str, str] | None = None) -> Reading:
    """Read text as it came out of a file; it is cleaned here, once. Raises EmptyFile, TooLarge, NoTask."""
    from loaders.assemble import assemble
    from loaders.clean import clean

    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"文字有 {len(text)} 字，超过 {MAX_CHARACTERS} 字；请把方案单独存成一个文件",
            f"{len(text)} characters, more than {MAX_CHARACTERS}",
            where=name,
        )
    cleaned = clean(text)
    if not cleaned:
        raise EmptyFile("文件里没有文字", "no words in the file", where=name)
    reading = assemble(cleaned, name, place, decisions)
    if not any(item.kind == "task" for item in reading.items):
        raise NoTask(
            "读到了文字，没有找到任务（带编号的工作或责任条款）；请确认这是实施方案一类的文件",
            "text, but no numbered work and no responsibility clause in it",
            where=name,
        )
    return reading
