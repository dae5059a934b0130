"""What the pages say, in two languages, from ``pages/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

LANGUAGES = ("zh", "en")
FILE = Path(__file__).parent / "pages" / "words.toml"


@cache
def _table() -> Mapping[str, tuple[str, str]]:
    with FILE.open("rb") as file:
        sections = tomllib.load(file)
    return {f"{section}.{key}": (both[0], both[1]) for section, keys in sections.items() for key, both in keys.items()}


class Words:
    """The words of one language: ``words("plan.unread", n=3)``."""

    def __init__(self, lang: str = "zh") -> None:
        self.lang = lang if lang in LANGUAGES else "zh"
        self._column = LANGUAGES.index(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, filled in. KeyError where there is no such key: a page must not invent words."""
        return _table()[key][self._column].format(**values)

    def get(self, key: str, default: str = "") -> str:
        """The words of a key that may be missing, as they stand."""
        both = _table().get(key)
        return both[self._column] if both else default

    def html(self, key: str, **values: object) -> Markup:
        """The words of a key with HTML filled in; plain values are escaped."""
        return Markup(_table()[key][self._column]).format(**{name: escape(value) for name, value in values.items()})

    def section(self, name: str) -> dict[str, str]:
        """All words of a section, for scripts."""
        start = f"{name}."
        return {key[len(start) :]: both[self._column] for key, both in _table().items() if key.startswith(start)}

    @property
    def other(self) -> str:
        """The other language."""
        return LANGUAGES[1 - self._column]
