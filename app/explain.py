"""``gongjin explain``: a plan on the terminal, every span by its kind and rule, and every character accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from app.show import say, table
from loaders import explain
from loaders.facts import Reading
from loaders.lexicon import table as lexicon

COLOURS = {
    "lead": "bold red", "co": "yellow", "support": "yellow", "guide": "magenta", "listed": "yellow underline",
    "target": "black on bright_yellow", "deadline": "black on bright_yellow", "project": "blue underline",
    "enterprise": "blue underline", "strategy": "cyan", "place": "green underline", "subject": "cyan",
    "cooperation": "magenta underline", "policy": "cyan underline", "workgroup": "yellow", "clause": "dim",
    "number": "bold", "title": "bold", "front": "dim", "foot": "dim", "outside": "dim", "unread": "reverse",
}  # fmt: skip
PLAIN = frozenset({"words", "clause", "front", "foot", "outside", "number", "title"})


def name(kind: str) -> str:
    """A kind in the language that is wanted."""
    row = lexicon("spans")[kind]
    return say(row["zh"], row["en"])


def as_dict(reading: Reading) -> dict[str, Any]:
    """All of it, for programs."""
    document = reading.document
    found = explain.stretches(reading)
    return {
        "plan": document.plan,
        "title": document.title,
        "characters": len(document.text),
        "shares": [
            {"kind": one.kind, "characters": one.characters, "percent": one.percent}
            for one in explain.shares(reading, found)
        ],
        "unread": [
            {
                "item": span.item, "start": span.start, "end": span.end, "quote": span.quote, "reason": span.reason,
                "candidates": list(span.candidates), **explain.reason(span),
            }
            for span in reading.unread
        ],
        "stretches": [
            {
                "start": one.start, "end": one.end, "kind": one.kind, "rule": one.rule,
                "text": document.text[one.start : one.end],
            }
            for one in found
        ],
    }  # fmt: skip


def plain(reading: Reading) -> Iterator[str]:
    """A line for each stretch, tabs between: start, end, kind, rule, words; then the account."""
    text = reading.document.text
    yield f"《{reading.document.title}》 {reading.document.plan}"
    found = explain.stretches(reading)
    for one in found:
        words = text[one.start : one.end].replace("\n", "⏎")
        yield "\t".join((str(one.start), str(one.end), name(one.kind), one.rule, words))
    yield say("合计", "In all") + f"\t{len(text)}\t100.0%"
    for share in explain.shares(reading, found):
        yield f"{name(share.kind)}\t{share.characters}\t{share.percent:.1f}%"
    yield say("待核", "Unread") + f"\t{len(reading.unread)}"
    for span in reading.unread:
        yield "\t".join((str(span.start), str(span.end), why(span), span.quote.replace("\n", "⏎")))


def coloured(reading: Reading) -> Iterable[Text | Table]:
    """The text with its spans in colour, each fact followed by its kind and rule; then the account."""
    document = reading.document
    found = explain.stretches(reading)
    yield Text(f"《{document.title}》 {document.plan}", style="bold")
    shown = Text()
    for one in found:
        shown.append(document.text[one.start : one.end], style=COLOURS.get(one.kind, ""))
        if one.kind not in PLAIN:
            shown.append(f"‹{name(one.kind)} {one.rule}›", style="dim italic")
    yield shown
    made = table(say("种类", "Kind"), say("字数", "Characters"), "%", right=(say("字数", "Characters"), "%"))
    for share in explain.shares(reading, found):
        made.add_row(
            Text(name(share.kind), style=COLOURS.get(share.kind, "")), f"{share.characters}", f"{share.percent:.1f}"
        )
    made.add_row(say("合计", "In all"), str(len(document.text)), "100.0")
    yield made
    for span in reading.unread:
        yield Text(f"{name('unread')} {span.start}–{span.end} “{span.quote}”：{why(span)}")


def why(span: Any) -> str:
    """The reason a span was left unread, and among what it wavers."""
    row = explain.reason(span)
    among = say("；可能是 ", "; it may be ") + "、".join(span.candidates) if span.candidates else ""
    return say(row["zh"], row["en"]) + among


def readings(what: str, place: str | None, decisions: Path | None) -> tuple[Reading, ...]:
    """The plans of a file, or the one kept plan of an id, 文号 or title; opens no graph.

    Raises InputError, UnknownPlan, AmbiguousPlace.
    """
    from app.extract import book_of
    from app.files import read
    from app.resolve import home_of
    from app.terminal import opened

    path = Path(what)
    if path.is_file():
        return read(path, home_of(place), book_of(decisions))
    with opened() as service:
        return (service.reading(service.kept(what)),)
