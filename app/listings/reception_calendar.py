"""The calendar of sittings of one month, and who still owes days of reception by the law of their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import choices
from app.formdefs import Choice
from app.language import N_, content
from app.legaltime import receptions as law
from app.legaltime.receptions import Stretch
from app.legaltime.years import ONE_DAY
from app.listings.visits_visible import seen_by
from app.policy.actor import Actor
from db.models import Authority, ReceptionBody, ReceptionSession, ReceptionVisit

OWED = (("chairman", N_("Chairman of the People's Committee")), ("party_secretary", N_("Party secretary")))
MISSED, PLANNED = "missed", "planned"


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One sitting as the calendar shows it; ``state`` is planned, held, not_held, or missed (nobody said)."""

    id: UUID
    on: dt.date
    moved_from: dt.date | None
    kind: str
    duty: str
    online: bool
    hours: str
    place: str
    receiver: str
    state: str
    reason: str
    visits: int  # that this reader may see


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What one office owes in a month: each week or month with its minimum, and what is missing."""

    duty: str
    name: str
    receivers: tuple[tuple[str, int], ...]  # who received in this office, on how many days of the month
    days: int
    stretches: tuple[Stretch, ...]
    missing: int  # in stretches that are over
    still: int  # in the one that runs
    rule: str
    article: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of the calendar."""

    first: dt.date
    last: dt.date
    sittings: tuple[Sitting, ...]
    duties: tuple[Duty, ...]
    deputies: law.StandIn

    @property
    def before(self) -> dt.date:
        """Give the month before."""
        return (self.first - ONE_DAY).replace(day=1)

    @property
    def after(self) -> dt.date:
        """Give the month after."""
        return self.last + ONE_DAY


def month(session: Session, day: dt.date, *, actor: Actor) -> Month:
    """Give the month of a day: its sittings, and what each leader owes in it."""
    first = day.replace(day=1)
    last = (first.replace(day=28) + 4 * ONE_DAY).replace(day=1) - ONE_DAY
    authority = session.get_one(Authority, actor.authority_id)
    around = _between(session, actor.authority_id, first - law.WEEK, last + law.WEEK)
    mine = [row for row in around if first <= row.planned_on <= last]
    seen = _visits(session, [row.id for row in mine], actor)
    return Month(
        first=first,
        last=last,
        sittings=tuple(sitting(row, seen.get(row.id, 0)) for row in mine),
        duties=tuple(_duty(authority, key, name, around, first, last) for key, name in OWED),
        deputies=law.stand_in(authority.level, last),
    )


def of_day(session: Session, day: dt.date, *, actor: Actor) -> tuple[Sitting, ...]:
    """Give the sittings of one day."""
    rows = _between(session, actor.authority_id, day, day)
    seen = _visits(session, [row.id for row in rows], actor)
    return tuple(sitting(row, seen.get(row.id, 0)) for row in rows)


def sitting(row: ReceptionSession, visits: int) -> Sitting:
    """Show one sitting; a planned day that has passed and nobody recorded is missed."""
    passed = row.state == PLANNED and row.planned_on < clock.today()
    return Sitting(
        id=row.id,
        on=row.planned_on,
        moved_from=row.moved_from,
        kind=row.kind,
        duty=row.duty,
        online=row.online,
        hours=row.hours,
        place=row.place,
        receiver=row.receiver,
        state=MISSED if passed else row.state,
        reason=row.reason or "",
        visits=visits,
    )


def receivers(session: Session, *, actor: Actor) -> tuple[Choice, ...]:
    """List the people of the office who can receive."""
    return tuple(choices.people_of(session, actor.authority_id, clock.today()))


def bodies(session: Session, *, actor: Actor) -> tuple[tuple[str, str], ...]:
    """List the councils that stand today."""
    rows = session.scalars(
        select(ReceptionBody).where(
            ReceptionBody.authority_id == actor.authority_id, ReceptionBody.until.is_(None)
        )
    )
    return tuple((str(row.id), row.name) for row in rows)


def _between(
    session: Session, authority_id: UUID, first: dt.date, last: dt.date
) -> Sequence[ReceptionSession]:
    return session.scalars(
        select(ReceptionSession)
        .where(
            ReceptionSession.authority_id == authority_id, ReceptionSession.planned_on.between(first, last)
        )
        .order_by(ReceptionSession.planned_on, ReceptionSession.id)
    ).all()


def _visits(session: Session, sittings: Sequence[UUID], actor: Actor) -> dict[UUID, int]:
    rows = session.execute(
        select(ReceptionVisit.session_id, func.count())
        .where(ReceptionVisit.session_id.in_(sittings), seen_by(actor))
        .group_by(ReceptionVisit.session_id)
    )
    return dict(iter(rows))


def _duty(
    authority: Authority,
    key: str,
    name: str,
    around: Sequence[ReceptionSession],
    first: dt.date,
    last: dt.date,
) -> Duty:
    held = [row for row in around if row.duty == key and row.held_on is not None]
    found = tuple(
        law.stretches(authority.level, key, first, last, [row.held_on for row in held if row.held_on])
    )
    today = clock.today()
    least = law.minimum(authority.level, key, last)
    within = [row for row in held if row.held_on and first <= row.held_on <= last]
    names = sorted({row.receiver for row in within})
    return Duty(
        duty=key,
        name=name,
        receivers=tuple((one, len({row.held_on for row in within if row.receiver == one})) for one in names),
        days=len({row.held_on for row in within}),
        stretches=found,
        missing=sum(each.missing for each in found if each.last < today),
        still=sum(each.missing for each in found if each.first <= today <= each.last),
        rule=content(least.name) if least else "",
        article=content(least.article) if least else "",
    )
