"""Answers and lists on a terminal: tables by rich, Chinese first."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.answers import Answer
from app.library import Loaded
from app.store import Meta

WORDS = {
    "LEADS": "牵头",
    "SHARES": "分工",
    "SUPPORTS": "配合",
    "GUIDES": "指导",
    "LISTED": "列名",
    "CONVENES": "召集",
    "SITS_ON": "成员",
    "HOSTS": "设办公室",
    "BRANCH_OF": "派出",
    "lead": "牵头",
    "co": "分工",
    "support": "配合",
    "guide": "指导",
    "listed": "列名",
    "AT": "写到",
    "FOR": "方案",
    "COOPERATES": "合作",
    "ADVANCES": "服务战略",
}
OUTCOMES = {
    "loaded": ("已载入", "loaded"),
    "replaced": ("已替换", "replaced"),
    "unchanged": ("无变化", "unchanged"),
    "failed": ("未载入", "failed"),
}
COUNTS = (
    ("tasks", "任务", "Tasks"),
    ("duties", "责任", "Duties"),
    ("leads", "牵头", "Leads"),
    ("targets", "指标", "Targets"),
    ("cooperation", "合作", "Cooperation"),
    ("unread", "待核", "Unread"),
)


def english() -> bool:
    """Whether English is wanted: GONGJIN_LANG, which ``--lang`` sets."""
    return os.environ.get("GONGJIN_LANG", "zh").lower().startswith("en")


def say(zh: str, en: str) -> str:
    """The text in the language that is wanted."""
    return en if english() else zh


def console(*, stderr: bool = False) -> Console:
    """A terminal that leaves the words alone: no markup, no colours on numbers; wide where it is a pipe."""
    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = 200
    return made


def table(*heads: str, right: Iterable[str] = ()) -> Table:
    """An empty table: a rule under the head, nothing between columns."""
    made = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    numbers = set(right)
    for head in heads:
        made.add_column(head, justify="right" if head in numbers else "left", overflow="fold")
    return made


def loaded(results: Sequence[Loaded]) -> Table:
    """A line for each file that was loaded."""
    made = _metas([say("结果", "Result")])
    for result in results:
        if result.meta:
            made.add_row(OUTCOMES[result.outcome][english()], *_meta(result.meta))
    return made


def plans(metas: Iterable[Meta]) -> Table:
    """A line for each plan that is kept, with its id."""
    made = _metas([say("编号", "Id")])
    for meta in metas:
        made.add_row(meta.plan, *_meta(meta))
    return made


def _metas(first: list[str]) -> Table:
    numbers = [say(zh, en) for _, zh, en in COUNTS]
    return table(*first, say("印发单位", "Issuer"), say("标题", "Title"), *numbers, right=numbers)


def _meta(meta: Meta) -> list[str]:
    counts = [str(getattr(meta, name)) for name, _, _ in COUNTS]
    return [meta.issuer or say("未写明", "not stated"), meta.title, *counts]


def answer(found: Answer) -> Iterable[Table | Text]:
    """The rows of an answer, then a sentence for each."""
    question = found.question
    yield Text(say(question.zh, question.en), style="bold")
    if not found.rows:
        yield Text(say("没有符合条件的结果", "nothing fits"))
        return
    columns = [column for column in question.columns if column.kind != "facts"]
    facts = next(column.name for column in question.columns if column.kind == "facts")
    heads = {column.name: say(column.zh, column.en) for column in columns}
    numbers = [heads[column.name] for column in columns if column.kind in ("int", "float")]
    page = found.page()
    first = (page["offset"] or 0) + 1 if page else 1
    made = table("", *heads.values(), right=["", *numbers])
    for number, row in enumerate(found.rows, first):
        made.add_row(str(number), *(cell(row[column.name]) for column in columns))
    yield made
    if page and found.total > len(found.rows):
        yield Text(
            say(
                f"共 {found.total} 行，这里是第 {first}–{first + len(found.rows) - 1} 行",
                f"{found.total} rows; these are {first}–{first + len(found.rows) - 1}",
            )
        )
    yield Text("\n" + say("依据", "Evidence"), style="bold")
    for number, row in enumerate(found.rows, first):
        for evidence in first_of_each_item(found, row[facts]):
            yield sentence(number, evidence, row["facts_total"])


def first_of_each_item(found: Answer, ids: Sequence[str]) -> list[dict[str, Any]]:
    """One sentence of a row; of a pair, one from either side."""
    sides = 2 if found.question.view == "pairs" else 1
    items: dict[str, dict[str, Any]] = {}
    for id_ in ids:
        if id_ in found.facts:
            items.setdefault(found.facts[id_]["item"], found.facts[id_])
    return list(items.values())[:sides]


def sentence(number: int, evidence: dict[str, Any], total: int) -> Text:
    """One sentence with its quote underlined, and where it stands."""
    at = evidence["start"] - evidence["sentence_start"]
    words, quote = evidence["sentence"], evidence["quote"]
    text = Text(f"{number}. ")
    text.append(words[:at]).append(quote, style="underline").append(words[at + len(quote) :])
    text.append(f"  ——《{evidence['plan_title']}》{evidence['item_path']} {evidence['item_title']}", style="dim")
    if total > 1:
        text.append(say(f"（共 {total} 处）", f" (1 of {total})"), style="dim")
    return text


def cell(value: object) -> str:
    """One value as it stands in a table."""
    match value:
        case None:
            return ""
        case bool():
            return say("是", "yes") if value else ""
        case float():
            return f"{value:g}"
        case {"name": str(name), "role": str(role)}:
            return f"{name}（{say(WORDS.get(role, role), role)}）"
        case {"name": name}:
            return str(name or "")
        case list():
            return say("、", ", ").join(cell(one) for one in value)
        case _:
            return WORDS.get(str(value), str(value)) if not english() else str(value)
