"""The address file: ports, passwords and processes of the running engine."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict, dataclass

import psutil

from app.engine.home import Home, write_private

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Process:
    """A process that cannot be mistaken for a later one with the same number."""

    pid: int
    start: float

    @classmethod
    def of(cls, pid: int) -> Process:
        return cls(pid, psutil.Process(pid).create_time())

    def find(self) -> psutil.Process | None:
        """The process while it runs; a zombie does not run."""
        try:
            process = psutil.Process(self.pid)
            # a corrected clock moves the start times that the system reports
            if abs(process.create_time() - self.start) > 2 or process.status() == psutil.STATUS_ZOMBIE:
                return None
        except psutil.Error:
            return None
        return process


@dataclass(frozen=True, slots=True)
class Address:
    """Where the engine listens, and the passwords of this start."""

    port: int
    http: int
    password: str
    """Of ``root``, who writes."""
    reader: str
    """Of ``reader``, who reads."""
    java: Process
    keeper: Process

    def write(self, home: Home) -> None:
        write_private(home.address, json.dumps(asdict(self)))

    def alive(self) -> bool:
        """Whether both processes run and the port answers: a file may outlive its engine."""
        if self.keeper.find() is None or self.java.find() is None:
            return False
        try:
            socket.create_connection((HOST, self.port), timeout=2).close()
        except OSError:
            return False
        return True


def read_address(home: Home) -> Address | None:
    """The address as it stands in the file, dead or alive; None where there is none."""
    try:
        given = json.loads(home.address.read_text(encoding="utf-8"))
        java, keeper = Process(**given.pop("java")), Process(**given.pop("keeper"))
        return Address(**given, java=java, keeper=keeper)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
