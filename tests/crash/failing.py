"""The n-th call of an office to its database fails, as a server or a disk would let it fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pysqlite3
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from db.session import Database

REFUSED = "refused"  # the call is refused, the connection is still there
GONE = "gone"  # the connection is gone before the call
UNHEARD = "unheard"  # what was committed is committed; the connection is gone before anybody hears of it
_REFUSING = "DO $$BEGIN RAISE EXCEPTION 'the database is locked' USING ERRCODE = 'lock_not_available'; END$$"


@dataclass
class Failing:
    """Counts the calls to one database and lets one of them fail."""

    database: Database
    at: int
    manner: str = REFUSED
    lasting: bool = False  # and every call after it, too
    calls: list[str] = field(default_factory=list)  # what was said, the commits among it
    met: bool = False

    def hear(
        self, connection: Connection, cursor: Any, statement: str, _given: Any, _context: Any, _many: Any
    ) -> None:
        """Count a statement; the one that is meant fails."""
        if self._counts(statement) and self.manner != UNHEARD:
            self._fail(connection, cursor, statement)

    def commit(self, connection: Connection) -> None:
        """Count a commit; the one that is meant fails, before or after it was done."""
        if not self._counts("COMMIT"):
            return
        if self.manner == UNHEARD:
            driver(connection).commit()
            driver(connection).close()
            return
        self._fail(connection, driver(connection).cursor(), "COMMIT")

    def _counts(self, statement: str) -> bool:
        if self.manner == UNHEARD and statement != "COMMIT":
            return False
        self.calls.append(statement)
        if len(self.calls) != self.at and not (self.lasting and self.met):
            return False
        self.met = True
        return True

    def _fail(self, connection: Connection, cursor: Any, statement: str) -> None:
        if self.manner == GONE:
            driver(connection).close()  # what is said next, the driver itself refuses
            return
        if self.database.embedded:
            raise OperationalError(statement, None, pysqlite3.OperationalError("database is locked"))
        try:
            cursor.execute(_REFUSING)
        except psycopg.OperationalError as refused:
            if statement == "COMMIT":
                driver(connection).rollback()  # a server that refuses a commit ends the transaction with it
            raise OperationalError(statement, None, refused) from refused


def driver(connection: Connection) -> Any:
    """Give the driver's own connection."""
    return connection.connection.driver_connection


@contextmanager
def failing(
    database: Database, at: int, manner: str = REFUSED, *, lasting: bool = False
) -> Iterator[Failing]:
    """Let the call of that number fail, counted from 1; 0 only counts. ``lasting``: all after it, too."""
    failure = Failing(database, at, manner, lasting)
    event.listen(database.engine, "before_cursor_execute", failure.hear)
    event.listen(database.engine, "commit", failure.commit)
    try:
        yield failure
    finally:
        event.remove(database.engine, "before_cursor_execute", failure.hear)
        event.remove(database.engine, "commit", failure.commit)
