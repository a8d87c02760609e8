"""The letters of a case, from draft to proof of delivery."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import content
from app.listings.case_found import FoundCase, people_of
from app.listings.case_words import LETTERS, word
from db.models import Letter

DONE = frozenset({"sent", "delivered"})


@dataclass(frozen=True, kw_only=True)
class LetterRow:
    """One letter of the case."""

    id: UUID
    title: str
    number: str
    state: str  # in words
    done: bool
    dated_on: dt.date | None
    sent_on: dt.date | None
    signer: str


def of_case(session: Session, found: FoundCase) -> tuple[LetterRow, ...]:
    """List the letters of a case, oldest first."""
    rows = session.scalars(select(Letter).where(Letter.case_id == found.case.id).order_by(Letter.id)).all()
    names = people_of(session, {row.signed_by_id for row in rows})
    return tuple(
        LetterRow(
            id=row.id,
            title=content(row.title),
            number=f"{row.number}/{row.symbol}" if row.number else "",
            state=word(LETTERS, row.state),
            done=row.state in DONE,
            dated_on=row.dated_on,
            sent_on=row.sent_on,
            signer=names.get(row.signed_by_id, ""),
        )
        for row in rows
    )
