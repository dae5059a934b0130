"""What commands share: the service by the settings of the environment, a progress bar, rows out, errors out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.library import Progress
    from app.service import Service

Paths = Annotated[list[Path], typer.Argument(help="文件或文件夹 files or folders", metavar="PATH…")]
Place = Annotated[str | None, typer.Option("--place", help="方案没写明属于哪里时 whose plan it is, if it does not say")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON as JSON")]
Judged = Annotated[
    Path | None, typer.Option("--decisions", help="按这个判断文件读 a file of decisions to read by", metavar="FILE")
]
STYLE: dict[str, Any] = {
    "no_args_is_help": True,
    "rich_markup_mode": None,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


def opened() -> Service:
    """The service, by the settings of the environment."""
    from app.service import Service
    from app.settings import load_settings

    return Service(load_settings())


@contextlib.contextmanager
def bar(zh: str, en: str) -> Iterator[Progress]:
    """A progress bar on stderr; nothing where that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from app.library import Step
    from app.show import console, say

    columns = (TextColumn(say(zh, en)), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    screen = console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def step(now: Step) -> None:
            progress.update(task, completed=now.done, total=now.total, description=now.now)

        yield step


def write_lines(rows: Any) -> None:
    """JSON Lines on stdout, in UTF-8 whatever the terminal says."""
    import orjson

    for row in rows:
        sys.stdout.buffer.write(orjson.dumps(row) + b"\n")
    sys.stdout.buffer.flush()


def complain(error: Mapping[str, Any]) -> None:
    """An error on stderr: code, place, what happened and what to do."""
    where = f"{error['where']}: " if error["where"] else ""
    words = error["en" if os.environ.get("GONGJIN_LANG", "").startswith("en") else "zh"]
    complain_text(f"[{error['code']}] {where}{words}")


def complain_text(text: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"{text}\n")
