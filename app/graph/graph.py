"""The graph as the rest of the app sees it: questions and plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TypeVar

from neo4j import READ_ACCESS, ManagedTransaction, Query, Result
from neo4j.exceptions import DriverError, Neo4jError

from app.graph.link import Connection, Link
from app.graph.rows import rows
from app.graph.trouble import speaking
from app.graph.write import Outcome, put, take
from loaders.facts import Reading

T = TypeVar("T")
CLEAR = "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone"


class Graph:
    """One graph, embedded or on a Neo4j server. Threads may share it."""

    def __init__(self, link: Link) -> None:
        self.link = link

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the server go; the embedded engine ends when nobody else uses it."""
        self.link.close()

    def ask(self, text: str, params: Mapping[str, object] | None = None) -> list[dict[str, object]]:
        """Run a reading text and return its rows; one that writes raises WriteRefused."""
        timeout = self.link.settings.query_timeout

        def read(connection: Connection) -> list[dict[str, object]]:
            with connection.reader.session(
                database=self.link.database,
                default_access_mode=READ_ACCESS,
                bookmark_manager=connection.bookmarks,
            ) as session:
                return session.run(Query(text, timeout=timeout), dict(params or {})).data()

        return self._try(read)

    def look(self, text: str, params: Mapping[str, object], seconds: float, tell: Callable[[Result], T]) -> T:
        """Run a person's own text, once, where it cannot write; ``tell`` reads its result.

        Neo4j ends it after so many seconds, the embedded engine by its own limit for all queries.
        """
        connection = self.link.current()
        with (
            speaking(self.link.where, seconds),
            connection.reader.session(
                database=self.link.database,
                default_access_mode=READ_ACCESS,
                bookmark_manager=connection.bookmarks,
            ) as session,
        ):
            self.link.examine(session, text, params)
            return tell(session.run(Query(text, timeout=seconds), dict(params)))

    def interrupt(self, unless: Callable[[], bool] = lambda: False) -> None:
        """End every query of an engine of our own, between two loads; it is there again when next asked."""
        self.link.interrupt(unless)

    def load(self, reading: Reading) -> Outcome:
        """Bring a plan in, whole or not at all; "unchanged" where the graph holds just this."""
        made = rows(reading)
        with self.link.writing():
            return self._write(lambda tx: put(tx, made, self.link.manner))

    def remove(self, plan: str) -> bool:
        """Take a plan out with all that only it supported; False where it is not there."""
        with self.link.writing():
            return self._write(lambda tx: take(tx, plan, self.link.manner))

    def clear(self) -> None:
        """Empty the graph."""
        with self.link.writing():
            if not self.link.clear():
                while self._write(lambda tx: tx.run(CLEAR).single(strict=True)["gone"]):
                    pass

    def plans(self) -> dict[str, str]:
        """Id and revision of every plan, in the order of their ids."""
        found = self.ask("MATCH (p:Plan) RETURN p.id AS id, p.revision AS revision ORDER BY id")
        return {str(row["id"]): str(row["revision"]) for row in found}

    def _write(self, work: Callable[[ManagedTransaction], T]) -> T:
        def write(connection: Connection) -> T:
            with connection.writer.session(
                database=self.link.database, bookmark_manager=connection.bookmarks
            ) as session:
                return session.execute_write(work)

        return self._try(write)

    def _try(self, work: Callable[[Connection], T]) -> T:
        """Do it; where the server went away, find it again (the embedded engine starts) and do it once more.

        A write may be repeated: a transaction that broke off left nothing, one that was committed changes nothing.
        """
        with speaking(self.link.where, self.link.settings.query_timeout):
            connection = self.link.current()
            try:
                return work(connection)
            except (Neo4jError, DriverError) as error:
                if not self.link.renew(connection, error):
                    raise
            return work(self.link.current())
