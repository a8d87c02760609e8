"""Moving a waiting instant of a case: another day, with the reason and the article it stands on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import advance, deadlines, grants, moved_days, said, timers
from app.casework.audit import Tag
from app.casework.hold import Hold
from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.language import _, short_date
from app.legaltime.calendar import Calendar
from app.legaltime.instants import reminder_at
from app.policy import timers as policy
from app.policy.actor import Actor
from db.models import Case, Deadline, Timer

LONGEST = 300  # characters of a legal basis


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where a waiting instant goes: the day, why, by which article; the ground where the law allows less."""

    day: dt.date
    reason: str
    basis: str
    ground: str = ""


def move(session: Session, case_id: UUID, timer_id: UUID, wanted: Move, *, actor: Actor) -> None:
    """Move one waiting instant of a case, audited; a limit explains its new day itself.

    Raises: NotFound, NotAllowed, NotPossibleNow, Unacceptable.
    """
    _require(session, case_id, wanted, actor)
    with advance.moving(session, case_id, actor=actor) as hold:
        timer = session.get(Timer, timer_id)
        if timer is None or timer.case_id != case_id:
            raise NotFound
        if timer.state != "pending":
            raise NotPossibleNow(reason=_("this date is not waited for now"))
        _require_day(hold, wanted)
        deadline = deadlines.by_id(hold, timer.deadline_id) if timer.deadline_id else None
        before = deadline.due_on if deadline and timer.kind == "limit" else timer.due_at.date()
        if deadline is not None and timer.kind == "limit":
            _move_limit(hold, deadline, wanted, actor)
        else:
            _move_instant(hold, timer, deadline, wanted)
        facts = {"timer": str(timer.id), "node": timer.node, "from": before.isoformat()}
        facts |= {"to": wanted.day.isoformat(), "ground": wanted.ground, "basis": wanted.basis.strip()}
        said.record(hold, Tag.TIMER_MOVE, facts, wanted.reason)


def _move_limit(hold: Hold, deadline: Deadline, wanted: Move, actor: Actor) -> None:
    """Put a limit on another day; its reminders follow. Later than the law says, only on a ground of it."""
    moved_days.take_off(deadline)
    deadlines.recompute(hold, deadline)
    later = wanted.day > deadline.due_on
    if later and not deadlines.is_promise(deadline.rule):
        _require_ground(hold, deadline, wanted, actor)
    deadline.moved_to, deadline.moved_basis = wanted.day, wanted.basis.strip()[:LONGEST]
    deadline.moved_ground = wanted.ground if later and wanted.ground else None
    deadlines.recompute(hold, deadline)


def _require_ground(hold: Hold, deadline: Deadline, wanted: Move, actor: Actor) -> None:
    """Refuse a day later than the law allows without the leader's own decision and a ground of the law."""
    day = short_date(deadline.due_on)
    if not actor.leads:
        raise NotPossibleNow(
            reason=_("the law allows no day after {day}; only the leader decides on a later one", day=day)
        )
    if wanted.ground not in {each.value for each in moved_days.offered(hold.case.kind, hold.today)}:
        raise Unacceptable(
            reason=_(
                "the law allows no day after {day}: name the ground, or extend or suspend the limit", day=day
            )
        )


def _move_instant(hold: Hold, timer: Timer, deadline: Deadline | None, wanted: Move) -> None:
    if timer.kind == "reminder" and deadline is not None and wanted.day >= deadline.due_on:
        raise Unacceptable(reason=_("a reminder comes before its limit"))
    timers.put(hold, timer, reminder_at(wanted.day, 0))


def _require(session: Session, case_id: UUID, wanted: Move, actor: Actor) -> None:
    case = session.get(Case, case_id)
    if case is None or not policy.may_see(actor, case, grants.of(session, case)):
        raise NotFound
    if not policy.may_move(actor):
        raise NotAllowed
    if not wanted.reason.strip():
        raise Unacceptable(reason=_("say why; it stands on record"))
    if not wanted.basis.strip():
        raise Unacceptable(reason=_("name the article that allows it"))


def _require_day(hold: Hold, wanted: Move) -> None:
    if wanted.day <= hold.today:
        raise Unacceptable(reason=_("choose a day after today"))
    if not Calendar.official().is_working_day(wanted.day):
        raise Unacceptable(reason=_("choose a working day"))
