"""Whether the office believes its clock: learnt from the database, looked at with each tick, or doubted.

A clock that goes back re-fires nothing, because what fired stays fired. A clock that leaps ahead would fire
months of limits at once, and nobody could take that back: so no timer fires until somebody has looked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.casework.standstill import TICKED, hold_in, open_hold
from app.errors import NotAllowed, OfficeError
from app.policy.actor import ADMINISTRATOR, Actor
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import ClockHold, Pulse
from db.session import Database

LEAPT, COLD_START = "leap", "cold_start"
COLD = dt.timedelta(days=10)  # no tick for so long: a holiday at Tết is shorter
BOUNDS = {LEAPT: clock.LEAP, COLD_START: COLD}
WRITTEN_EVERY = dt.timedelta(minutes=1)
LOOKED_EVERY = 30.0  # seconds, in a process that only serves pages
BACK = dt.timedelta(hours=1)  # no machine of an office differs so much from the next
SLOW = 1.0  # seconds: an answer that took longer tells the time badly, if better than none


@dataclass
class _Watch:
    """What this process remembers of its looks at the clock, in this machine's seconds."""

    looked: float = float("-inf")
    met: dict[UUID, float] = field(default_factory=dict)  # when each hold was met first


_watch = _Watch()


class ReasonMissing(OfficeError):
    """Say how you know that the clock is right, before the timers run again."""


class NotHeld(OfficeError):
    """The timers run; there is nothing to release."""


def keep(database: Database) -> bool:
    """Look at the clock, and tell whether timers may fire by it.

    What is doubtful holds them, what has become right again releases them. A look that changes nothing writes
    at most once a minute.
    """
    _watch.looked = clock.seconds()
    _learn(database)
    with database.reading() as session:
        last, hold = session.get(Pulse, TICKED), hold_in(session)
        if not _is_news(last, hold):
            return hold is None
    try:
        with database.transaction() as session:
            return _settle(session)
    except IntegrityError:  # two processes looked for the first time at once; the other wrote it down
        with database.transaction() as session:
            return _settle(session)


def keep_up(database: Database) -> None:
    """Look at the clock now and then where nothing ticks; on one machine the tick does it."""
    if not database.embedded and not clock.is_held() and clock.seconds() - _watch.looked > LOOKED_EVERY:
        keep(database)


def release(session: Session, reason: str, *, actor: Actor | None) -> None:
    """Let the timers run again by what the clock shows now; ``actor`` None is somebody at the machine.

    Raises: NotAllowed, ReasonMissing, NotHeld.
    """
    if actor is not None and not actor.has(ADMINISTRATOR):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    last = session.get(Pulse, TICKED, with_for_update=True)
    hold = session.scalars(open_hold().with_for_update()).first()
    if hold is None or last is None:
        raise NotHeld
    _let_go(session, hold, last, reason=reason.strip(), actor=actor)


def _learn(database: Database) -> None:
    """Ask the database what time it is, where several machines have only it in common."""
    if database.embedded:
        return
    with database.reading() as session:
        session.connection()  # to reach it may take long
        before = clock.seconds()
        said = session.scalar(select(func.clock_timestamp()))
        after = clock.seconds()
    if said is not None and (after - before < SLOW or not clock.has_learnt()):
        clock.learn((said.astimezone(dt.UTC), (before + after) / 2))


def _is_news(last: Pulse | None, hold: ClockHold | None) -> bool:
    if hold is not None:
        return _is_right_again(hold)
    if last is None or clock.has_leapt() or not -clock.LEAP < clock.now() - last.at <= WRITTEN_EVERY:
        return True
    clock.trust()
    return False


def _settle(session: Session) -> bool:
    last = session.get(Pulse, TICKED, with_for_update=True)
    if last is None:
        last = Pulse(name=TICKED, at=clock.now())
        session.add(last)
    hold = hold_in(session)
    if hold is not None:
        if not _is_right_again(hold):
            return False
        _let_go(session, hold, last, reason="", actor=None)
        return True
    doubt = _doubt(last)
    if doubt:
        _hold(session, doubt, last)
        return False
    clock.trust()
    last.at = clock.now() if _was_mistaken(session, last) else max(last.at, clock.now())
    return True


def _was_mistaken(session: Session, last: Pulse) -> bool:
    """Tell whether a person once believed a clock that was put back since: the next leap must be seen again.

    Other clocks that went back are let forward again to where they had been.
    """
    if last.at - clock.now() <= clock.LEAP:
        return False
    released = exists().where(ClockHold.released_at > clock.now() + clock.LEAP, ~ClockHold.by_itself)
    return bool(session.scalar(select(released)))


def _doubt(last: Pulse) -> str:
    """Say why the clock cannot be believed, if it cannot; a leap back to where it was is none."""
    gap = clock.now() - last.at
    if clock.has_leapt() and gap > clock.LEAP:
        return LEAPT
    return COLD_START if gap > COLD and clock.unwatched() > COLD else ""


def _hold(session: Session, why: str, last: Pulse) -> None:
    hold = ClockHold(
        id=new_id(),
        why=why,
        known=last.at,
        seen=clock.now(),
        released_at=None,
        released_by_id=None,
        by_itself=False,
        reason="",
    )
    session.add(hold)
    _watch.met[hold.id] = clock.seconds()
    facts = {"hold": str(hold.id), "why": why, "known": last.at.isoformat(), "seen": hold.seen.isoformat()}
    staff_trail.record(session, Tag.CLOCK_HOLD, actor_id=None, facts=facts)


def _is_right_again(hold: ClockHold) -> bool:
    """Tell whether the clock went back to about where it must be, by the seconds since the hold was met."""
    passed = dt.timedelta(seconds=clock.seconds() - _watch.met.setdefault(hold.id, clock.seconds()))
    now = clock.now()
    return now < hold.seen + passed - BACK and now - hold.known <= BOUNDS[hold.why] + passed


def _let_go(session: Session, hold: ClockHold, last: Pulse, *, reason: str, actor: Actor | None) -> None:
    hold.released_at, hold.reason, hold.by_itself = clock.now(), reason, not reason
    hold.released_by_id = actor.person_id if actor else None
    last.at = clock.now()
    clock.trust()
    staff_trail.record(
        session,
        Tag.CLOCK_RELEASE,
        actor_id=hold.released_by_id,
        unit_id=actor.unit_id if actor else None,
        facts={"hold": str(hold.id), "by_itself": hold.by_itself, "at": hold.released_at.isoformat()},
    )
