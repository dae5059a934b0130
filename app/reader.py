"""People's own Cypher: run where it cannot write, cut at so many rows, given up after so many seconds.

Neo4j runs it with READ access (by a reader of its own where one is set) after EXPLAIN said that it only reads, and
ends it in time. The embedded engine runs it by a user who may only read; it knows one time limit for all queries and
none inside ``reduce()``, so the wait is given up here. One that goes on past the engine's limit is ended by stopping
Java between two loads; whoever asks next starts it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from app.engine.claims import lock
from app.errors import BadQuery, GraphBusy, GraphError, QueryTimeout
from app.settings import Settings
from app.statement import check
from app.values import Told, told

if TYPE_CHECKING:
    from app.graph import Graph

AT_ONCE = 2
"""Queries of this kind that run at the same time, in all processes that share a library."""
GRACE = 2.0
"""Seconds past the engine's own limit before Java is stopped."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a query found."""

    columns: list[str]
    rows: list[list[Any]]
    cut: bool
    """There were more rows, or more in one of them, than are told."""
    limit: int
    seconds: float
    nodes: list[dict[str, Any]] = field(default_factory=list)
    """Every node in the rows once: id, kind, name."""
    edges: list[dict[str, Any]] = field(default_factory=list)
    """Every relation in the rows whose ends are there too: source, target, kind, row."""

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(eq=False)
class Run:
    """One query on its way."""

    slot: FileLock
    begun: float = field(default_factory=time.monotonic)
    over: Event = field(default_factory=Event)
    found: Told | None = None
    error: BaseException | None = None


class Reader:
    """Runs people's own Cypher on the graph of one library."""

    def __init__(self, settings: Settings, graph: Callable[[], Graph]) -> None:
        self.settings, self.graph = settings, graph
        self._runs: set[Run] = set()
        self._guard = Lock()

    def run(
        self, text: str, params: Mapping[str, object] | None = None, *, rows: int = 0, seconds: float = 0.0
    ) -> Table:
        """Run one text; ``rows`` and ``seconds`` may be less than the settings allow, never more.

        Raises WriteRefused, BadQuery, QueryTimeout, and GraphBusy where enough of them are running.
        """
        text = check(text)
        rows = min(rows or self.settings.cypher_rows, self.settings.cypher_rows)
        seconds = min(seconds or self.settings.cypher_seconds, self.settings.cypher_seconds)
        graph = self.graph()
        graph.ask("RETURN 1 AS one")  # brings the server back where it went away: the text itself is not tried twice
        run = Run(self._slot())
        with self._guard:
            self._runs.add(run)
        Thread(target=self._work, args=(run, graph, text, dict(params or {}), rows, seconds), daemon=True).start()
        if not run.over.wait(seconds + 0.5):
            Thread(target=self._watch, args=(run, graph), daemon=True).start()
            raise QueryTimeout(seconds=seconds, where=graph.link.where)
        if run.error is not None:
            if isinstance(run.error, QueryTimeout):
                raise QueryTimeout(seconds=seconds, where=graph.link.where) from run.error
            raise run.error
        assert run.found is not None
        found = run.found
        spent = round(time.monotonic() - run.begun, 3)
        return Table(found.columns, found.rows, found.cut, rows, spent, found.nodes, found.edges)

    def close(self) -> None:
        """Leave no query behind on an engine of our own."""
        with self._guard:
            left = list(self._runs)
        if left and self.settings.embedded:
            graph = self.graph()
            for run in left:
                if not run.over.wait(0.2):
                    graph.interrupt()
                    break

    def _slot(self) -> FileLock:
        folder: Path = self.settings.data
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(AT_ONCE):
            with suppress(Timeout):
                slot = lock(folder / f"cypher-{number}.lock", timeout=0)
                slot.acquire()
                return slot
        raise GraphBusy(why=(f"已有 {AT_ONCE} 个自写查询在运行", f"{AT_ONCE} queries of this kind are running"))

    def _work(self, run: Run, graph: Graph, text: str, params: dict[str, object], rows: int, seconds: float) -> None:
        try:
            run.found = graph.look(text, params, seconds, lambda result: told(result, rows))
        except GraphError as error:
            run.error = error
        except (ValueError, TypeError, RecursionError) as error:
            run.error = BadQuery(why=str(error)[:200])
        except BaseException as error:
            run.error = error
        finally:
            run.slot.release()
            with self._guard:
                self._runs.discard(run)
            run.over.set()

    def _watch(self, run: Run, graph: Graph) -> None:
        """End a query that heeds no limit, when no load is under way."""
        limit = self.settings.query_timeout + GRACE
        while not run.over.wait(max(0.1, limit - (time.monotonic() - run.begun))):
            with suppress(GraphError):
                graph.interrupt(unless=run.over.is_set)
            limit += 5
