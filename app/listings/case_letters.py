"""The letters of a case, from draft to proof of delivery."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import definitions
from app.listings.case_found import FoundCase, people_of
from app.listings.case_words import LETTERS, word
from app.listings.event_words import letter_name
from db.models import Letter
from db.models.letters import LEFT


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
    by_run: dict[UUID | None, definitions.Pinned] = {
        run.id: definitions.pinned(session, run.version_id) for run in found.runs
    }
    return tuple(
        LetterRow(
            id=row.id,
            title=letter_name(row, by_run.get(row.run_id)),
            number=f"{row.number}/{row.symbol}" if row.number else "",
            state=word(LETTERS, row.state),
            done=row.state in LEFT,
            dated_on=row.dated_on,
            sent_on=row.sent_on,
            signer=names.get(row.signed_by_id, ""),
        )
        for row in rows
    )
