"""The rows of one running procedure as they stand: digested to see whether they moved, packed to be put back.

They hold ids, elements, dates and the run's own bytes; no name and no text of a petition.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
import zstandard
from sqlalchemy import Date, LargeBinary, Uuid, delete, inspect, select, update
from sqlalchemy.orm import Session

from db.base import Base, Instant
from db.models import Deadline, Run, Task, Timer

TABLES: dict[str, type[Base]] = {"run": Run, "task": Task, "timer": Timer, "deadline": Deadline}
Rows = dict[str, list[dict[str, Any]]]


def of(session: Session, run_id: UUID) -> Rows:
    """Read the rows of a running procedure, with the limits of its case, as the database holds them."""
    session.flush()
    case = select(Run.case_id).where(Run.id == run_id).scalar_subquery()
    return {
        "run": _read(session, Run, Run.id == run_id),
        "task": _read(session, Task, Task.run_id == run_id),
        "timer": _read(session, Timer, Timer.run_id == run_id),
        "deadline": _read(session, Deadline, Deadline.case_id == case),
    }


def digest(rows: Rows) -> str:
    """Tell by one text how the rows stand (SHA-256)."""
    return hashlib.sha256(_written(rows)).hexdigest()


def pack(rows: Rows) -> bytes:
    """Write the rows down."""
    return zstandard.compress(_written(rows), 3)


def unpack(kept: bytes) -> Rows:
    """Read rows that were written down, with every value as the database gave it."""
    plain = orjson.loads(zstandard.decompress(kept))
    return {
        name: [{key: _meant(TABLES[name], key, value) for key, value in row.items()} for row in rows]
        for name, rows in plain.items()
    }


def put_back(session: Session, rows: Rows) -> None:
    """Let the rows stand as they stood; what was added since is taken away."""
    run_id = rows["run"][0]["id"]
    now = of(session, run_id)
    for name in ("task", "timer", "deadline"):
        added = {row["id"] for row in now[name]} - {row["id"] for row in rows[name]}
        table: Any = TABLES[name]
        if added:
            session.execute(delete(table).where(table.id.in_(added)))
    for name, table in TABLES.items():
        stands = {row["id"]: row for row in now[name]}
        for row in rows[name]:
            if stands.get(row["id"]) != row:
                values = {key: value for key, value in row.items() if key != "id"}
                session.execute(update(table).where(table.id == row["id"]).values(values))
    session.expire_all()


def _read(session: Session, table: type[Base], which: Any) -> list[dict[str, Any]]:
    columns = [attribute.columns[0] for attribute in inspect(table).column_attrs]
    keys = [attribute.key for attribute in inspect(table).column_attrs]
    found: Sequence[Any] = session.execute(select(*columns).where(which).order_by(columns[0])).all()
    rows = [dict(zip(keys, row, strict=True)) for row in found]
    return sorted(rows, key=lambda row: str(row["id"]))


def _written(rows: Rows) -> bytes:
    return orjson.dumps(rows, default=_plain, option=orjson.OPT_SORT_KEYS)


def _plain(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(type(value).__name__)


def _meant(table: type[Base], key: str, value: Any) -> Any:
    if value is None:
        return None
    kind = inspect(table).column_attrs[key].columns[0].type
    if isinstance(kind, Instant):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return bytes.fromhex(value)
    return UUID(value) if isinstance(kind, Uuid) else value
