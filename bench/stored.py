"""Values as the drivers store them, for rows that are written past SQLAlchemy."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import orjson


def stored(value: Any, *, embedded: bool) -> Any:
    """Give a value as psycopg takes it, or as SQLAlchemy's types write it into SQLite."""
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    if not embedded:
        return value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
