"""``gongjin cypher``, ``gongjin graph``, ``gongjin copy``: the graph for those who go on with tools of their own."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.terminal import Json, bar, complain_text, opened, write_lines

if TYPE_CHECKING:
    from app.reader import Table


class Form(StrEnum):
    """Formats of an export."""

    graphml = "graphml"
    gexf = "gexf"
    json = "json"


def add(app: typer.Typer) -> None:
    """Give the commands to ``gongjin``."""
    app.command()(cypher)
    app.command()(graph)
    app.command()(copy)


def cypher(
    text: Annotated[str, typer.Argument(help="一条只读的 Cypher；- 表示从标准输入读 one that reads; - for stdin")],
    param: Annotated[list[str] | None, typer.Option("--param", help="参数 名=值（值可以是 JSON） name=value")] = None,
    rows: Annotated[int, typer.Option(min=0, help="最多几行 rows at most")] = 0,
    seconds: Annotated[float, typer.Option(min=0, help="最多几秒 seconds at most")] = 0.0,
    as_json: Json = False,
) -> None:
    """运行自己写的只读 Cypher。 Run Cypher of your own; it can only read."""
    given = dict(value(one) for one in param or ())
    words = sys.stdin.read() if text == "-" else text
    with opened() as service:
        table = service.cypher(words, given, rows=rows, seconds=seconds)
    if as_json:
        write_lines([table.as_dict()])
    else:
        show(table)


def value(given: str) -> tuple[str, Any]:
    """``name=value``: JSON where it is JSON, else the words."""
    name, sign, words = given.partition("=")
    if not sign or not name.isidentifier():
        raise typer.BadParameter(f"--param {given}: name=value")
    try:
        return name, json.loads(words)
    except ValueError:
        return name, words


def show(table: Table) -> None:
    """Rows on the terminal, and whether there are more."""
    from rich.text import Text

    from app import show

    made = show.table(*table.columns)
    for row in table.rows:
        made.add_row(*(Text(cell(one)) for one in row))
    show.console().print(made)
    if table.cut:
        complain_text(
            show.say(f"只显示前 {table.limit} 行，过长的值也已截短", f"cut at {table.limit} rows, long values too")
        )


def cell(one: Any) -> str:
    """A value in a table: a node by its name, a relation by its kind, the rest as JSON."""
    if isinstance(one, dict) and "label" in one:
        return f"{one.get('name') or one.get('id')}"
    if isinstance(one, dict) and "path" in one and len(one) == 1:
        return " ".join(cell(step) for step in one["path"])
    if isinstance(one, dict) and "type" in one:
        return f"-{one['type']}-"
    return one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)


def graph(
    form: Annotated[Form, typer.Option("--format", help="格式 format")] = Form.graphml,
    place: Annotated[str | None, typer.Option(help="这个地方的方案 plans of this place")] = None,
    plan: Annotated[str | None, typer.Option(help="这个方案 this plan")] = None,
    question: Annotated[str | None, typer.Option(help="这个问题的依据 what an answer rests on")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", help="问题的参数 名=值 of the question")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="写入文件 a file, not stdout")] = None,
) -> None:
    """导出为 GraphML、GEXF 或 JSON，供 Gephi、networkx 等使用。 Export the graph for other tools."""
    from app.export import written

    given = dict(one.split("=", 1) for one in param or () if "=" in one)
    with opened() as service:
        made = service.network(place=place, plan=plan, question=question, **given)
    data = written(made, form.value)
    if out:
        out.write_bytes(data)
    else:
        sys.stdout.buffer.write(data + b"\n")


def copy(
    to: Annotated[str, typer.Option("--to", help="neo4j://主机:7687")],
    user: Annotated[str | None, typer.Option(help="缺省为 GONGJIN_USER by default")] = None,
    password_file: Annotated[Path | None, typer.Option(help="缺省为 GONGJIN_PASSWORD(_FILE) by default")] = None,
    database: Annotated[str | None, typer.Option()] = None,
    as_json: Json = False,
) -> None:
    """把所有方案搬到一个 Neo4j，并逐条核对。 Copy every plan into a Neo4j, and check every fact."""
    from app import show
    from app.moving import copy as run

    changes = {"graph": to, "user": user, "password_file": password_file, "database": database}
    with opened() as service, bar("复制", "Copying") as progress:
        target = service.settings.model_copy(update={key: one for key, one in changes.items() if one is not None})
        done = run(service, target, progress)
    if as_json:
        write_lines([done.as_dict()])
        return
    told = (
        (
            f"{done.plans} 个方案（新增或更新 {done.brought} 个），{done.facts} 条事实逐条核对一致，"
            f"校验和 {done.checksum[:16]}"
        ),
        f"{done.plans} plans ({done.brought} brought in), {done.facts} facts checked, checksum {done.checksum[:16]}",
    )
    show.console().print(show.say(*told))
