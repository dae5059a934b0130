"""The class archive: Java's own classes, made ready once, so that a start takes half the time.

It is made from the list of classes that a running engine has loaded, by a low-priority process of about ten seconds,
and fits one Java and one set of jars; where it does not fit, Java starts without it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.engine.home import WINDOWS, Home, Launch
from app.engine.launch import StartFailed, argument_file, class_path, environment, find_java, leash, machine_flags

KEPT = 3
"""Archives of other versions that stay beside the newest."""


def archive(launch: Launch) -> Path:
    """Where the archive of this Java and these jars is, or will be."""
    java = find_java(launch.java)
    parts = [(part, Path(part).stat()) for part in (str(java), *class_path().split(os.pathsep))]
    sized = [f"{part}:{stat.st_size}:{stat.st_mtime_ns}" for part, stat in parts]
    key = hashlib.sha256("\n".join(sized).encode()).hexdigest()[:16]
    return Path(launch.cache) / f"classes-{key}.jsa"


def flags(home: Home, launch: Launch) -> list[str]:
    """Use the archive where there is one; note the classes for one where there is none."""
    path = archive(launch)
    if path.is_file():
        return [f"-XX:SharedArchiveFile={path}", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr"]
    return [f"-XX:DumpLoadedClassList={home.classes}", "-Xshare:auto"]


class Maker:
    """Makes the archive beside a running engine."""

    def __init__(self, home: Home, launch: Launch) -> None:
        self.home, self.launch = home, launch
        self.path = archive(launch)
        self.process: subprocess.Popen[bytes] | None = None
        self.done = self.path.is_file() or not home.classes.is_file()

    @property
    def part(self) -> Path:
        return self.path.with_suffix(f".{os.getpid()}")

    def step(self) -> None:
        """Start the work, or finish it; never wait."""
        if self.done:
            return
        if self.process is None:
            self.process = self.begin()
        elif self.process.poll() is not None:
            if self.process.returncode == 0 and self.part.is_file():
                self.part.replace(self.path)
                tidy(self.path)
            self.part.unlink(missing_ok=True)
            self.done = True

    def begin(self) -> subprocess.Popen[bytes]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        classes = self.home.run / "archive.lst"
        text = self.home.classes.read_text(encoding="utf-8", errors="replace")
        classes.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")
        share = ["-Xshare:dump", f"-XX:SharedArchiveFile={self.part}", f"-XX:SharedClassListFile={classes}"]
        options = self.home.run / "archive.args"
        arguments = [*machine_flags(self.launch.heap), *share, "-cp", class_path()]
        options.write_text(argument_file(arguments), encoding="utf-8")
        command = [str(find_java(self.launch.java)), f"@{options}"]
        if not WINDOWS and (nice := shutil.which("nice")):
            command = [nice, "-n", "15", *command]
        with (self.home.run / "archive.log").open("wb") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(), preexec_fn=leash()
            )

    def end(self) -> None:
        """Give up what is not finished."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process is not None:
            self.part.unlink(missing_ok=True)


def tidy(newest: Path) -> None:
    """Remove archives of versions long gone."""
    others = sorted(
        (path for path in newest.parent.glob("classes-*.jsa") if path != newest),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in others[KEPT:]:
        path.unlink(missing_ok=True)


def make(cache: Path, java: str = "") -> Path:
    """Make the archive now, by a start of the engine in a directory that goes away; for an installation."""
    from app.engine.launch import start, stop

    with tempfile.TemporaryDirectory(prefix="gongjin-") as directory:
        home, launch = Home(Path(directory)), Launch(home=directory, cache=str(cache), java=java)
        home.make()
        path = archive(launch)
        if path.is_file():
            return path
        process, _ = start(home, launch, flags(home, launch))
        try:
            maker = Maker(home, launch)
            while not maker.done:
                maker.step()
                time.sleep(0.1)
        finally:
            stop(process)
        if not path.is_file():
            raise StartFailed("the class archive was not made")
        return path


if __name__ == "__main__":
    from app.settings import load_settings

    settings = load_settings()
    try:
        print(make(settings.cache, str(settings.java or "")))
    except StartFailed as error:
        # without it the engine runs too, only slower to start
        print(error, file=sys.stderr)
