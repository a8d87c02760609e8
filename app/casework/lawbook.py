"""The book of law of this installation, read from its tables when another revision is asked for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.legaltime import book
from app.legaltime.book import Book
from app.legaltime.entries import SHIPPED, Entry
from db.models import LawEntry, LawRevision
from db.session import Database

# Which state of the legal data a statement saw; put into a SELECT that is made anyway, it costs no other.
STAMP = select(LawRevision.stamp).where(LawRevision.id == 1).scalar_subquery().label("law")


def fresh(session: Session, stamp: UUID | None) -> Book:
    """Give the book of the state that was just seen; it is read only where this process has another.

    An installation in which nothing was changed has the book that comes with the program.
    """
    held = book.current()
    if held.stamp == stamp:
        return held
    own = None if stamp in {None, book.shipped().stamp} else read(session)
    book.install(own)
    return own or book.shipped()


def refresh(session: Session) -> Book:
    """Look which state the legal data are in, and bring this process up to it."""
    return fresh(session, session.scalar(select(LawRevision.stamp).where(LawRevision.id == 1)))


def catch_up(database: Database) -> None:
    """Bring a process that serves no visitor up to the legal data of the installation."""
    with database.reading() as session:
        refresh(session)


def read(session: Session) -> Book:
    """Read everything that was ever held for right."""
    revision = session.get_one(LawRevision, 1)
    rows = session.scalars(
        select(LawEntry).where(LawEntry.known_from.is_not(None)).order_by(LawEntry.proposed_at, LawEntry.id)
    )
    known = tuple(entry_of(row) for row in rows)
    taken_in = any(entry.origin == SHIPPED for entry in known)
    ground = () if taken_in else book.shipped().entries
    return Book(ground + known, revision=revision.number, stamp=revision.stamp)


def entry_of(row: LawEntry) -> Entry:
    """Give a row as an entry of the book."""
    return Entry(
        kind=row.kind,
        key=row.key,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        article=row.article,
        confidence=row.confidence,
        remark=row.remark,
        body=row.body,
        origin=row.origin,
        id=row.id,
        known_from=row.known_from or 0,
        known_until=row.known_until,
    )
