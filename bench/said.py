"""How many statements something says to the database; counting takes time, so it is done apart."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event

from db.session import Database


def counted(database: Database, act: Callable[[], object]) -> int:
    """Do it once and count."""
    said: list[str] = []

    def hear(*given: object) -> None:
        said.append(str(given[2]))

    event.listen(database.engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(database.engine, "before_cursor_execute", hear)
    return len(said)
