"""The ground of every model: naming of constraints, and the few column types all share."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import (
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
    inspect,
    text,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from uuid6 import uuid7

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

NEVER = dt.date(9999, 12, 31)  # sorts after every deadline, so that lists need no null rules


class Base(DeclarativeBase):
    """The base of all models."""

    metadata = MetaData(naming_convention=NAMING)

    def __init__(self, **given: object) -> None:
        """Make a row that is not stored yet; nothing has to be compared with what it was before.

        Raises: TypeError when there is no such column.
        """
        if unknown := given.keys() - _names(type(self)):
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        vars(self).update(given)


@cache
def _names(kind: type[Base]) -> frozenset[str]:
    return frozenset(inspect(kind).column_attrs.keys())


def new_id() -> UUID:
    """Give an id that sorts by the time of its making (UUIDv7, RFC 9562)."""
    return UUID(int=uuid7().int)


class Instant(TypeDecorator[dt.datetime]):
    """A moment, aware and in UTC, whichever database keeps it."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Keep the zone where the database can."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Write UTC; a naive time is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        moment = value.astimezone(dt.UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Read UTC, always aware."""
        if value is None:
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


Id = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=new_id)]
Moment = Annotated[dt.datetime, mapped_column(Instant)]
OptionalMoment = Annotated[dt.datetime | None, mapped_column(Instant)]
Day = Annotated[dt.date, mapped_column(Date)]
Word = Annotated[str, mapped_column(String(40))]
Line = Annotated[str, mapped_column(String(300))]


def to(target: str, *, index: bool = False, nullable: bool = False, primary_key: bool = False) -> Any:
    """Point at a row of another table; checked at the commit, so rows may be written in any order."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(Uuid, key, index=index, nullable=nullable, primary_key=primary_key)


def index_where(said: str, name: str, *columns: str, unique: bool = False) -> Index:
    """Index only the rows of which something is said; it is found where a statement says the same words."""
    return Index(name, *columns, unique=unique, sqlite_where=text(said), postgresql_where=text(said))
