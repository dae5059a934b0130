"""The turns of phrase that tell of work together: the words of ``lexicon/cooperation.toml``, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders.lexicon import table
from loaders.words import any_of, scan

_NAMED_SO = "(?!(?:高质量)?(?:发展)?(?:合作|先行|示范|试验|试点)区)"
"""一体化发展示范区 is a name and tells of no work together."""
_NO_CURRENT = "(?<!高压)"
"""特高压交流 is electric."""


class Turns(NamedTuple):
    """One pattern a kind of phrase; what each kind is for stands beside its words in the lexicon."""

    guard: re.Pattern[str]
    link: re.Pattern[str]
    shared: re.Pattern[str]
    lead: re.Pattern[str]
    leads: dict[str, str]
    """Which rule a leading verb belongs to."""
    event: re.Pattern[str]
    help: re.Pattern[str]
    drawn: re.Pattern[str]
    learnt: re.Pattern[str]
    blended: re.Pattern[str]
    pledge: re.Pattern[str]
    invited: re.Pattern[str]
    enclave: re.Pattern[str]
    obey: re.Pattern[str]
    made: re.Pattern[str]


@cache
def turns() -> Turns:
    """Return the patterns, built from the lexicon."""
    data = table("cooperation")
    leads = {word: kind for kind in ("join", "dock", "blend", "draw", "invite", "learn") for word in data[kind]}
    cues = {*data["links"], *data["shared"], *leads, *data["helps"], *data["events"], *data["enclaves"]}
    return Turns(
        guard=re.compile(scan(cues)),
        link=re.compile(_NO_CURRENT + any_of(data["links"])),
        shared=re.compile(_NO_CURRENT + any_of(data["shared"]) + _NAMED_SO),
        lead=re.compile(any_of(leads)),
        leads=leads,
        event=re.compile(any_of(data["events"])),
        help=re.compile(any_of(data["helps"])),
        drawn=re.compile(any_of(data["drawn"])),
        learnt=re.compile(any_of(data["learnt"])),
        blended=re.compile(any_of(data["blended"]) + "|$"),
        pledge=re.compile(any_of([*data["helps"], *data["pledges"]])),
        invited=re.compile(any_of(data["invited"])),
        enclave=re.compile(any_of(data["enclaves"])),
        obey=re.compile(any_of(data["obeys"])),
        made=re.compile(any_of(data["made"])),
    )
