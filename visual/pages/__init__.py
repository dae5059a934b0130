"""Templates and what they need: ``render(name, lang, **context)``. Everything is escaped, nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from visual.charts import ROLES
from visual.reader import ROLES as RELATIONS
from visual.reader import number, place_of
from visual.text import tinted, wide
from visual.words import Words

STATIC = Path(__file__).resolve().parent.parent / "static"
SHOWN = ("role", "group", "state", "keys", "mark", "badge")
"""Sections of words that scripts need."""


def _json(value: object) -> Markup:
    """JSON inside a script element: no ``<`` can end it."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


@cache
def _version(name: str) -> str:
    file = STATIC / name
    return sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else ""


def static(name: str) -> str:
    """Address of a file of ours, with its fingerprint, so that it can be kept for ever."""
    return f"/static/{name}?v={_version(name)}"


def href(node: Mapping[str, Any] | None, kind: str) -> str:
    """Address of a node's own page, or nothing where it has none."""
    key = str(node.get("id") or "") if node else ""
    if not key:
        return ""
    if kind in ("Task", "Section") or "#" in key:
        plan, _, path = key.partition("#")
        return place_of(plan, path.partition("/t")[0] if kind == "Target" else path)
    if kind == "Plan":
        return place_of(key, "").partition("#")[0]
    page = {"Agency": "agencies", "Place": "places"}.get(kind)
    return f"/{page}/{quote(key)}" if page else ""


def role(kind: str) -> str:
    """The role a relation or a word stands for, or nothing."""
    return RELATIONS.get(kind, kind if kind in ROLES else "")


def short_path(path: str) -> str:
    """Numbers of an item as people say them: without the chapter where there are three levels."""
    parts = path.split("/")
    return wide("/".join(parts[1:] if len(parts) > 2 else parts))


def sentence(fact: Mapping[str, Any]) -> Markup:
    """The sentence of a fact with its own words tinted."""
    first = int(fact["sentence_start"])
    return tinted(str(fact["sentence"]), [(int(fact["start"]) - first, int(fact["end"]) - first)])


def context(fact: Mapping[str, Any]) -> str:
    """Address of a fact's place in its plan."""
    return place_of(str(fact["plan"]), str(fact.get("item_path") or ""), int(fact["start"]), int(fact["end"]))


def found(text: str, words: str) -> Markup:
    """A text with the words somebody looked for tinted, cut around the first of them."""
    parts = words.split()
    first = min((at for part in parts if (at := text.find(part)) >= 0), default=0)
    low, high = max(0, first - 60), min(len(text), first + 200)
    cut = text[low:high]
    spans = [(at, at + len(part)) for part in parts if (at := cut.find(part)) >= 0]
    body = tinted(cut, spans)
    return Markup("{}{}{}").format("…" if low else "", body, "…" if high < len(text) else "")


def amount(value: float) -> str:
    """A number as a table shows it; zero is a dot."""
    return "·" if value == 0 else f"{value:,}" if isinstance(value, int) else f"{value:g}"


def numbered(mark: str) -> str:
    """The number of a heading with the sign people write behind it."""
    return wide(mark) if mark.endswith(")") or not mark else f"{mark}、"


@pass_context
def row_href(ctx: Context, index: int) -> str:
    """Address that opens the sentences of a row without scripts."""
    base = str(ctx.get("url", ""))
    return f"{base}{'&' if '?' in base else '?'}row={index}#side"


@cache
def environment() -> Environment:
    """The one environment of our templates."""
    env = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    env.filters |= {
        "amount": amount,
        "context": context,
        "found": found,
        "href": href,
        "json": _json,
        "numbered": numbered,
        "op": lambda sign: (
            number(str(sign), "", None, "") or {">=": "≥", "<=": "≤", "~": "≈"}.get(str(sign), str(sign))
        ),
        "place": short_path,
        "role": role,
        "row_href": row_href,
        "sentence": sentence,
        "static": static,
        "wide": lambda value: wide(str(value)),
    }
    env.globals |= {"roles": ROLES}
    return env


def render(template: str, lang: str = "zh", **given: Any) -> str:
    """A whole page in a language."""
    words = Words(lang)
    shown = {name: words.section(name) for name in SHOWN}
    return environment().get_template(template).render(t=words, script_words=shown, **given)
