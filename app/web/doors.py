"""What a route needs of the installation: its database, opened for reading or for one change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.services.sessions import Lifetimes
from app.settings import Settings
from db.session import Database

OFFICE = "office"


@dataclass(frozen=True, kw_only=True)
class Office:
    """One installation as the web door sees it."""

    settings: Settings
    database: Database
    lifetimes: Lifetimes


def office() -> Office:
    """Give the installation that serves this request."""
    here: Office = current_app.extensions[OFFICE]
    return here


@contextmanager
def transaction() -> Iterator[Session]:
    """Do one change as a whole; redirects stand outside, so that nobody hears "done" before it is."""
    with office().database.transaction() as session:
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Look without changing anything."""
    with office().database.reading() as session:
        yield session


def as_id(text: str | None) -> UUID:
    """Read an id that a form posted.

    Raises: NotFound for what is none.
    """
    try:
        return UUID(text or "")
    except ValueError:
        raise NotFound from None
