"""What the documents say is there is there: commands, files, links, tables."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "loaders").rglob("*.md")]
TARGETS = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def said(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("doc", DOCS, ids=ids)
def test_make_targets_exist(doc: Path) -> None:
    named = set(re.findall(r"(?:`|^\s*|&& )make ([a-z0-9]+)", said(doc), re.MULTILINE))
    assert named <= TARGETS


@pytest.mark.parametrize("doc", DOCS, ids=ids)
def test_commands_exist(doc: Path) -> None:
    from typer.main import get_command

    from app.cli import app

    known = {"ask", *getattr(get_command(app), "commands", {})}  # ask is added where it is asked for
    named = set(re.findall(r"(?:`|^\s*\$? ?)gongjin ([a-z]+)", said(doc), re.MULTILINE))
    assert named <= known


@pytest.mark.parametrize("doc", DOCS, ids=ids)
def test_links_lead_somewhere(doc: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", said(doc))
    lost = [
        link
        for link in links
        if "://" not in link and not link.startswith("mailto:") and not (doc.parent / link).exists()
    ]
    assert not lost


@pytest.mark.parametrize("doc", DOCS, ids=ids)
def test_files_named_exist(doc: Path) -> None:
    named = re.findall(r"`((?:app|loaders|visual|cypher|bench|scripts|tests|docs)/[\w./-]+)`", said(doc))
    written = re.findall(r"^Write `([^`]+)`", said(doc), re.MULTILINE)  # by a recipe, when it is followed
    lost = [name for name in named if not (ROOT / name).exists() and name not in written and "vendor" not in name]
    assert not lost


def test_extras_and_command_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"gongjin": "app.cli:main"}
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in said(ROOT / "constraints.txt").splitlines()
        if "==" in line
    }
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=~! ;\[]", need)[0].lower().replace("_", "-") for need in wanted}
    assert names <= pinned


def test_every_dependency_is_imported() -> None:
    """A dependency that no room imports is weight without use."""
    spelled = {
        "opencc": "opencc",
        "pydantic-settings": "pydantic_settings",
        "python-multipart": "python_multipart",
        "arcadedb-embedded": "arcadedb_embedded",
    }
    indirect = {"python-multipart"}  # fastapi reads forms with it
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    code = "\n".join(
        p.read_text(encoding="utf-8") for room in ("app", "loaders", "visual") for p in (ROOT / room).rglob("*.py")
    )
    unused = []
    for need in project["dependencies"]:
        name = re.split(r"[<>=~! ;\[]", need)[0].lower()
        module = spelled.get(name, name.replace("-", "_"))
        if name not in indirect and not re.search(rf"\b{module}\b", code):
            unused.append(name)
    assert not unused
