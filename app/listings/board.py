"""The board: every unit with what it has open, what is late, and how often it was in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, extract, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.casework.linked import BESIDES
from app.language import current
from app.listings import board_shares, leader_waits
from app.listings.board_shares import MONTHS, STATES
from app.listings.leader_waits import Wait
from app.listings.pace import Months, Pace, first_days, in_order
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Deadline, Unit


@dataclass(frozen=True, kw_only=True)
class Line(Pace):
    """One unit's line, or a total: cases by state, and limits kept of those that fell due."""

    unit_id: UUID | None
    unit: str
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Board:
    """The whole board of one authority on one day."""

    on: dt.date
    lines: tuple[Line, ...]
    total: Line
    sealed: dict[str, int] | None  # for the leader alone
    waits: tuple[Wait, ...]  # steps that wait for the leader longer than promised
    months: tuple[dt.date, ...]  # first days


def show(session: Session, *, actor: Actor) -> Board:
    """Give the board in a constant number of statements."""
    today = clock.today()
    counts = _counts(session, actor, today)
    months = _months(session, actor, today)
    sealed = {unit: states for (unit, hidden), states in counts.items() if hidden}
    plain = {unit: states for (unit, hidden), states in counts.items() if not hidden}
    lines = tuple(
        Line(
            unit_id=unit.id,
            unit=_name(unit),
            counts=plain.get(unit.id, _none()),
            months=_row(months, unit.id, today),
        )
        for unit in _units(session, actor, today, {*plain, *(unit for unit, _month in months)})
    )
    return Board(
        on=today,
        lines=lines,
        total=_total(lines),
        sealed=_sum(sealed.values()) if actor.leads else None,
        waits=leader_waits.of(session, actor=actor),
        months=tuple(first_days(today)),
    )


def _none() -> dict[str, int]:
    return dict.fromkeys(STATES, 0)


def _sum(found: Iterable[dict[str, int]]) -> dict[str, int]:
    each = list(found)
    return {state: sum(states[state] for states in each) for state in STATES}


def _counts(session: Session, actor: Actor, today: dt.date) -> dict[tuple[UUID, bool], dict[str, int]]:
    """Count the living cases and this month's closed ones, by unit and seal, in one statement."""
    numbers = [func.count().filter(board_shares.of(state, today)) for state in STATES]
    rows = session.execute(
        select(Case.lead_unit_id, Case.sealed, *numbers)
        .where(
            visible(actor),
            Case.kind.not_in(BESIDES),
            or_(Case.state.in_(("open", "suspended")), board_shares.of("closed", today)),
        )
        .group_by(Case.lead_unit_id, Case.sealed)
    )
    return {(unit, sealed): dict(zip(STATES, found, strict=True)) for unit, sealed, *found in rows}


def _months(session: Session, actor: Actor, today: dt.date) -> dict[tuple[UUID, int], tuple[int, int]]:
    month = extract("year", Deadline.due_on) * 12 + extract("month", Deadline.due_on)
    rows = session.execute(
        select(Deadline.unit_id, month, func.count().filter(~board_shares.missed()), func.count())
        .join(Case, Case.id == Deadline.case_id)
        .where(Deadline.state.in_(("met", "running")), board_shares.fell_due(actor, today))
        .group_by(Deadline.unit_id, month)
    )
    return {(unit, int(number)): (kept, whole) for unit, number, kept, whole in rows}


def _row(months: dict[tuple[UUID, int], tuple[int, int]], unit_id: UUID, today: dt.date) -> Months:
    return in_order({month: found for (unit, month), found in months.items() if unit == unit_id}, today)


def _units(session: Session, actor: Actor, today: dt.date, busy: set[UUID]) -> Iterable[Unit]:
    """Give the units that stand today, and former ones that still have something on the board."""
    standing = and_(Unit.since <= today, or_(Unit.until.is_(None), Unit.until >= today))
    rows = session.scalars(
        select(Unit)
        .where(
            Unit.authority_id == actor.authority_id,
            or_(Unit.id.in_(busy), and_(standing, Unit.kind != "leadership")),
        )
        .order_by(Unit.key)
    )
    return list(rows)


def _name(unit: Unit) -> str:
    return unit.name_en if current() == "en" else unit.name


def _total(lines: tuple[Line, ...]) -> Line:
    months = tuple(
        (sum(line.months[n][0] for line in lines), sum(line.months[n][1] for line in lines))
        for n in range(MONTHS)
    )
    return Line(unit_id=None, unit="", counts=_sum(line.counts for line in lines), months=months)
