"""The way to a graph: drivers, one writer at a time, and what to do when the server went away."""

from __future__ import annotations

import logging
import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from neo4j import Driver, GraphDatabase, Session
from neo4j.api import BookmarkManager
from neo4j.exceptions import ServiceUnavailable, SessionExpired

from app.engine.address import Address
from app.errors import Unsupported, WriteRefused
from app.graph.schema import constraints
from app.graph.trouble import speaking
from app.graph.write import Manner
from app.settings import Settings

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what it retries is no news for a terminal
_VERSION = re.compile(r"Neo4j/(\d+)\.(\d+)")
OLDEST = (5, 26)
OPTIONS: dict[str, Any] = {"notifications_min_severity": "OFF", "telemetry_disabled": True, "connection_timeout": 10}


@dataclass(frozen=True, slots=True, eq=False)
class Connection:
    """Two drivers to one server: who writes, and who can only read."""

    writer: Driver
    reader: Driver
    bookmarks: BookmarkManager | None = None
    """On a cluster: lets a question see what this process wrote."""
    address: Address | None = None

    def close(self) -> None:
        """Let go; a connection on which another thread is in mid-word says so with a BufferError, and falls anyway."""
        for driver in {self.writer, self.reader}:
            with suppress(BufferError):
                driver.close()


class Link(ABC):
    """Opens a connection when it is first needed, and again when the server is a new one."""

    where: str
    database: str | None
    manner: Manner

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._guard = threading.Lock()
        self._current: Connection | None = None

    def current(self) -> Connection:
        """The connection, opened and its schema made where it is not."""
        with self._guard:
            if self._current is None:
                self._current = self._open()
            return self._current

    @abstractmethod
    def renew(self, broken: Connection, error: Exception) -> bool:
        """Whether a second try may do better, with a new connection where that takes one."""

    def close(self) -> None:
        with self._guard:
            if self._current is not None:
                self._close(self._current)
            self._current = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one who writes."""
        yield

    def examine(self, session: Session, text: str, params: Mapping[str, object]) -> None:
        """Refuse a text of a person's own that the server itself says does more than read."""
        return

    def interrupt(self, unless: Callable[[], bool]) -> None:
        """End all queries where the server cannot end one in time; nothing on Neo4j, which can."""
        return

    @abstractmethod
    def _open(self) -> Connection: ...

    def _close(self, connection: Connection) -> None:
        connection.close()

    @abstractmethod
    def clear(self) -> bool:
        """Empty the database at one stroke; False where the server cannot, and nodes must be deleted."""


class Server(Link):
    """A Neo4j server that others run."""

    manner = Manner(hint="CYPHER replan=skip ")

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.where, self.database = settings.graph, settings.database

    def _open(self) -> Connection:
        with speaking(self.where, self.settings.query_timeout):
            settings = self.settings
            # a cluster finds a new leader in this time; who waits longer wants to be told
            options = {**OPTIONS, "max_transaction_retry_time": 8}
            driver = GraphDatabase.driver(self.where, auth=(settings.user, settings.secret()), **options)
            reader = driver
            if settings.reader:
                auth = (settings.reader, settings.reader_secret())
                reader = GraphDatabase.driver(self.where, auth=auth, **options)
            connection = Connection(driver, reader, GraphDatabase.bookmark_manager())
            try:
                agent = driver.get_server_info().agent
                version = _VERSION.match(agent)
                if version is None or (int(version[1]), int(version[2])) < OLDEST:
                    raise Unsupported(what=agent, where=self.where)
                if reader is not driver:
                    reader.verify_connectivity()
                with driver.session(database=self.database) as session:
                    self._prepare(session)
            except BaseException:
                connection.close()
                raise
            return connection

    def _prepare(self, session: Session) -> None:
        """Make the constraints and indexes that are not there; where all are, nothing is written."""
        statements, fulltext = constraints()
        made = {row["name"] for kind in ("CONSTRAINTS", "INDEXES") for row in session.run(f"SHOW {kind} YIELD name")}
        missing = [text for text in (*statements, fulltext.neo4j) if text.split(" IF NOT ")[0].split()[-1] not in made]
        for text in missing:
            session.run(text).consume()
        if missing:
            session.run("CALL db.awaitIndexes(300)").consume()

    def examine(self, session: Session, text: str, params: Mapping[str, object]) -> None:
        """READ access refuses writes; its plan tells commands to the server and LOAD CSV apart from reading."""
        summary = session.run(f"EXPLAIN {text}", dict(params)).consume()
        plans = [summary.plan]
        while plans:
            plan = plans.pop() or {}
            if summary.query_type != "r" or "LoadCSV" in str(plan.get("operatorType")):
                raise WriteRefused(why=("只能读图里的数据", "it may only read the graph"), where=self.where)
            plans += plan.get("children", ())

    def renew(self, broken: Connection, error: Exception) -> bool:
        """The driver finds its way back by itself, it only notices too late."""
        return isinstance(error, (ServiceUnavailable, SessionExpired))

    def clear(self) -> bool:
        return False
