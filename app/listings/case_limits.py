"""The limits of a case: each with its why, its pauses, what the leader did about it, why it was missed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.language import content
from app.legaltime import grounds
from app.listings.case_found import FoundCase, people_of
from app.listings.case_words import MEASURES, word
from app.listings.due import Due, due, name_of
from app.listings.form_words import form_word
from db.models import Deadline, LateReason, Measure, Suspension


@dataclass(frozen=True, kw_only=True)
class LimitRow:
    """One limit as it runs or ran in the case."""

    id: UUID
    name: str
    unit: str  # whose work it is
    due: Due
    from_on: dt.date
    extended: bool
    running: bool
    met_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A stretch in which the clock stood still."""

    from_on: dt.date
    to_on: dt.date | None
    ground: str
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """What a leader did about a limit."""

    on: dt.date
    words: str
    limit: str
    unit: str
    by: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a limit was missed; ``words`` is empty while the reason is owed."""

    limit: str
    unit: str
    owed_since: dt.date
    words: str
    text: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Everything about the time of a case."""

    limits: tuple[LimitRow, ...]
    pauses: tuple[Pause, ...]
    measures: tuple[MeasureRow, ...]
    reasons: tuple[Reason, ...]


def of_case(session: Session, found: FoundCase) -> Limits:
    """Give the limits of a case with all that was done about them, in a constant number of statements."""
    case_id = found.case.id
    rows = session.scalars(select(Deadline).where(Deadline.case_id == case_id).order_by(Deadline.id)).all()
    pauses = session.scalars(
        select(Suspension).where(Suspension.case_id == case_id).order_by(Suspension.from_on)
    ).all()
    measures = session.scalars(select(Measure).where(Measure.case_id == case_id).order_by(Measure.id)).all()
    reasons = session.scalars(
        select(LateReason).where(LateReason.case_id == case_id).order_by(LateReason.id)
    ).all()
    people: set[UUID | None] = {row.by_id for row in pauses}
    people |= {row.by_id for row in measures} | {row.recorded_by_id for row in reasons}
    names = people_of(session, people)
    rules = {row.id: name_of(row.rule) for row in rows}
    return Limits(
        limits=tuple(_limit(found, row) for row in rows),
        pauses=tuple(_pause(session, found, row, names) for row in pauses),
        measures=tuple(_measure(session, found, row, rules, names) for row in measures),
        reasons=tuple(_reason(session, found, row, rules, names) for row in reasons),
    )


def _limit(found: FoundCase, row: Deadline) -> LimitRow:
    return LimitRow(
        id=row.id,
        name=name_of(row.rule),
        unit=found.unit(row.unit_id),
        due=due(row, row.due_on, clock.today()),
        from_on=row.base_on,
        extended=row.extended > 0,
        running=row.state == "running",
        met_on=row.met_on,
    )


Names = dict[UUID | None, str]


def _pause(session: Session, found: FoundCase, row: Suspension, names: Names) -> Pause:
    return Pause(
        from_on=row.from_on,
        to_on=row.to_on,
        ground=content(grounds.said(row.ground, "KN.SUSPEND", "TC.SUSPEND")),
        reason=vault.read(session, found.key, row.reason),
        by=names.get(row.by_id, ""),
    )


def _measure(
    session: Session, found: FoundCase, row: Measure, rules: dict[UUID, str], names: Names
) -> MeasureRow:
    return MeasureRow(
        on=clock.local(row.at).date(),
        words=word(MEASURES, row.kind),
        limit=rules.get(row.deadline_id, ""),
        unit=found.unit(row.unit_id),
        by=names.get(row.by_id, ""),
        note=vault.read(session, found.key, row.note),
    )


def _reason(
    session: Session, found: FoundCase, row: LateReason, rules: dict[UUID, str], names: Names
) -> Reason:
    given = row.recorded_at is not None
    return Reason(
        limit=rules.get(row.deadline_id, ""),
        unit=found.unit(row.unit_id),
        owed_since=clock.local(row.owed_since).date(),
        words=form_word("direction", "late_reason", row.code) if given else "",
        text=vault.read(session, found.key, row.text),
        by=names.get(row.recorded_by_id, ""),
    )
