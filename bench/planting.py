"""Writing copies in bulk, past everything that an office does when one of them comes in by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
import pysqlite3
from psycopg import sql
from sqlalchemy import Table

from bench.town import Copy
from db.base import Base
from db.session import Database

BATCH = 4_000  # copies written at once
NUMBERS = 10_000  # the first number of a copy; the played cases stay below

Rows = dict[Table, list[list[Any]]]


def plant(database: Database, chosen: Iterable[Copy], *, begin: int = NUMBERS, many: bool = False) -> int:
    """Write copies; gives the number that comes next.

    ``many``: the indexes are put aside and made anew at the end, which is quicker than to keep them.
    """
    number, rows = begin, defaultdict[Table, list[list[Any]]](list)
    with _without_indexes(database) if many else nullcontext(), _writing(database) as write:
        for each, later in chosen:
            for table, row in each.copy(number, later):
                rows[table].append(row)
            number += 1
            if number % BATCH == 0:
                write(rows)
                rows.clear()
        write(rows)
    database.learn_sizes()  # as it does by itself each day
    return number


@contextmanager
def _without_indexes(database: Database) -> Iterator[None]:
    indexes = [index for table in Base.metadata.sorted_tables for index in table.indexes]
    with database.engine.begin() as connection:
        for each in indexes:
            each.drop(connection)
    yield
    with database.engine.begin() as connection:
        for each in indexes:
            each.create(connection)


@contextmanager
def _writing(database: Database) -> Iterator[Callable[[Rows], None]]:
    """Give the quickest way in; nothing is checked, for it was checked when the case was played."""
    database.close()  # who writes has the file to itself
    if database.embedded:
        connection = pysqlite3.connect(database.url.removeprefix("sqlite:///"))
        for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-2097152"):
            connection.execute(f"PRAGMA {pragma}")
        yield lambda rows: _insert(connection, rows)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
        return
    with psycopg.connect(database.url.replace("postgresql+psycopg:", "postgresql:")) as server:
        server.execute("SET session_replication_role = replica")
        server.execute("SET synchronous_commit = off")
        yield lambda rows: _copy(server, rows)
        server.commit()
        server.autocommit = True
        server.execute("VACUUM ANALYZE")  # as it does by itself in time


def _insert(connection: Any, rows: Rows) -> None:
    for table, some in rows.items():
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        marks = ", ".join("?" for _column in table.columns)
        connection.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', some)  # noqa: S608
    connection.commit()


def _copy(server: psycopg.Connection[Any], rows: Rows) -> None:
    for table, some in rows.items():
        columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        order = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
        with server.cursor() as cursor, cursor.copy(order) as copy:
            for row in some:
                copy.write_row(row)
    server.commit()
