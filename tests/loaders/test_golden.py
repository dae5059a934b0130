"""The real plans against golden files that were written by hand from the text: tasks, titles, bodies and roles.

The tables of the PDFs are not in the golden files: tasks outside their paths are passed over there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from loaders import ledger
from tests.loaders.readback import plain

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.tsv"))
FOLDERS = ("seeds", "plans")


def rows_of(path: Path) -> list[list[str]]:
    """Path, title, role, name, explicit, note of each line that is not a comment."""
    lines = path.read_text("utf-8").splitlines()
    return [[*line.split("\t"), ""][:6] for line in lines if line and not line.startswith("#")]


def same_title(golden: str, got: str) -> bool:
    """A long title is cut in the golden file and ends in an ellipsis there."""
    return plain(got).startswith(plain(golden[:-1])) if golden.endswith("…") else plain(got) == plain(golden)


@pytest.mark.shared
@pytest.mark.parametrize("golden", GOLDEN, ids=[p.stem for p in GOLDEN])
def test_golden(golden: Path, shared: Path) -> None:
    source = next(p for folder in FOLDERS for p in (shared / folder).iterdir() if p.name.startswith(golden.stem))
    read = [row for row in ledger.rows(loaders.read(source)) if row["kind"] == "task"]
    expected = rows_of(golden)
    bare = {row[0] for row in expected if row[2] == "-"}
    want = [(path, role, plain(name)) for path, _, role, name, *_ in expected if role != "-"]
    in_text = {path for path, *_ in expected}
    tables = source.suffix == ".pdf"
    got = [
        (row["path"], body["role"], plain(body["name"]))
        for row in read
        for body in row["responsible"]
        if row["path"] in in_text or not tables
    ]
    assert sorted(got) == sorted(want)

    titles = {row["path"]: row["title"] for row in read}
    wrong = [
        (path, t, titles.get(path))
        for path, t, *_ in expected
        if path not in bare and not same_title(t, titles.get(path, ""))
    ]
    assert not wrong
    explicit = {(row["path"], plain(b["name"])): b["explicit"] for row in read for b in row["responsible"]}
    for path, _, role, name, said, note in expected:
        if role == "-":
            continue
        assert said == "?" or explicit[path, plain(name)] == (said == "1"), (path, name)
        assert next(r for r in read if r["path"] == path)["open_ended"] == note.startswith("open"), path
    if not tables:
        assert {row["path"] for row in read} <= in_text
