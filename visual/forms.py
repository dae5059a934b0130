"""The form above an answer, made from the parameters of its question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from visual.words import Words

UNSEEN = ("limit", "offset")


class ParamLike(Protocol):
    """What the form needs of a parameter."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def optional(self) -> bool: ...
    @property
    def required(self) -> bool: ...
    @property
    def default(self) -> Any: ...
    @property
    def choices(self) -> Sequence[str]: ...
    @property
    def en(self) -> str: ...
    @property
    def zh(self) -> str: ...


def fields(
    params: Iterable[ParamLike],
    given: Mapping[str, str],
    words: Words,
    *,
    plans: Sequence[tuple[str, str]] = (),
    places: Sequence[str] = (),
    strategies: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """One field a parameter: a switch for yes or no, a list for a few words or plans, else a line to type in."""
    out = []
    for param in params:
        if param.name in UNSEEN:
            continue
        default = "" if param.default is None else str(param.default).lower() if param.kind == "bool" else param.default
        value = given.get(param.name) or str(default)
        help_text = param.zh if words.lang == "zh" else param.en
        one: dict[str, Any] = {
            "name": param.name,
            "kind": param.kind,
            "label": words.get(f"param.{param.name}") or help_text or param.name,
            "help": help_text,
            "value": value,
            "required": param.required,
            "options": [],
            "list": [],
        }
        if param.kind == "bool":
            one["value"] = "true" if value in ("true", "1", "yes", "on", "是") else "false"
            one["options"] = [(word, _yes_no(param.name, word, words)) for word in ("false", "true")]
        elif param.choices:
            every = [(choice, words.get(f"choice.{choice}") or choice) for choice in param.choices]
            one["options"] = [("", words("choice.all")), *every] if param.optional else every
        elif param.kind == "plan" and plans:
            known = [*plans] if any(value == key for key, _ in plans) or not value else [(value, value), *plans]
            one["options"] = [("", words("choice.all") if param.optional else "…"), *known]
        elif param.kind in ("place", "area"):
            one["list"] = places
        elif param.kind == "strategy":
            one["list"] = strategies
        out.append(one)
    return out


def _yes_no(name: str, word: str, words: Words) -> str:
    which = "yes" if word == "true" else "no"
    return words.get(f"choice.{name}_{which}") or words(f"choice.{which}")


def conditions(params: Iterable[ParamLike], given: Mapping[str, str], words: Words) -> str:
    """What was asked for, in words, for the page that has nothing to show."""
    told = []
    for param in params:
        value = given.get(param.name)
        if param.name in UNSEEN or not value or value == str(param.default).lower():
            continue
        label = words.get(f"param.{param.name}") or param.name
        told.append(f"{label} {words.get(f'choice.{value}') or value}")
    return " · ".join(told)
