"""The command ``gongjin``: a thin shell over the service.

Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 some input failed, 4 the graph, 5 a question that cannot be asked so.
Only what a command needs is imported, and only when it runs: ``extract`` knows no database.
"""

from __future__ import annotations

import io
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app import cli_decide, cli_graph
from app.terminal import STYLE, Json, Judged, Paths, Place, bar, complain, complain_text, opened, write_lines
from loaders.errors import GongjinError

if TYPE_CHECKING:
    from app.questions import Param

app = typer.Typer(
    **STYLE,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="共进：把政府工作方案读成知识图谱。 Reads government action plans into a knowledge graph.",
)
app.add_typer(cli_decide.group, name="decide")
cli_graph.add(app)
Data = Annotated[Path | None, typer.Option(help="资料存放处 where everything is kept", envvar="GONGJIN_DATA")]


@app.callback()
def start(lang: Annotated[str, typer.Option(help="zh 或 en", envvar="GONGJIN_LANG")] = "zh", data: Data = None) -> None:
    """Settings that hold for every command."""
    os.environ["GONGJIN_LANG"] = lang
    if data:
        os.environ["GONGJIN_DATA"] = str(data)


@app.command()
def load(paths: Paths, place: Place = None) -> None:
    """载入方案。 Load plans."""
    from app import show

    with opened() as service, bar("载入", "Loading") as progress:
        results = service.load(paths, place=place, progress=progress)
    screen = show.console()
    if any(result.meta for result in results):
        screen.print(show.loaded(results))
    failed = [result.error for result in results if result.error]
    for error in failed:
        complain(error.as_dict())
    if not results:
        complain_text(show.say("没有找到可以载入的文件", "no file to load"))
    if failed or not results:
        raise typer.Exit(3)


@app.command()
def remove(plan: Annotated[str, typer.Argument(help="编号，见 gongjin plans　id, see gongjin plans")]) -> None:
    """移出一个方案。 Remove a plan and all that only it supported."""
    from app import show

    with opened() as service:
        meta = service.remove(plan)
    show.console().print(show.say(f"已移出《{meta.title}》", f"removed {meta.title}"))


@app.command()
def plans(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """列出方案。 List the plans."""
    from app import show

    metas = opened().plans()
    if as_json:
        write_lines(meta.as_dict() for meta in metas)
    elif metas:
        show.console().print(show.plans(metas))
    else:
        show.console().print(show.say("还没有方案。用 gongjin load 载入", "no plans yet; load some by gongjin load"))


@app.command()
def status(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """总数和存放处。 Counts, and where everything is."""
    from app import show

    found = opened().status()
    if as_json:
        write_lines([found])
        return
    names = {
        "plans": ("方案", "Plans"),
        "places": ("地方", "Places"),
        "data": ("存放处", "Kept in"),
        "doubts": ("把握不足", "Doubtful"),
    }
    names |= {name: (zh, en) for name, zh, en in show.COUNTS}
    made = show.table("", "")
    for name, value in found.items():
        made.add_row(show.say(*names[name]), str(value))
    made.show_header = False
    show.console().print(made)


@app.command()
def rebuild() -> None:
    """由保存的读取结果重建图。 Make the graph anew from what is kept on disk."""
    from app import show

    with opened() as service, bar("重建", "Rebuilding") as progress:
        count = service.rebuild(progress)
    show.console().print(show.say(f"已重建，共 {count} 个方案", f"rebuilt from {count} plans"))


@app.command()
def extract(
    paths: Paths,
    readings: Annotated[bool, typer.Option("--readings", help="整个读取结果 the whole reading")] = False,
    place: Place = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="同时读几个文件 files read at once")] = 1,
    decisions: Judged = None,
) -> None:
    """读出台账（JSON Lines），不用数据库。 Read plans into ledger rows; needs no database."""
    from app.extract import extract as run

    if not run(paths, place=place, readings=readings, jobs=jobs, complain=complain, decisions=decisions):
        raise typer.Exit(3)


