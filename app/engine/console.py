"""What the embedded engine does only over its loopback HTTP: databases, types and full-text indexes."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from typing import Any

from app.engine.address import HOST, Address

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Goes to the engine whatever proxy the environment names."""


class Refused(Exception):
    """The engine says no; the message is its own."""


class Gone(Exception):
    """Nobody answers."""


def post(address: Address, path: str, body: dict[str, str]) -> Any:
    """One request as root; Refused or Gone where it fails."""
    token = base64.b64encode(f"root:{address.password}".encode()).decode()
    request = urllib.request.Request(
        f"http://{HOST}:{address.http}/api/v1/{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Basic {token}"},
    )
    try:
        with _DIRECT.open(request, timeout=120) as answer:
            return json.load(answer)["result"]
    except urllib.error.HTTPError as error:
        with error:
            raise Refused(error.read().decode("utf-8", "replace")[:500]) from error
    except OSError as error:
        raise Gone(str(error)) from error


def sql(address: Address, database: str, script: str) -> Any:
    """Run SQL statements, each ended by a semicolon."""
    return post(address, f"command/{database}", {"language": "sqlscript", "command": script})


def databases(address: Address) -> list[str]:
    return list(post(address, "server", {"command": "list databases"}))


def create(address: Address, database: str) -> None:
    post(address, "server", {"command": f"create database {database}"})


def drop(address: Address, database: str) -> None:
    post(address, "server", {"command": f"drop database {database}"})


def shutdown(address: Address) -> None:
    """Ask the engine to close and end: the clean way where a signal would be a kill."""
    post(address, "server", {"command": "shutdown"})
