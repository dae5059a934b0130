"""A path in, a Reading out. Knows no database, no HTTP, no picture; useful alone, in a notebook.

>>> from loaders import read
>>> reading = read("plan.txt")            # doctest: +SKIP
>>> [fact.evidence.quote for fact in reading.facts if fact.kind == "LEADS"]            # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders.decided import Decisions
from loaders.errors import EmptyFile, NoTask, TooLarge
from loaders.facts import Reading

MAX_CHARACTERS = 2_000_000
"""A plan with all its annexes stays far below this."""

__all__ = [
    "Decisions",
    "Reading",
    "read",
    "read_again",
    "read_all",
    "read_all_bytes",
    "read_bytes",
    "read_text",
    "warm",
]


def read(path: str | Path, place: str | None = None, decisions: Decisions | None = None) -> Reading:
    """Read the plan at ``path``: the one door; of several plans in one file the first.

    ``place`` (name, code or id) tells whose plan it is where the text does not; ``decisions`` is what a person said of
    names (see ``loaders.decided``). Raises the InputErrors of ``loaders.errors``: nothing is returned for a file that
    is no plan.
    """
    from loaders.formats import open_text

    path = Path(path)
    return read_text(open_text(path), path.name, place, decisions)


def read_all(path: str | Path, place: str | None = None, decisions: Decisions | None = None) -> tuple[Reading, ...]:
    """Read every plan in the file at ``path``: a notice may hand on two, each an annex. Raises as ``read`` does."""
    from loaders.formats import open_text

    path = Path(path)
    return tuple(_readings(open_text(path), path.name, place, decisions))


def read_bytes(data: bytes, name: str, place: str | None = None, decisions: Decisions | None = None) -> Reading:
    """Read a file that is already in memory, e.g. an upload. Raises as ``read`` does."""
    from loaders.formats import text_of

    return read_text(text_of(data, name), name, place, decisions)


def read_all_bytes(
    data: bytes, name: str, place: str | None = None, decisions: Decisions | None = None
) -> tuple[Reading, ...]:
    """Read every plan in a file that is already in memory. Raises as ``read`` does."""
    from loaders.formats import text_of

    return tuple(_readings(text_of(data, name), name, place, decisions))


def read_text(text: str, name: str, place: str | None = None, decisions: Decisions | None = None) -> Reading:
    """Read text as it came out of a file; it is cleaned here, once. Raises EmptyFile, TooLarge, NoTask."""
    return next(_readings(text, name, place, decisions))


def read_again(reading: Reading, decisions: Decisions | None = None) -> Reading:
    """Read the text of a reading again, by the decisions and rules of today; the plan keeps its id and its head."""
    from loaders.assemble import assemble
    from loaders.head import Known

    d = reading.document
    issuer = d.issuer if any(link.kind == "ISSUED_BY" for link in reading.links) else None
    title = "" if d.title == d.source.rsplit(".", 1)[0] else d.title
    return assemble(d.text, d.source, d.place, decisions, Known(d.plan, title, issuer, d.number, d.date))


def warm() -> None:
    """Read the lexicon now and not with the first plan: before a process forks, before a server is asked.

    It lives as long as the process, so the garbage collector is told to leave it alone: else every collection walks
    through it, and copies its pages into each forked process.
    """
    import gc
    from contextlib import suppress

    with suppress(NoTask):
        read_text("一、重点任务\n1.修好道路。(县交通运输局负责)\n", "")
    gc.freeze()


def _readings(text: str, name: str, place: str | None, decisions: Decisions | None) -> Iterator[Reading]:
    """The plans of a text one after the other; the first is the main one, whose head holds for all."""
    from loaders.assemble import assemble
    from loaders.clean import clean
    from loaders.head import Known
    from loaders.parts import split

    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"文字有 {len(text)} 字，超过 {MAX_CHARACTERS} 字；请把方案单独存成一个文件",
            f"{len(text)} characters, more than {MAX_CHARACTERS}",
            where=name,
        )
    cleaned = clean(text)
    if not cleaned:
        raise EmptyFile("文件里没有文字", "no words in the file", where=name)
    first, *others = split(cleaned)
    reading = assemble(cleaned[: first.end], name, place, decisions, Known(title=first.title))
    if not any(item.kind == "task" for item in reading.items):
        raise NoTask(
            "读到了文字，没有找到任务（带编号的工作或责任条款）；请确认这是实施方案一类的文件",
            "text, but no numbered work and no responsibility clause in it",
            where=name,
        )
    yield reading
    d = reading.document
    for part in others:
        known = Known(f"{d.plan}-附件{part.number}", part.title, d.issuer, d.number, d.date)
        yield assemble(cleaned[part.start : part.end], name, d.place or place, decisions, known)
