"""Plans on disk: whole or not at all, whenever the process is killed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import GraphBusy
from app.store import Store, folder_name
from tests.builders import FIRST, SECOND

PLAN = FIRST.document.plan
NEWER = replace(FIRST, document=replace(FIRST.document, text=FIRST.document.text + "又及"))


def test_put_and_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    meta = store.put(FIRST)
    assert (meta.tasks, meta.duties, meta.leads, meta.targets, meta.cooperation) == (2, 4, 1, 1, 1)
    assert store.reading(PLAN) == FIRST
    assert Store(tmp_path).reading(PLAN) == FIRST
    assert store.get(PLAN) == meta == next(store.metas())
    assert sorted(path.name for path in (tmp_path / "plans" / PLAN).iterdir()) == [
        "meta.json",
        "reading.json",
        "text.txt",
    ]
    assert (tmp_path / "plans" / PLAN / "text.txt").read_text("utf-8") == FIRST.document.text


def test_the_same_reading_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = Store(tmp_path / "a"), Store(tmp_path / "b")
    assert one.put(FIRST) == two.put(FIRST)
    for name in ("text.txt", "reading.json", "meta.json"):
        assert (one.root / PLAN / name).read_bytes() == (two.root / PLAN / name).read_bytes()


def test_replace_and_remove(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(FIRST)
    store.put(SECOND)
    store.put(NEWER)
    assert store.reading(PLAN) == NEWER
    assert store.remove(PLAN)
    assert not store.remove(PLAN)
    assert store.reading(PLAN) is None
    assert [meta.plan for meta in store.metas()] == [SECOND.document.plan]
    assert [path.name for path in store.root.iterdir()] == [SECOND.document.plan]


@pytest.mark.parametrize(
    ("left", "text"),
    [
        ({".new-": "half"}, FIRST),  # killed while it was written aside
        ({".new-": "whole", "gone": ""}, None),  # killed before there was any plan of this id
        ({".old-": "whole", "gone": ""}, FIRST),  # killed between the two renames
        ({".old-": "whole"}, FIRST),  # killed before the old one was deleted
        ({".gone-": "whole", "gone": ""}, None),  # killed while it was removed
    ],
)
def test_a_swap_that_was_cut_short(tmp_path: Path, left: dict[str, str], text: object) -> None:
    store = Store(tmp_path)
    store.put(FIRST)
    for sign, how in left.items():
        if sign == "gone":
            shutil.rmtree(store.root / PLAN)
            continue
        shutil.copytree(store.root / PLAN, store.root / f"{sign}{PLAN}")
        if how == "half":
            (store.root / f"{sign}{PLAN}" / "meta.json").unlink()
    again = Store(tmp_path)
    assert again.reading(PLAN) == text
    assert [path.name for path in again.root.iterdir()] == ([PLAN] if text else [])


def test_what_is_on_its_way(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.begin(PLAN)
    store.put(FIRST)
    assert Store(tmp_path).begun() == [PLAN]
    store.done(PLAN)
    assert store.begun() == []


def test_two_who_write(tmp_path: Path) -> None:
    one, two = Store(tmp_path), Store(tmp_path, patience=0.1)
    with one.writing(), one.writing():
        one.put(FIRST)
        with pytest.raises(GraphBusy):
            two.put(SECOND)
    two.put(SECOND)


def test_a_folder_that_is_damaged_is_passed_over(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(FIRST)
    store.put(SECOND)
    (store.root / PLAN / "meta.json").write_text("{", encoding="utf-8")
    (store.root / "notes.txt").write_text("mine", encoding="utf-8")
    assert [meta.plan for meta in Store(tmp_path).metas()] == [SECOND.document.plan]


@pytest.mark.parametrize(
    ("plan", "kept"),
    [
        ("430981-沅政办发〔2024〕3号", True),
        ("430981-关于“三高四新”的方案-2024", False),
        ("../../etc/passwd", False),
        (".hidden", False),
        ("a/b", False),
        ("a" * 300, False),
        ("案" * 100, False),
    ],
)
def test_names_of_folders(plan: str, kept: bool) -> None:
    name = folder_name(plan)
    assert (name == plan) is kept
    assert not set(name) & set('/\\:*?"<>|\0')
    assert name[0] != "."
    assert len(name.encode()) < 200
    assert folder_name(f"{plan}x") != name
