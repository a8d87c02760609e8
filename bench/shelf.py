"""A table of runs and nothing else: what the driver needs to keep one state, in either database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pysqlite3

from db.session import PRAGMAS


class Shelf:
    """Runs by number, each one value; taking one begins a transaction, putting it back commits."""

    def __init__(self, table: str, folder: Path, url: str = "") -> None:
        self.connection: Any = _server(url) if url else _embedded(folder / f"{table}.sqlite3")
        number = "bigserial PRIMARY KEY" if url else "INTEGER PRIMARY KEY"
        value = "bytea" if url else "BLOB"
        mark = "%s" if url else "?"
        self.connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (id {number}, state {value} NOT NULL)")
        self._begin = "BEGIN" if url else "BEGIN IMMEDIATE"
        self._insert = f"INSERT INTO {table} (state) VALUES ({mark}) RETURNING id"  # noqa: S608 - own words
        self._look = f"SELECT state FROM {table} WHERE id = {mark}"  # noqa: S608 - own words
        self._take = self._look + (" FOR UPDATE" if url else "")
        self._put = f"UPDATE {table} SET state = {mark} WHERE id = {mark}"  # noqa: S608 - own words

    def add(self, state: bytes) -> int:
        """Keep a new run and give its number."""
        return int(self.connection.execute(self._insert, (state,)).fetchone()[0])

    def look(self, number: int) -> bytes:
        """Give a run without holding it."""
        return bytes(self.connection.execute(self._look, (number,)).fetchone()[0])

    def take(self, number: int) -> bytes:
        """Begin a transaction and give a run, held."""
        self.connection.execute(self._begin)
        return bytes(self.connection.execute(self._take, (number,)).fetchone()[0])

    def put(self, number: int, state: bytes) -> None:
        """Keep a run that was taken, and commit."""
        self.connection.execute(self._put, (state, number))
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()


def _embedded(path: Path) -> Any:
    database = pysqlite3.connect(str(path), isolation_level=None)
    for pragma in PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    return database


def _server(url: str) -> Any:
    address = url.replace("postgresql+psycopg://", "postgresql://")
    return psycopg.connect(address, autocommit=True)  # BEGIN and COMMIT are said by hand
