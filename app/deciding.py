"""A person's word on names, spoken and taken back: written into the file of decisions, then obeyed at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast, get_args

from app import decisions
from app.decisions import Decision, What
from app.library import DECISIONS, Library, Progress
from app.refusals import BadDecision, NotFound
from app.resolve import WHAT, home_of
from app.store import Meta
from loaders import gazetteer
from loaders.clean import clean

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of a decision: itself, whether it is new, and the plans that read otherwise now."""

    decision: Decision
    plans: tuple[Meta, ...]
    new: bool = True

    def as_dict(self) -> dict[str, Any]:
        return {
            "decision": self.decision.as_dict(),
            "new": self.new,
            "plans": [meta.as_dict() for meta in self.plans],
        }


class Deciding(Library):
    """A library whose reading persons can put right."""

    def decide(
        self,
        what: str,
        name: str,
        means: str = "",
        *,
        place: str | None = None,
        plan: str | None = None,
        note: str = "",
        progress: Progress | None = None,
    ) -> Ruling:
        """Decide about a name, and read all plans again that it touches; what is decided already changes nothing.

        ``what``: ``alias`` (``name`` means the body or place ``means``: another spelling, or an id), ``not_a_name``, or
        ``same`` (what ``name`` means is what ``means`` means, however either is spelled). It holds in the plans of
        ``place``, in ``plan``, or everywhere. Raises BadDecision, UnknownPlan, AmbiguousPlace, NotFound.
        """
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        home = home_of(place) or ""
        one = Decision(0, now, _what(what), _name(name), _name(means) if means else "", home, plan or "", note.strip())
        if plan:
            self.plan(plan)
        _check(one)
        graph = self.graph
        with self.store.writing():
            book = self.decisions()
            known = next((other for other in reversed(book.decisions) if other.says == one.says), None)
            new = known is None or any(
                other.id > known.id and (other.name, other.width) == (one.name, one.width) for other in book.decisions
            )
            if new or known is None:
                one = Decision(**{**one.as_dict(), "id": decisions.next_id(book.decisions)})
                decisions.add(self.settings.data / DECISIONS, one)
            else:
                one = known
            return Ruling(one, tuple(self.abide(graph, progress)), new)

    def undecide(self, id_: int, *, progress: Progress | None = None) -> Ruling:
        """Take a decision back, and read all plans again that it touched. Raises UnknownDecision."""
        graph = self.graph
        with self.store.writing():
            one = decisions.drop(self.settings.data / DECISIONS, id_)
            return Ruling(one, tuple(self.abide(graph, progress)), new=False)


def _what(given: str) -> What:
    if given not in get_args(What):
        raise BadDecision(why=("可以是 " + "、".join(get_args(What)), "one of " + ", ".join(get_args(What))))
    return cast(What, given)


def _name(given: str) -> str:
    """A name as cleaned texts have it."""
    name = clean(given)
    if not name or "\n" in name or len(name) > LONGEST:
        raise BadDecision(why=("名称须为一行，不能为空", "a name is one line, and not empty"))
    return name


def _check(one: Decision) -> None:
    """Refuse what says nothing. Raises BadDecision, NotFound."""
    if one.place and one.plan:
        raise BadDecision(why=("地方和方案只能写一个", "either a place or a plan"))
    if len(one.note) > 1000:
        raise BadDecision(why=("备注过长", "the note is too long"))
    if one.what == "not_a_name":
        if one.means:
            raise BadDecision(why=("“不是名称”不需要另一个名称", "not_a_name takes one name"))
        return
    if not one.means or one.means == one.name:
        raise BadDecision(why=("需要另一个名称或编号", "another name or id is needed"))
    kind, _, rest = one.means.partition(":")
    known = gazetteer.load()
    if kind == "place" and not known.get(one.means):
        raise NotFound(what=WHAT["place"], name=one.means)
    if kind == "agency" and (not known.get(rest.rpartition(":")[0]) or not rest.rpartition(":")[2]):
        raise NotFound(what=WHAT["agency"], name=one.means)
