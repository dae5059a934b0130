"""The walls of the house: who may import whom, and how long a room may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("app", "loaders", "visual", "cypher")
LONGEST = 300

# package -> what it may never import
WALLS = {
    "loaders": {
        "app",
        "visual",
        "cypher",
        "bench",
        "neo4j",
        "fastapi",
        "starlette",
        "uvicorn",
        "typer",
        "pyvis",
        "networkx",
    },
    "visual": {"app", "loaders", "cypher", "bench", "neo4j", "fastapi", "starlette", "uvicorn", "typer", "sqlite3"},
    "app": {"bench", "tests", "scripts", "pyvis", "jpype", "arcadedb_embedded"},
    "cypher": {"app", "loaders", "visual", "neo4j"},
}
# the one room that may open a thing
ALONE = {"pyvis": {"visual/network.py"}}


def sources(room: str) -> list[Path]:
    """Python files of a room."""
    return sorted((ROOT / room).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Names of the modules that a file imports, at its top or deeper in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = path.relative_to(ROOT).with_suffix("").parts
            base = parts[: len(parts) - node.level] if node.level else ()
            yield ".".join((*base, node.module or "")).rstrip(".")


@pytest.mark.parametrize("room", WALLS)
def test_arrows(room: str) -> None:
    bad = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(room)
        for name in imports(path)
        if name.split(".")[0] in WALLS[room]
    ]
    assert not bad


@pytest.mark.parametrize(("name", "doors"), ALONE.items())
def test_only_one_room_opens(name: str, doors: set[str]) -> None:
    opened = {
        p.relative_to(ROOT).as_posix()
        for room in ROOMS
        for p in sources(room)
        if name in {i.split(".")[0] for i in imports(p)}
    }
    assert opened <= doors


# module of app -> modules of app that it may not know: faces stand on service, service on questions and graph
FACES = ("cli", "api", "pages", "mcp")
BELOW = {
    "service": FACES,
    "questions": (*FACES, "service"),
    "store": (*FACES, "service"),
    "graph": (*FACES, "service"),
    "engine": (*FACES, "service", "graph"),
    "errors": (*FACES, "service", "graph"),
    "settings": (*FACES, "service", "graph"),
}


@pytest.mark.parametrize("module", BELOW)
def test_arrows_in_app(module: str) -> None:
    one = ROOT / "app" / f"{module}.py"
    files = [one] if one.exists() else sources(f"app/{module}")
    assert files
    bad = [
        f"{p.relative_to(ROOT)} imports {n}"
        for p in files
        for n in imports(p)
        if n.removeprefix("app.").split(".")[0] in BELOW[module] and n.startswith("app.")
    ]
    assert not bad


@pytest.mark.parametrize("face", ["cli", "api", "pages"])
def test_faces_stand_on_the_service(face: str) -> None:
    bad = [n for n in imports(ROOT / "app" / f"{face}.py") if n.split(".")[0] == "neo4j" or n.startswith("app.graph")]
    assert not bad


def test_no_room_is_too_long() -> None:
    files = [p for room in (*ROOMS, "bench", "scripts", "tests") for p in sources(room)]
    long = {
        p.relative_to(ROOT).as_posix(): n
        for p in files
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_cypher_holds_no_python() -> None:
    assert [p.name for p in sources("cypher") if p.name != "__init__.py"] == []


@pytest.mark.parametrize("module", ["app.api", "app.cli"])
def test_the_server_starts_without_pictures_weight(module: str) -> None:
    """pyvis brings IPython; neither may be loaded by the start of the server, nor may Java's bridge."""
    code = f"import sys, {module}; print(sorted({{'IPython', 'pyvis', 'jpype', 'matplotlib'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_loaders_start_light() -> None:
    """The loaders are of use alone: reading needs no database, no HTTP, no picture."""
    code = "import sys, loaders; print(sorted({'neo4j', 'fastapi', 'networkx', 'pydantic', 'app', 'visual'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_nothing_that_make_makes_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    bad = [
        t
        for t in tracked
        if t.startswith((".venv/", "dist/", "data/", "visual/static/vendor/"))
        or "node_modules/" in t
        or t.endswith(".pyc")
    ]
    assert not bad
