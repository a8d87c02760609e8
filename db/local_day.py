"""The day of an instant as people in the office call it, worked out inside the database."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

ZONE, AHEAD = "Asia/Ho_Chi_Minh", "+7 hours"  # no summer time


class LocalDay(FunctionElement[dt.date]):
    """The Vietnamese day of one column of instants: ``LocalDay(Task.closed_at)``."""

    name = "local_day"
    type = Date()
    inherit_cache = True


@compiles(LocalDay, "sqlite")
def _sqlite(element: LocalDay, compiler: SQLCompiler, **more: Any) -> str:
    return f"date({compiler.process(element.clauses, **more)}, '{AHEAD}')"


@compiles(LocalDay, "postgresql")
def _postgresql(element: LocalDay, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **more)} AT TIME ZONE '{ZONE}' AS DATE)"
