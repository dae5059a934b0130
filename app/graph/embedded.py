"""The way to the engine of our own: it starts with the first question, and makes what is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil
from filelock import FileLock, Timeout
from neo4j import GraphDatabase

from app.engine import console
from app.engine.address import HOST, Address
from app.engine.claims import lock
from app.engine.client import attach
from app.engine.home import Home, Launch
from app.engine.launch import DATABASE
from app.errors import EngineDown, EngineStart, GraphBusy
from app.graph.link import OPTIONS, Connection, Link
from app.graph.schema import constraints, form, schema
from app.graph.trouble import speaking
from app.graph.write import Manner
from app.settings import Settings


class Embedded(Link):
    """The engine of our own."""

    manner = Manner(at_once=True)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.database: str = settings.database or DATABASE
        self.home = Home(settings.engine.absolute())
        self.where = str(self.home.path)
        self._claim: FileLock | None = None

    def _open(self) -> Connection:
        settings = self.settings
        launch = Launch(
            home=str(self.home.path),
            cache=str(settings.cache.absolute()),
            java=str(settings.java or ""),
            heap=settings.heap,
            timeout=settings.query_timeout,
            patience=settings.start_timeout,
            linger=settings.linger,
        )
        address, self._claim = attach(launch)
        uri = f"bolt://{HOST}:{address.port}"
        with speaking(self.where, settings.query_timeout):
            # a retry waits for the engine that is gone: let the link start a new one instead
            options = {**OPTIONS, "max_transaction_retry_time": 2}
            writer = GraphDatabase.driver(uri, auth=("root", address.password), **options)
            reader = GraphDatabase.driver(uri, auth=("reader", address.reader), **options)
            connection = Connection(writer, reader, address=address)
            try:
                self._prepare(connection, address)
            except BaseException:
                self._close(connection)
                raise
            return connection

    def _prepare(self, connection: Connection, address: Address) -> None:
        """Make what is not there: the database, every type, every index."""
        with self._console():
            if self.database != DATABASE and self.database not in console.databases(address):
                console.create(address, self.database)
            if not self._in_form(address):
                with self.writing():
                    if not self._in_form(address):
                        if self._types(address):  # an older version wrote it; the readings are kept elsewhere
                            self._empty(address)
                        self._make(connection, address)

    def _in_form(self, address: Address) -> bool:
        """Whether all types and indexes are there, and what is in them was written in the form of today."""
        stamp = self.home.form(self.database)
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != form():
            return False
        made = {one["name"] for one in console.sql(address, self.database, "SELECT name FROM schema:indexes;")}
        return {*schema().kinds, *schema().relations} <= self._types(address) and constraints()[1].name in made

    def _types(self, address: Address) -> set[str]:
        return {str(one["name"]) for one in console.sql(address, self.database, "SELECT name FROM schema:types;")}

    def _empty(self, address: Address) -> None:
        console.drop(address, self.database)
        console.create(address, self.database)

    def _make(self, connection: Connection, address: Address) -> None:
        """Make every type and index before the first query: types born in a query collide."""
        statements, fulltext = constraints()
        types = [f"CREATE VERTEX TYPE `{name}` IF NOT EXISTS;" for name in schema().kinds]
        types += [f"CREATE EDGE TYPE `{name}` IF NOT EXISTS;" for name in schema().relations]
        console.sql(address, self.database, "\n".join(types))
        with connection.writer.session(database=self.database) as session:
            for statement in statements:
                session.run(statement).consume()
        console.sql(address, self.database, fulltext.sql())
        self.home.form(self.database).write_text(form(), encoding="utf-8")

    @contextmanager
    def _console(self) -> Iterator[None]:
        try:
            yield
        except console.Refused as error:
            raise EngineStart(why=str(error), where=self.where) from error
        except console.Gone as error:
            raise EngineDown(why=str(error), where=self.where) from error

    def renew(self, broken: Connection, error: Exception) -> bool:
        """Drop the connection to an engine that is gone; one that is closing answers with all kinds of errors."""
        with self._guard:
            if self._current is broken:
                if broken.address is not None and broken.address.alive():
                    return False
                self._current = None
                self._close(broken)
            return True

    def _close(self, connection: Connection) -> None:
        try:
            super()._close(connection)
        finally:
            if self._claim is not None:
                self._claim.release()
                self._claim = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        try:
            with lock(self.home.write_lock, timeout=self.settings.write_timeout):
                yield
        except Timeout as error:
            raise GraphBusy(why="write.lock", where=self.where) from error

    def interrupt(self, unless: Callable[[], bool]) -> None:
        """Stop Java while nobody writes; the keeper leaves with it, and whoever asks next starts both."""
        connection = self._current
        if connection is None or connection.address is None:
            return
        with self.writing():
            process = None if unless() else connection.address.java.find()
            if process is not None:
                with suppress(psutil.Error):
                    process.terminate()
                    process.wait(20)

    def clear(self) -> bool:
        """Drop the database and make it anew."""
        connection = self.current()
        assert connection.address is not None
        with self._console():
            self._empty(connection.address)
            self._make(connection, connection.address)
        return True
