"""``gongjin decide``: a person's word on names, spoken, listed and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from app.terminal import STYLE, Json, bar, opened, write_lines

if TYPE_CHECKING:
    from app.decisions import Decision
    from app.service import Ruling

group = typer.Typer(
    **STYLE,
    help="对名称作判断：写法指谁、不是名称、两者是一个。马上生效，可以撤回。 "
    "Decide about names: what a spelling means, what is no name, which two are one.",
)
Place = Annotated[str | None, typer.Option("--place", help="只用于这个地方的方案 only in plans of this place")]
Plan = Annotated[str | None, typer.Option("--plan", help="只用于这个方案 only in this plan")]
Note = Annotated[str, typer.Option("--note", help="备注 why")]
KINDS = {"alias": ("指", "means"), "not_a_name": ("不是名称", "is no name"), "same": ("就是", "is the same as")}


@group.command()
def alias(
    spelling: Annotated[str, typer.Argument(help="写法 as plans write it")],
    means: Annotated[str, typer.Argument(help="指的部门或地方：名称或编号 a body or place: its name or id")],
    place: Place = None,
    plan: Plan = None,
    note: Note = "",
    as_json: Json = False,
) -> None:
    """这个写法指那个部门或地方。 This spelling means that body or place."""
    decide("alias", spelling, means, place, plan, note, as_json)


@group.command("not-a-name")
def not_a_name(
    spelling: Annotated[str, typer.Argument(help="写法 as plans write it")],
    place: Place = None,
    plan: Plan = None,
    note: Note = "",
    as_json: Json = False,
) -> None:
    """这不是名称。 This is no name: it goes to 待核 and answers for nothing."""
    decide("not_a_name", spelling, "", place, plan, note, as_json)


@group.command()
def same(
    one: Annotated[str, typer.Argument(help="一个名称或编号 a name or id")],
    other: Annotated[str, typer.Argument(help="另一个，保留这个 the other, which stays")],
    place: Place = None,
    plan: Plan = None,
    note: Note = "",
    as_json: Json = False,
) -> None:
    """这两个是一个。 These two are one, however plans spell them."""
    decide("same", one, other, place, plan, note, as_json)


@group.command("list")
def list_(as_json: Json = False) -> None:
    """列出判断。 List the decisions."""
    from app.show import console, say

    with opened() as service:
        found = service.decisions().decisions
    if as_json:
        write_lines(one.as_dict() for one in found)
    elif found:
        console().print(table(found))
    else:
        console().print(say("还没有判断", "no decisions yet"))


@group.command()
def undo(
    number: Annotated[int, typer.Argument(help="编号，见 list　its number, see list")], as_json: Json = False
) -> None:
    """撤回一条判断。 Take a decision back."""
    with opened() as service, bar("重读", "Reading again") as progress:
        ruling = service.undecide(number, progress=progress)
    tell(ruling, as_json=as_json, word=("已撤回", "taken back"))


def decide(what: str, name: str, means: str, place: str | None, plan: str | None, note: str, as_json: bool) -> None:
    """Decide, and say what changed."""
    with opened() as service, bar("重读", "Reading again") as progress:
        ruling = service.decide(what, name, means, place=place, plan=plan, note=note, progress=progress)
    tell(ruling, as_json=as_json, word=("已判断", "decided") if ruling.new else ("早已判断", "decided before"))


def tell(ruling: Ruling, *, as_json: bool, word: tuple[str, str]) -> None:
    """A ruling on the terminal: what it says, and the plans that read otherwise now."""
    from app.show import console, say

    if as_json:
        write_lines([ruling.as_dict()])
        return
    screen = console()
    count = len(ruling.plans)
    screen.print(f"{say(*word)} {sentence(ruling.decision)}")
    screen.print(say(f"{count} 个方案的读取结果有变化", f"{count} plans read otherwise now"))
    for meta in ruling.plans:
        screen.print(f"  《{meta.title}》 {meta.plan}")


def sentence(one: Decision) -> str:
    """A decision in words: 1. 市局 指 市科工局（place:430981）."""
    from app.show import say

    parts = [f"{one.id}.", one.name, say(*KINDS[one.what]), one.means, f"（{where(one)}）"]
    return " ".join(filter(None, parts))


def where(one: Decision) -> str:
    """Where a decision holds, by name where it is a place."""
    from app.show import say
    from loaders import gazetteer

    known = gazetteer.load().get(one.place)
    return one.plan or (known.name if known else one.place) or say("处处", "everywhere")


def table(found: Iterable[Decision]) -> object:
    """A line for each decision."""
    from app import show

    say = show.say
    made = show.table(
        say("号", "No"), say("名称", "Name"), "", say("另一个", "Other"), say("适用", "Where"), say("时间", "When"),
        say("备注", "Note"),
    )  # fmt: skip
    for one in found:
        made.add_row(str(one.id), one.name, say(*KINDS[one.what]), one.means, where(one), one.when[:16], one.note)
    return made
