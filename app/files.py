"""From what a person names to files, and from a file to a reading; needs no settings, no store, no graph."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import loaders
from loaders import Decisions
from loaders.errors import GongjinError, SamePlan
from loaders.facts import Reading
from loaders.formats import SUFFIXES


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Files named, and in folders those that may be plans, in order of name; hidden ones are passed over."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            shown = (file for file in inside if not any(part[0] == "." for part in file.relative_to(path).parts))
            found.update(dict.fromkeys(sorted(shown)))
        else:
            found[path] = None
    return list(found)


def read(path: Path, place: str | None = None, decisions: Decisions | None = None) -> tuple[Reading, ...]:
    """Read the plans in one file; an error always says which. A bug that one file meets is an error of it alone."""
    try:
        return loaders.read_all(path, place, decisions)
    except GongjinError as error:
        error.where = str(path) if error.where in ("", path.name) else error.where
        raise
    except Exception as error:
        if os.environ.get("GONGJIN_DEBUG"):
            raise
        zh = f"读这个文件时程序出错（{error!r}），请连同文件一起报告；GONGJIN_DEBUG=1 可看详情"
        en = f"a bug met by this file ({error!r}), please report it; GONGJIN_DEBUG=1 shows more"
        raise GongjinError(zh, en, where=str(path)) from error


class Seen:
    """Plans of files that are loaded together: which of two that are one plan is the newer, only a person knows."""

    def __init__(self) -> None:
        self._plans: dict[str, tuple[str, str]] = {}

    def check(self, reading: Reading, where: str) -> None:
        """Take note of a plan. Raises SamePlan where another file held it with other words."""
        d = reading.document
        first, revision = self._plans.setdefault(d.plan, (where, d.revision))
        if revision != d.revision:
            zh = f"与“{first}”是同一个方案《{d.title}》而文字不同；只载入了前者，要替换请单独载入另一个"
            en = f"the same plan as {first} (place, number or title and year) in other words; only that one was loaded"
            raise SamePlan(zh, en, where=where)
