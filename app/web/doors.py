"""What a route needs of the installation: its database, opened for reading or for one change."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.casework.stuck import Stuck
from app.errors import NotFound
from app.services import incidents
from app.services.sessions import Lifetimes
from app.settings import Settings
from db.session import Database

OFFICE = "office"
_log = logging.getLogger("donthu.web")


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
    with telling(), office().database.transaction() as session:
        yield session


@contextmanager
def telling() -> Iterator[None]:
    """Keep as an incident what could not be carried out, also where a service opens its own transactions."""
    try:
        yield
    except Stuck as stuck:
        _keep(stuck)
        raise


def _keep(stuck: Stuck) -> None:
    """Keep what could not be carried out, now that the work is undone; whoever met it hears of it anyway."""
    frames = "".join(traceback.format_tb((stuck.__cause__ or stuck).__traceback__))  # never an error's words
    trouble = stuck.trouble
    _log.error("incident: %s at %s\n%s", trouble.kind, trouble.element, frames)
    try:
        with office().database.transaction() as session:
            incidents.met(session, trouble)
    except SQLAlchemyError as problem:
        _log.error("the incident could not be kept: %s", type(problem).__name__)


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
