"""What experts know about plans, as data: each rule with examples and counter-examples that the tests run."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from loaders.errors import LexiconError

ROOM = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """Read ``name.toml`` of this room once. Raises LexiconError where it is missing or not TOML."""
    path = ROOM / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"词典读不了：{error}", f"the lexicon cannot be read: {error}", where=path.name) from error
