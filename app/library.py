"""Plans in and out: kept on disk, then in the graph.

The reading on disk is the truth and is written first. A difference that a crash leaves between the two is healed when
the library's graph is next opened, so a load or a rebuild that was cut short goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from threading import Event, RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

import loaders
from app import decisions
from app.decisions import Book
from app.errors import GongjinError, GraphError
from app.files import Seen, files_of, read
from app.refusals import AmbiguousPlace, DamagedDecisions, UnknownPlan
from app.resolve import home_of
from app.settings import Settings
from app.store import Meta, Store
from loaders.facts import Reading

if TYPE_CHECKING:
    from app.graph import Graph

Outcome: TypeAlias = Literal["loaded", "replaced", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file."""

    path: str
    outcome: Outcome
    meta: Meta | None = None
    error: GongjinError | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "outcome": self.outcome,
            "plan": self.meta.as_dict() if self.meta else None,
            "error": self.error.as_dict() if self.error else None,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """How far a load or a rebuild has come."""

    done: int
    total: int
    now: str
    """Name of the file or plan it is at."""


Progress: TypeAlias = Callable[[Step], None]
DECISIONS, ABIDED = "decisions.toml", ".decided"


class Library:
    """One library of plans and its graph. Opens the graph when it is first needed; close it, or use ``with``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.data, patience=settings.write_timeout)
        self._graph: Graph | None = None
        self._opening = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the graph."""
        with self._opening:
            graph, self._graph = self._graph, None
            if graph is not None:
                graph.close()

    @property
    def graph(self) -> Graph:
        """The graph, opened and healed."""
        if self._graph is None:
            with self._opening:
                if self._graph is None:
                    from app.graph import open_graph

                    graph = open_graph(self.settings)
                    try:
                        self._heal(graph)
                        with suppress(DamagedDecisions):
                            self.abide(graph)
                    except BaseException:
                        graph.close()
                        raise
                    self._graph = graph
        return self._graph

    def load(
        self,
        paths: Iterable[Path],
        *,
        place: str | None = None,
        progress: Progress | None = None,
        stop: Event | None = None,
    ) -> list[Loaded]:
        """Read files and folders and load what they hold; one that fails is told and the others go on.

        ``place`` (name, code or id) is that of plans that do not say theirs. ``stop`` ends it after the file it is at.
        Errors of the graph end it, since every other file would meet them.
        """
        files, home, book = files_of(paths), home_of(place), self.decisions()
        results: list[Loaded] = []
        number, seen = 0, Seen()
        for number, file in enumerate(files, 1):
            if stop and stop.is_set():
                break
            if progress:
                progress(Step(number - 1, len(files), file.name))
            try:
                for reading in read(file, home, book):
                    seen.check(reading, str(file))
                    meta, outcome = self.keep(reading, book)
                    results.append(Loaded(str(file), outcome, meta))
            except GraphError:
                raise
            except GongjinError as error:
                results.append(Loaded(str(file), "failed", error=error))
        if progress:
            progress(Step(number, len(files), ""))
        return results

    def load_bytes(self, name: str, data: bytes, *, place: str | None = None, seen: Seen | None = None) -> list[Loaded]:
        """Load the plans in one file that came by upload, under the name it came with; ``seen``: those beside it."""
        safe = PurePath(name.replace("\\", "/").replace("\0", "")).name.strip(". ")[-100:] or "upload.txt"
        book = self.decisions()
        kept: list[tuple[Meta, Outcome]] = []
        try:
            for reading in loaders.read_all_bytes(data, safe, home_of(place), book):
                if seen is not None:
                    seen.check(reading, safe)
                kept.append(self.keep(reading, book))
        except GraphError:
            raise
        except GongjinError as error:
            error.where = error.where or safe
            return [*(Loaded(safe, outcome, meta) for meta, outcome in kept), Loaded(safe, "failed", error=error)]
        return [Loaded(safe, outcome, meta) for meta, outcome in kept]

    def keep(self, reading: Reading, book: Book | None = None) -> tuple[Meta, Outcome]:
        """Keep one reading: on disk, then in the graph. ``book``: the decisions it was read by, where it was; it is
        read again if others were made meanwhile."""
        graph = self.graph
        with self.store.writing():
            if book is not None and book != (now := self.decisions()):
                reading = loaders.read_again(reading, now)
            return self._bring(graph, reading)

    def _bring(self, graph: Graph, reading: Reading) -> tuple[Meta, Outcome]:
        plan = reading.document.plan
        self.store.begin(plan)
        meta = self.store.put(reading)
        outcome: Outcome = graph.load(reading)
        self.store.done(plan)
        return meta, outcome

    def decisions(self) -> Book:
        """What persons decided about names. Raises DamagedDecisions."""
        return decisions.read(self.settings.data / DECISIONS)

    def abide(self, graph: Graph, progress: Progress | None = None) -> list[Meta]:
        """Read plans again that decisions touch which were made, changed or taken back since this was last done.

        Returns the plans that changed. What was seen to is noted at the end, so one that was cut short is done again.
        """
        file, noted = self.settings.data / DECISIONS, self.store.root / ABIDED
        if decisions.text(file) == decisions.text(noted):
            return []
        with self.store.writing():
            words = decisions.text(file)
            book, before = decisions.parse(words, str(file)), decisions.parse(decisions.text(noted), str(noted))
            changed = book.changed(before)
            metas = [meta for meta in self.store.metas() if any(one.holds(meta.plan, meta.place) for one in changed)]
            done: list[Meta] = []
            for number, meta in enumerate(metas):
                if progress:
                    progress(Step(number, len(metas), meta.title))
                reading = self.reading(meta.plan)
                if any(one.touches(reading) for one in changed):
                    again = loaders.read_again(reading, book)
                    if again != reading:
                        done.append(self._bring(graph, again)[0])
            decisions.write(noted, words)
        return done

    def remove(self, plan: str) -> Meta:
        """Forget a plan and all that only it supported. Raises UnknownPlan."""
        meta = self.plan(plan)
        graph = self.graph
        with self.store.writing():
            self.store.begin(plan)
            self.store.remove(plan)
            graph.remove(plan)
            self.store.done(plan)
        return meta

    def plans(self) -> list[Meta]:
        """All plans that are kept, in order of id; opens no graph."""
        return list(self.store.metas())

    def plan(self, plan: str) -> Meta:
        """The line of one plan. Raises UnknownPlan."""
        meta = self.store.get(plan)
        if meta is None:
            raise UnknownPlan(name=plan)
        return meta

    def kept(self, name: str) -> str:
        """Id of the kept plan that a person means by its id, 文号 or title. Raises UnknownPlan, AmbiguousPlace."""
        if self.store.get(name):
            return name
        found = [meta for meta in self.store.metas() if name in (meta.number, meta.title)]
        if len(found) > 1:
            raise AmbiguousPlace(name=name, choices=[{"id": meta.plan, "name": meta.title} for meta in found])
        if not found:
            raise UnknownPlan(name=name)
        return found[0].plan

    def reading(self, plan: str) -> Reading:
        """The whole reading of a plan. Raises UnknownPlan."""
        reading = self.store.reading(plan)
        if reading is None:
            raise UnknownPlan(name=plan)
        return reading

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the graph anew from the readings on disk; the number of plans in it."""
        graph = self.graph
        with self.store.writing():
            if self.settings.embedded:
                graph.clear()
            for meta in self.store.metas():
                self.store.begin(meta.plan)
                graph.remove(meta.plan)
            return self._heal(graph, progress)

    def status(self) -> dict[str, Any]:
        """Counts over all plans that are kept, and where they are; opens no graph."""
        metas = self.plans()
        counts = {
            name: sum(getattr(meta, name) for meta in metas)
            for name in ("tasks", "duties", "leads", "targets", "cooperation", "unread", "doubts")
        }
        places = len({meta.place for meta in metas if meta.place})
        return {"plans": len(metas), "places": places, **counts, "data": str(self.settings.data)}

    def _heal(self, graph: Graph, progress: Progress | None = None) -> int:
        """Bring the graph to what is kept on disk; the number of plans that were brought in.

        The embedded graph is ours alone. On a server others may keep plans of their own, and only those that this
        library began to remove are taken out.
        """
        kept = {meta.plan: meta.revision for meta in self.store.metas()}
        there, begun = graph.plans(), self.store.begun()
        if kept.items() <= there.items() and not begun and not (self.settings.embedded and there.keys() - kept.keys()):
            return 0
        with self.store.writing():
            there, begun = graph.plans(), self.store.begun()
            kept = {meta.plan: meta.revision for meta in self.store.metas()}
            for plan in there.keys() - kept.keys():
                if self.settings.embedded or plan in begun:
                    graph.remove(plan)
            wanted = [plan for plan, revision in kept.items() if plan in begun or there.get(plan) != revision]
            for number, plan in enumerate(wanted):
                if progress:
                    progress(Step(number, len(wanted), plan))
                graph.load(self.reading(plan))
            for plan in begun:
                self.store.done(plan)
        if progress:
            progress(Step(len(wanted), len(wanted), ""))
        return len(wanted)
