"""One digest a day per person: what is due, overdue, to sign and to direct, in the office and by mail."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.legaltime.calendar import Calendar
from app.policy.actor import HANDLERS
from app.services import post
from db.models import Holding, Notice, Person, Pulse
from db.session import Database

MORNING = dt.time(7, 30)  # on Vietnam's walls, before the counter opens
WRITTEN = "digest"


def write_due(database: Database, *, by_mail: bool) -> None:
    """Write the digests of a working day once its morning has come."""
    now = clock.local(clock.now())
    if now.time() < MORNING or not Calendar.official().is_working_day(now.date()):
        return
    try:
        with database.transaction() as session:
            _write(session, now, by_mail=by_mail)
    except IntegrityError:  # another process wrote the very first ones at the same moment
        return


def _write(session: Session, now: dt.datetime, *, by_mail: bool) -> None:
    if _is_written(session.get(Pulse, WRITTEN), now):
        return
    last = session.get(Pulse, WRITTEN, with_for_update=True, populate_existing=True)
    if _is_written(last, now):  # of two processes the second finds them written
        return
    digests = [_digest(person, now, by_mail=by_mail) for person in session.scalars(_handlers(now.date()))]
    session.add_all(digests)
    if last is None:
        session.add(Pulse(name=WRITTEN, at=clock.now()))
    else:
        last.at = clock.now()
    post.announce(session, digests)


def _is_written(last: Pulse | None, now: dt.datetime) -> bool:
    return last is not None and clock.local(last.at).date() >= now.date()


def _handlers(on: dt.date) -> Select[Person]:
    """Select who has work of their own on a day."""
    return (
        select(Person)
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Person.active,
            Holding.role.in_(HANDLERS),
            Holding.since <= on,
            or_(Holding.until.is_(None), Holding.until >= on),
        )
        .distinct()
    )


def _digest(person: Person, now: dt.datetime, *, by_mail: bool) -> Notice:
    return Notice(
        person_id=person.id,
        case_id=None,
        task_id=None,
        kind="digest",
        rule=None,
        on=now.date(),
        at=clock.now(),
        next_try_at=clock.now() if by_mail and person.email else None,
        attempts=0,
        sent_at=None,
        read_at=None,
    )