@app.command()
def explain(
    what: Annotated[
        str, typer.Argument(help="文件，或方案的编号、文号、标题 a file, or a kept plan", metavar="PATH|PLAN")
    ],
    plain: Annotated[bool, typer.Option("--plain", help="不用颜色，一段一行 a line a span, no colours")] = False,
    as_json: Json = False,
    place: Place = None,
    decisions: Judged = None,
) -> None:
    """逐字说明读成了什么。 Show what every character of a plan was read as, and by which rule."""
    from app import explain as told
    from app.show import console

    screen = console()
    for reading in told.readings(what, place, decisions):
        if as_json:
            write_lines([told.as_dict(reading)])
        elif plain or not screen.is_terminal:
            sys.stdout.writelines(f"{line}\n" for line in told.plain(reading))
        else:
            for part in told.coloured(reading):
                screen.print(part)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="地址，缺省只限本机 address, loopback by default")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535)] = None,
    sample: Annotated[bool, typer.Option("--sample", help="先载入虚构示例 load the sample first")] = False,
) -> None:
    """启动网页和接口。 Serve pages and API."""
    from app.serve import serve as run
    from app.settings import load_settings

    given = {"host": host, "port": port}
    run(load_settings(**{name: value for name, value in given.items() if value is not None}), sample=sample)


class Asking(typer.core.TyperGroup):
    """Questions are commands; what is no question's name is a free Chinese sentence."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["sentence", *args]
        return super().resolve_command(ctx, args)


def asking() -> typer.Typer:
    """``gongjin ask``: a command a question, its options from its header."""
    from app import asking as shapes
    from app import questions
    from app.show import english, say

    group = typer.Typer(
        **STYLE,
        cls=Asking,
        help=say(
            "提一个问题：下面的名称，或一句话，如 “哪个部门牵头最多？”", "Ask by name, or a free Chinese sentence."
        ),
    )

    def mark(param: Param, text: str) -> Any:
        name = param.name.replace("_", "-")
        return typer.Option(f"--{name}/--no-{name}" if param.kind == "bool" else f"--{name}", help=text or None)

    as_json = typer.Option("--json", help=say("输出 JSON", "as JSON"))
    for question in questions.load().values():
        extra = {"as_json": (Annotated[bool, as_json], False)}
        run = shapes.shaped(question, partial(tell, question.name), mark, english=english(), extra=extra)
        group.command(question.name)(run)

    def sentence(
        words: Annotated[list[str], typer.Argument()], as_json: Annotated[bool, typer.Option("--json")] = False
    ) -> None:
        tell(" ".join(words), {"as_json": as_json})

    group.command("sentence", hidden=True)(sentence)
    return group


def tell(question: str, given: dict[str, Any]) -> None:
    """Answer a question on the terminal."""
    from app import show

    as_json = given.pop("as_json", False)
    with opened() as service:
        answer = service.ask(question, given)
    if as_json:
        write_lines([answer.as_dict()])
        return
    screen = show.console()
    for part in show.answer(answer):
        screen.print(part)


def main() -> None:
    """Entry point: run a command, and turn an error of ours into a message and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        if "--lang" in sys.argv[1:-1]:
            os.environ["GONGJIN_LANG"] = sys.argv[sys.argv.index("--lang") + 1]
        if "ask" in sys.argv[1:] or not {"load", "extract", "serve", "decide", "explain"} & set(sys.argv[1:]):
            app.add_typer(asking(), name="ask")
        app()
    except GongjinError as error:
        complain(error.as_dict())
        sys.exit(error.exit)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("GONGJIN_DEBUG"):
            raise
        text = f"程序出错：{error!r}。设 GONGJIN_DEBUG=1 重试可看详情　a bug; GONGJIN_DEBUG=1 shows more"
        complain_text(f"[GJ000] {text}")
        sys.exit(1)


if __name__ == "__main__":
    main()
