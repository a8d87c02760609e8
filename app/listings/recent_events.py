"""What happened last in a case, a line each, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.language import _
from app.listings import event_words
from app.listings.event_words import Known
from db.models import AuditEntry, Case, Letter, Person, Run, Task

LOOKED_AT = 30  # entries; several belong to one command, and some say nothing to people


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line: the day, what was done, by whom; named for the macro ``timeline``."""

    date: dt.date
    title: str
    who: str
    note: str = ""
    state: str = "done"


def last(session: Session, case: Case, *, most: int = 6) -> tuple[Event, ...]:
    """Give the last things done in a case, in a constant number of statements."""
    known = _known(session, case)
    rows = session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.case_id == case.id)
        .order_by(AuditEntry.sequence.desc())
        .limit(LOOKED_AT)
    )
    told = [
        Event(
            date=clock.local(entry.at).date(),
            title=title,
            who=name or _("The office's clock"),
            note=event_words.outcome(entry, known),
            state="late" if event_words.is_breach(entry, known) else "done",
        )
        for entry, name in rows
        if (title := event_words.title(entry, known))
    ]
    return tuple(told[:most])


def _known(session: Session, case: Case) -> Known:
    letters = session.scalars(select(Letter).where(Letter.case_id == case.id))
    done = session.scalars(select(Task).where(Task.case_id == case.id, Task.state == "done"))
    return event_words.known(
        session,
        session.scalars(select(Run).where(Run.case_id == case.id)).all(),
        letters={str(letter.id): letter for letter in letters},
        tasks={task.id: task for task in done},
    )
