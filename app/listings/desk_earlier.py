"""What the leader did before about a matter on the desk: measures, notes, letters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, vault
from app.language import content
from db.models import Deadline, Letter, Measure, Person, Run, VaultKey

DIRECTION = "direction"  # the form of a desk item
ASSIGN = "leader_assign"  # the form by which the leader says whose work it is


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Something that the leader did about the matter before."""

    date: dt.date
    title: str
    who: str
    note: str
    state: str = "done"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A letter that urged."""

    number: str
    title: str
    date: dt.date
    sent_on: dt.date | None


def measures(session: Session, run: Run, *, key: VaultKey) -> tuple[Taken, ...]:
    """Give the measures about the limit of a desk item, the newest first."""
    rows = session.execute(
        select(Measure, Person.name)
        .join(Person, Person.id == Measure.by_id)
        .where(Measure.deadline_id == run.subject_id)
        .order_by(Measure.at.desc())
    )
    names = _names(session, run)
    return tuple(
        Taken(
            date=clock.local(measure.at).date(),
            title=names.get(measure.kind, measure.kind),
            who=person,
            note=vault.read(session, key, measure.note),
        )
        for measure, person in rows
    )


def urged(session: Session, deadline: Deadline) -> tuple[Sent, ...]:
    """Give the letters that urged about a limit, the newest first."""
    rows = session.scalars(
        select(Letter)
        .join(Run, Run.id == Letter.run_id)
        .where(Letter.case_id == deadline.case_id, Run.subject_id == deadline.id, Letter.number.is_not(None))
        .order_by(Letter.created_at.desc())
    )
    return tuple(
        Sent(
            number=f"{row.number}/{row.symbol}",
            title=content(row.title),
            date=row.dated_on or clock.local(row.created_at).date(),
            sent_on=row.sent_on,
        )
        for row in rows
    )


def _names(session: Session, run: Run) -> dict[str, str]:
    """Give the names of the measures, as the form of this version has them."""
    form = definitions.pinned(session, run.version_id).forms[DIRECTION]
    return {
        each.value: content(each.label)
        for part in form.components
        if part.key == "measure"
        for each in part.choices
    }
