"""Where the embedded engine lives, and how it is to be started."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The directory of one engine; only its owner can look inside."""

    path: Path

    @property
    def run(self) -> Path:
        """What one start leaves: address, passwords, logs, locks."""
        return self.path / "run"

    @property
    def config(self) -> Path:
        return self.run / "config"

    @property
    def claims(self) -> Path:
        return self.run / "claims"

    @property
    def address(self) -> Path:
        return self.run / "engine.json"

    @property
    def java(self) -> Path:
        """Names the Java process from its first moment, before there is an address."""
        return self.run / "java.json"

    @property
    def log(self) -> Path:
        return self.run / "engine.log"

    @property
    def classes(self) -> Path:
        """Names of the classes this start loaded; the class archive is made from it."""
        return self.run / "classes.lst"

    @property
    def start_lock(self) -> Path:
        """Held by whoever starts or stops the engine."""
        return self.run / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the keeper all its life: there is one."""
        return self.run / "keeper.lock"

    @property
    def write_lock(self) -> Path:
        """Held by whoever writes to the graph."""
        return self.run / "write.lock"

    def form(self, database: str) -> Path:
        """Says in which form a database was written."""
        return self.path / f"{database}.form"

    def make(self) -> None:
        """Create the directories, each closed to others."""
        for path in (self.path, self.path / "databases", self.run, self.config, self.claims):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start the engine; it passes from the client to the keeper, so it holds no secret."""

    home: str
    cache: str
    java: str = ""
    heap: str = "512m"
    timeout: float = 30.0
    """Seconds a query may take."""
    patience: float = 120.0
    """Seconds a start may take."""
    linger: float = 1.0
    """Seconds to stay when nobody holds a claim."""

    def dumps(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> Launch:
        return cls(**json.loads(text))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


WINDOWS = sys.platform == "win32"
