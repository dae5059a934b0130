"""What can go wrong, as one small tree.

GongjinError                GJ000  has a stable code, a Chinese and an English message, and the place it happened
├── InputError              GJ1xx  the file cannot be read as a plan
│   ├── EmptyFile           GJ101
│   ├── NotText             GJ102  a picture, an archive, noise
│   ├── TooLarge            GJ103
│   ├── UnknownFormat       GJ104
│   ├── DamagedFile         GJ105
│   ├── NoTask              GJ106  text, but no numbered work in it
│   ├── NoSuchFile          GJ107
│   └── SamePlan            GJ108  another file of the same load is this plan, with other words
└── LexiconError            GJ190  our own data is wrong; a bug

app.errors carries the tree on (GJ2xx graph, GJ3xx questions, GJ4xx requests).
"""

from __future__ import annotations

from typing import ClassVar


class GongjinError(Exception):
    """Base of all errors: says what happened, where, and what to do, in Chinese and in English."""

    code: ClassVar[str] = "GJ000"
    status: ClassVar[int] = 500
    """HTTP status that fits."""
    exit: ClassVar[int] = 1
    """Exit code of the command line."""

    def __init__(self, zh: str, en: str, *, where: str = "") -> None:
        super().__init__(zh)
        self.zh, self.en, self.where = zh, en, where

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        return f"[{self.code}] {place}{self.zh}"

    def as_dict(self) -> dict[str, str]:
        """The error as the API sends it: code, zh, en, where."""
        return {"code": self.code, "zh": self.zh, "en": self.en, "where": self.where}


class InputError(GongjinError):
    """The file cannot be read as a plan."""

    code = "GJ100"
    status = 422
    exit = 3


class EmptyFile(InputError):
    """Nothing but white space."""

    code = "GJ101"


class NotText(InputError):
    """Bytes that are no text in any encoding we know."""

    code = "GJ102"


class TooLarge(InputError):
    """More than a plan can be."""

    code = "GJ103"
    status = 413


class UnknownFormat(InputError):
    """A kind of file that has no reader."""

    code = "GJ104"


class DamagedFile(InputError):
    """A known kind of file that does not open."""

    code = "GJ105"


class NoTask(InputError):
    """Text without numbered work."""

    code = "GJ106"


class NoSuchFile(InputError):
    """The path leads nowhere."""

    code = "GJ107"
    status = 404


class SamePlan(InputError):
    """Two files at once that are one plan by place, number or title and year, and differ in their words."""

    code = "GJ108"
    status = 409


class LexiconError(GongjinError):
    """A rule or table of our own is wrong."""

    code = "GJ190"
