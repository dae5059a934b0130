"""``gongjin extract``: plans in, JSON Lines out, no database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from app import decisions as kept
from app.decisions import Book
from app.files import files_of, read
from app.resolve import home_of
from loaders.errors import GongjinError, NoSuchFile

Told: TypeAlias = dict[str, str]
"""An error as plain words, which go from one process to another."""


def lines(path: Path, *, place: str | None, readings: bool, book: Book) -> bytes | Told:
    """The ledger rows of one file as lines of JSON, or what went wrong with it."""
    import orjson

    from loaders import ledger, serial

    try:
        found = read(path, place, book)
    except GongjinError as error:
        return error.as_dict()
    if readings:
        return b"".join(serial.dumps(reading) + b"\n" for reading in found)
    return b"".join(orjson.dumps(row) + b"\n" for reading in found for row in ledger.rows(reading))


def extract(
    paths: Sequence[Path],
    *,
    place: str | None,
    readings: bool,
    jobs: int,
    complain: Callable[[Told], None],
    decisions: Path | None = None,
) -> bool:
    """Print the rows of every plan in order of its file; True where all could be read."""
    files, home, book = files_of(paths), home_of(place), book_of(decisions)
    good = bool(files)
    if not files:
        complain(NoSuchFile("没有找到可以读的文件", "no file to read", where=str(paths[0])).as_dict())
    with _mapping(min(jobs, len(files))) as run:
        for result in run(partial(lines, place=home, readings=readings, book=book), files):
            if isinstance(result, dict):
                good = False
                complain(result)
            else:
                sys.stdout.buffer.write(result)
    sys.stdout.buffer.flush()
    return good


def book_of(path: Path | None) -> Book:
    """The decisions in a file that a person names. Raises NoSuchFile, DamagedDecisions."""
    if path is None:
        return Book()
    if not path.is_file():
        raise NoSuchFile("没有这个判断文件", "no such file of decisions", where=str(path))
    return kept.read(path)


@contextmanager
def _mapping(jobs: int) -> Iterator[Callable[[Callable[[Path], bytes | Told], Sequence[Path]], Iterator[bytes | Told]]]:
    """``map``, or the same in several processes: small parcels, so that none waits for the last one of another.

    Where processes fork, the lexicon is read before, once for all of them.
    """
    if jobs < 2:
        yield lambda work, files: map(work, files)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    forks = "fork" in get_all_start_methods() and sys.platform != "darwin"
    if forks:
        from loaders import warm

        warm()
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork" if forks else "spawn")) as pool:
        yield lambda work, files: pool.map(work, files, chunksize=max(1, min(2, len(files) // (8 * jobs))))
