"""How the office speaks to its database, and the only place that commits."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import orjson
import psycopg
import pysqlite3
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import InstanceState, Session, sessionmaker

from db import swift

OLDEST_SQLITE = (3, 51, 3)  # earlier ones can corrupt a database when the write-ahead log is reset

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit is a legal receipt
    "busy_timeout=5000",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
)

# A thousand rows of each index of every table that grew or shrank tenfold: a tenth of a second, however many.
SURVEY = ("analysis_limit=1000", "optimize=0x10002")

# More than the office has: once the driver's memory of planned statements is full, it forgets the newest
# first, and what comes late is planned anew each time. Its own hundred are full after a migration.
STATEMENTS = 1_000


JSON: dict[str, Any] = {
    "json_serializer": lambda value: orjson.dumps(value).decode(),
    "json_deserializer": orjson.loads,
}


class SqliteTooOldError(RuntimeError):
    """The SQLite library is older than 3.51.3 and may lose data; install pysqlite3 0.6.1 or newer."""


class Sitting(Session):
    """A session over models that declare no relationships: what is added brings nothing else along."""

    def _save_or_update_state(self, state: InstanceState[Any]) -> None:
        state._orphaned_outside_of_session = False  # noqa: SLF001 - as SQLAlchemy's own, less the cascades
        self._save_or_update_impl(state)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what is new or changed, the rows without an object first."""
        swift.put_away(self)
        super().flush(objects)


class Database:
    """One database of the office, embedded or PostgreSQL."""

    def __init__(self, url: str, **carried: object) -> None:
        """Open the database at an address; what is carried travels in ``session.info``."""
        self.url = url
        self.embedded = url.startswith("sqlite")
        self.engine: Engine = _embedded_engine(url) if self.embedded else _server_engine(url)
        self._writing = self.engine.execution_options(donthu_writes=True)
        self._habits: dict[str, Any] = {"expire_on_commit": False, "autoflush": False, "info": carried}
        self.sessions = sessionmaker(self.engine, class_=Sitting, **self._habits)
        self._turn = threading.Lock()
        self._writer: Connection | None = None  # kept between turns: to take one costs as much as a read

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Do one piece of work as a whole: returning commits, raising undoes everything.

        On the embedded database writers take turns in this process, which keeps the slowest wait
        short and never ends in "database is locked".
        """
        if not self.embedded:
            with self.engine.connect() as connection:  # giving it back undoes what was not committed
                yield from self._whole(connection)
            return
        with self._turn:
            connection, self._writer = self._writer or self._writing.connect(), None
            try:
                yield from self._whole(connection)
            except BaseException:
                _give_back(connection)
                raise
            self._writer = connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Look without changing anything; whatever was touched is forgotten."""
        with self.sessions() as session:  # closing rolls back
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Look at one committed point, for as long as it takes, while others go on writing.

        Many rows are read in streams; on PostgreSQL nothing can be written here.
        """
        fixed: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect() as connection:
            steady = connection if self.embedded else connection.execution_options(**fixed)
            with Session(steady, autoflush=False) as session:
                if not self.embedded:
                    session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                yield session

    def learn_sizes(self) -> None:
        """Look how large the tables have become, so that statements are planned for what is there.

        PostgreSQL does it by itself. SQLite, never asked to, takes every index to be about as good as any
        other, and walks through all cases of an office to find one of them.
        """
        if self.embedded:
            with self.transaction() as session:
                for pragma in SURVEY:
                    session.execute(text(f"PRAGMA {pragma}"))
            with self._turn:
                self.close()  # a connection that is open goes on by what it knew

    def close(self) -> None:
        """Let go of all connections."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self.engine.dispose()

    def _whole(self, connection: Connection) -> Iterator[Session]:
        begun = connection.begin()
        with Sitting(connection, join_transaction_mode="rollback_only", **self._habits) as session:
            yield session
            session.flush()
            begun.commit()


def _give_back(connection: Connection) -> None:
    """Undo what is open, a refused commit too, before others use it; what cannot do that is thrown away."""
    with connection:
        if connection.invalidated:
            return
        try:
            connection.connection.rollback()
        except connection.dialect.loaded_dbapi.Error:
            connection.invalidate()


def _embedded_engine(url: str) -> Engine:
    if pysqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SqliteTooOldError(pysqlite3.sqlite_version)
    arguments = {"cached_statements": STATEMENTS}
    engine = create_engine(
        url, module=pysqlite3, pool_size=16, max_overflow=16, connect_args=arguments, **JSON
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, in the right flavour
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("donthu_writes", False)
        swift.say(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _server_engine(url: str) -> Engine:
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"),
        pool_pre_ping=True,
        **JSON,
        pool_size=16,
        connect_args={
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s -c timezone=UTC"
        },
    )

    @event.listens_for(engine, "rollback")
    def end(connection: Connection) -> None:
        """End what was only read without letting the driver forget which statements the server has planned.

        Its own rollback forgets them all, for a table might have been made and undone. No office does that,
        and every look ends so: each statement was planned anew, which took longer than to carry it out.
        """
        if connection.invalidated:
            return
        server: Any = connection.connection.driver_connection
        if server.info.transaction_status == TransactionStatus.INTRANS:
            with suppress(psycopg.Error):  # what it cannot undo so is undone, or thrown away, as always
                server.execute("ROLLBACK", prepare=False)

    return engine
