"""The list that a number of the board opens: cases, or limits that were missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, literal, select, tuple_
from sqlalchemy.orm import Session

from app import clock
from app.casework.numbers import number_of
from app.errors import NotFound
from app.language import current
from app.listings import board_shares
from app.listings.board_shares import MISSED, STATES
from app.listings.counts import MOST
from app.listings.due import Due, due
from app.listings.inbox import step_name
from app.listings.kinds import kind_word
from app.listings.place import Place, values, written
from app.policy.actor import Actor
from db.base import NEVER
from db.models import Case, Deadline, Person, Run, Task, Unit

PAGE = 50
Rows = Select[*tuple[Any, ...]]  # a case, the limit it is listed for, and what orders them

LIVING = ("running", "suspended")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which number was opened: a column, a unit or all, sealed or not; ``after`` is where the page began."""

    state: str
    unit_id: UUID | None = None
    sealed: bool = False
    after: Place | None = None


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case in the list; ``matter`` is empty while it is sealed."""

    case_id: UUID
    number: str
    matter: str
    sealed: bool
    kind: str
    step: str
    who: tuple[str, ...]
    unit: str
    due: Due
    closed_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One page of the list behind a number."""

    rows: tuple[CaseRow, ...]
    after: str | None
    count: int  # up to a thousand
    unit: str


def show(session: Session, asked: Asked, *, actor: Actor) -> Opened:
    """Give one page behind a number, in a constant number of statements.

    Raises: NotFound for a column that does not exist, a unit elsewhere, or sealed cases for anybody but the
    leader.
    """
    if asked.state not in {*STATES, MISSED} or (asked.sealed and not actor.leads):
        raise NotFound
    unit = _unit(session, asked, actor)
    today = clock.today()
    found = session.execute(_page(asked, actor, today)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Opened(
        rows=rows(session, found[:PAGE], today),
        after=written(last.at, last.id) if last else None,
        count=_count(session, asked, actor, today),
        unit=unit,
    )


def _unit(session: Session, asked: Asked, actor: Actor) -> str:
    if asked.unit_id is None:
        return ""
    unit = session.get(Unit, asked.unit_id)
    if unit is None or unit.authority_id != actor.authority_id:
        raise NotFound
    return unit.name_en if current() == "en" else unit.name


def _chosen(asked: Asked, actor: Actor, today: dt.date) -> Rows:
    """Choose the rows; ``at`` and ``id`` are their order."""
    if asked.state == MISSED:
        return (
            select(Case, Deadline, Deadline.id.label("id"), Deadline.due_on.label("at"))
            .join(Deadline, Deadline.case_id == Case.id)
            .where(
                Deadline.state.in_(("met", "running")),
                board_shares.fell_due(actor, today, unit_id=asked.unit_id),
                board_shares.missed(),
            )
        )
    at = Case.closed_on if asked.state == "closed" else Case.due_on
    return select(Case, literal(None).label("Deadline"), Case.id.label("id"), at.label("at")).where(
        board_shares.within(actor, unit_id=asked.unit_id, sealed=asked.sealed),
        board_shares.of(asked.state, today),
    )


def _order(asked: Asked) -> tuple[ColumnElement[Any], ColumnElement[UUID]]:
    if asked.state == MISSED:
        return Deadline.due_on.expression, Deadline.id.expression
    return (Case.closed_on if asked.state == "closed" else Case.due_on).expression, Case.id.expression


def _page(asked: Asked, actor: Actor, today: dt.date) -> Rows:
    order = _order(asked)
    query = _chosen(asked, actor, today)
    if asked.after:
        query = query.where(tuple_(*order) > values(asked.after))
    return query.order_by(*order).limit(PAGE + 1)


def _count(session: Session, asked: Asked, actor: Actor, today: dt.date) -> int:
    chosen = _chosen(asked, actor, today).with_only_columns(_order(asked)[1]).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(chosen)) or 0


def rows(session: Session, found: Sequence[Row[*tuple[Any, ...]]], today: dt.date) -> tuple[CaseRow, ...]:
    """Show cases as lines of a list: what each waits for, who holds it, and its nearest limit.

    Each found row is a case, the limit for which it is listed or None, and what orders it.
    """
    cases = [row[0] for row in found]
    ids = [case.id for case in cases]
    steps, deadlines = _steps(session, ids), _deadlines(session, ids)
    units = {
        unit.id: unit
        for unit in session.scalars(select(Unit).where(Unit.id.in_({c.lead_unit_id for c in cases})))
    }
    return tuple(
        _row(
            case,
            limit or deadlines.get(case.id),
            steps.get(case.id, ("", ())),
            units[case.lead_unit_id],
            today,
        )
        for case, limit, *_order in found
    )


def _row(
    case: Case, limit: Deadline | None, step: tuple[str, tuple[str, ...]], unit: Unit, today: dt.date
) -> CaseRow:
    return CaseRow(
        case_id=case.id,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        kind=kind_word(case.kind),
        step=step[0],
        who=step[1],
        unit=unit.name_en if current() == "en" else unit.name,
        due=due(limit, limit.due_on if limit else NEVER, today),
        closed_on=case.closed_on,
    )


def _steps(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, tuple[str, tuple[str, ...]]]:
    """Say which step of its own procedure each case waits in, and who holds it."""
    rows = session.execute(
        select(Task.case_id, Task.node, Run.version_id, Person.name)
        .join(Run, Run.id == Task.run_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(Task.case_id.in_(case_ids), Task.state == "open", ~Run.beside)
        .order_by(Task.opened_at, Task.id)
    )
    found: dict[UUID, tuple[str, tuple[str, ...]]] = {}
    for case_id, node, version_id, person in rows:
        _step, people = found.get(case_id, ("", ()))
        held = people if person is None or person in people else (*people, person)
        found[case_id] = (step_name(session, version_id, node), held)
    return found


def _deadlines(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, Deadline]:
    """Find the nearest limit of each case that is not over."""
    rows = session.scalars(
        select(Deadline)
        .where(Deadline.case_id.in_(case_ids), Deadline.state.in_(LIVING))
        .order_by(Deadline.due_on.desc(), Deadline.id)
    )
    return {row.case_id: row for row in rows}
