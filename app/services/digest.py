"""One digest a day per person: what is due, overdue, to sign and to direct, in the office and by mail."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, select

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
    with database.transaction() as session:
        last = session.get(Pulse, WRITTEN)
        if last is not None and clock.local(last.at).date() >= now.date():
            return
        people = session.scalars(
            select(Person)
            .join(Holding, Holding.person_id == Person.id)
            .where(
                Person.active,
                Holding.role.in_(HANDLERS),
                Holding.since <= now.date(),
                or_(Holding.until.is_(None), Holding.until >= now.date()),
            )
            .distinct()
        )
        digests = [_digest(person, now, by_mail=by_mail) for person in people]
        session.add_all(digests)
        if last is None:
            session.add(Pulse(name=WRITTEN, at=clock.now()))
        else:
            last.at = clock.now()
        post.announce(session, digests)


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
