"""A body as a value: what a spelling resolves to, and the two halves a spelling is cut into."""

from __future__ import annotations

from loaders import functions, gazetteer, shapes
from loaders.gazetteer import Place
from loaders.values import value


@value
class Agency:
    """A body that can be responsible."""

    id: str
    name: str
    """As written."""
    full: str | None
    """What it is called in full, or None where that is not sure."""
    kind: str
    function: str | None
    level: str | None
    """Level of its place."""
    place: str | None
    parent: str | None = None
    """Id of the body it is a branch of."""
    collective: bool = False
    doubtful: bool = False
    candidates: tuple[str, ...] = ()
    """Ids of the bodies it may be, where it is doubtful."""
    aliases: tuple[str, ...] = ()
    """Names of other institutions behind the same door: 省市场监管局(省知识产权局)."""


@value
class Parts:
    """A name cut in two: the place its prefix means and the rest."""

    place: Place | None
    rest: str
    prefix: str = ""
    several: tuple[Place, ...] = ()


def by_id(id: str, spelling: str) -> Agency:
    """Return the body of an id that a person chose, as far as the id tells."""
    code, _, label = id.removeprefix("agency:").rpartition(":")
    place = gazetteer.load().get(code)
    kind = "派出机构" if "@" in label else functions.load().kinds.get(label.split("+")[0]) or shapes.kind(label)
    where = (place.level, place.id) if place else (None, None)
    name = label if spelling == id else spelling
    return Agency(id, name, shapes.known(id), kind or "政府部门", label, *where)
