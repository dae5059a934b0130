"""The real plans read the same when their text is twisted in ways that change nothing of what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from opencc import OpenCC

import loaders
from loaders import ledger
from tests.loaders.readback import bodies, plain, tasks
from tests.loaders.test_golden import rows_of, same_title

HERE = Path(__file__).parent / "golden"
TEXTS = ("000", "001", "002", "003", "state-council-incentives-2018")
FULL = str.maketrans("():;,", "（）：；，")
HALF = str.maketrans("（）：；，", "():;,")


def wrapped(text: str) -> str:
    """Lines of 28 characters, as a PDF or a mail gives them, and a page number after every 20 lines."""
    lines: list[str] = []
    for paragraph in filter(None, (line.strip() for line in text.splitlines())):
        for start in range(0, len(paragraph), 28):
            lines.append(paragraph[start : start + 28])
            if len(lines) % 20 == 0:
                lines.append(f"— {len(lines) // 20} —")
    return "\n".join(lines)


TWISTS: dict[str, Callable[[str], str]] = {
    "full width": lambda text: text.translate(FULL),
    "half width": lambda text: text.translate(HALF),
    "traditional": OpenCC("s2t").convert,
    "tortoise-shell brackets": lambda text: re.sub(r"[(（]([^()（）]*负责)[)）]", r"〔\1〕", text),
    "square brackets": lambda text: re.sub(r"[(（]([^()（）]*负责)[)）]", r"[\1]", text),
    "clause on its own line": lambda text: re.sub(r"([(（][^()（）]*负责[)）])", r"\n\1", text),
    "indented, blank lines": lambda text: re.sub(r"\n+", "\n\n　　", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "ten pages on": wrapped,
    "label": lambda text: re.sub(r"[(（]([^()（）牵头]*?)(等)?负责[)）]", r"（责任单位：\1\2）", text),
}


@pytest.mark.shared
@pytest.mark.parametrize("twist", TWISTS)
@pytest.mark.parametrize("name", TEXTS)
def test_twisted(name: str, twist: str, shared: Path) -> None:
    source = next(p for folder in ("seeds", "plans") for p in (shared / folder).iterdir() if p.name.startswith(name))
    expected = [row for row in rows_of(HERE / f"{name}.tsv") if row[2] != "-"]
    rows = tasks(TWISTS[twist](source.read_text("utf-8")))
    want = sorted((path, role, plain(body)) for path, _, role, body, *_ in expected)
    assert sorted((path, role, body) for path, _, role, body in bodies(rows)) == want
    titles = {row["path"]: row["title"] for row in rows}
    assert not [(path, title) for path, title, *_ in expected if not same_title(title, titles[path])]


@pytest.mark.shared
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str, shared: Path, tmp_path: Path) -> None:
    source = next(p for p in (shared / "seeds").iterdir() if p.name.startswith("001"))
    copy = tmp_path / source.name
    copy.write_bytes(source.read_text("utf-8").encode(encoding))
    assert list(ledger.rows(loaders.read(copy))) == list(ledger.rows(loaders.read(source)))
