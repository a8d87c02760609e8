"""What happened to a version: every round of its review, from the first draft to the day it was in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import authors
from app.language import N_, _, short_date
from db.models import Person, ProcedureDraft, Review, Version

TRANSITIONS = {
    "finish": N_("Running cases finish on their version"),
    "offer": N_("Running cases are offered to move"),
}


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened: when, what, who, and the reason given."""

    date: dt.date
    title: str
    who: str
    note: str = ""
    state: str = "done"


def of(session: Session, version: Version) -> tuple[Event, ...]:
    """Tell what happened to a version and to what it grew out of, the oldest first."""
    root = authors.root_of(session, version.id)
    draft = select(Review).join(ProcedureDraft, ProcedureDraft.version_id == Review.version_id)
    rounds = session.scalars(draft.where(ProcedureDraft.root_id == root).order_by(Review.sent_at)).all()
    who = _names(session, rounds)
    told = [event for row in rounds for event in _round(row, who)]
    if version.state in {"in_force", "retired"} and version.effective_from:
        told.append(Event(date=version.effective_from, title=_("In force"), who=""))
    if version.state == "retired" and version.effective_to:
        told.append(Event(date=version.effective_to, title=_("Last day in force"), who=""))
    return tuple(told)


def _round(row: Review, who: dict[UUID, str]) -> Iterator[Event]:
    sent = _("Version {number} sent to be reviewed", number=row.number)
    yield Event(date=_day(row.sent_at), title=sent, who=who[row.sender_id])
    if row.judge_id and row.judged_at:
        judged, judge = _day(row.judged_at), who[row.judge_id]
        if row.effective_from:
            approved = _("Approved, in force from {date}", date=short_date(row.effective_from))
            told = " · ".join(filter(None, (_(TRANSITIONS[row.transition]), row.reason)))
            yield Event(date=judged, title=approved, who=judge, note=told)
        else:
            yield Event(date=judged, title=_("Given back"), who=judge, note=row.reason)
    elif row.state == "withdrawn":
        yield Event(date=_day(row.sent_at), title=_("Taken back by its author"), who="")
    if row.stopper_id and row.stopped_at:
        stopped = _day(row.stopped_at)
        yield Event(
            date=stopped, title=_("Stopped before its day"), who=who[row.stopper_id], note=row.stop_reason
        )


def _day(at: dt.datetime) -> dt.date:
    return clock.local(at).date()


def _names(session: Session, rounds: Sequence[Review]) -> dict[UUID, str]:
    people = {p for row in rounds for p in (row.sender_id, row.judge_id, row.stopper_id) if p}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {person_id: name for person_id, name in rows}  # noqa: C416 - rows, not pairs
