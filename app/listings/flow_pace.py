"""How a procedure kept its time in twelve months: step by step, limit by limit, and how long phases took."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app import clock
from app.listings.board_shares import first_month
from app.listings.pace import Pace, in_order
from app.listings.visible import visible
from app.policy.actor import Actor
from db.base import NEVER
from db.local_day import LocalDay
from db.models import Case, Deadline, Run, Task
from db.models.runs import DONE

MOST = 10_000  # steps done that one page looks at, the newest first
MOST_OF_A_LIMIT = 2_000
MOST_RUNS = 1_000
ONE_DAY = dt.timedelta(days=1)
WHOLE = ""  # the phase that is the whole procedure


def of_steps(session: Session, procedure: str, *, actor: Actor) -> dict[str, Pace]:
    """Tell how often each step was done by its last day; those that have none are left out."""
    today = clock.today()
    done = LocalDay(Task.closed_at)
    newest = (
        select(Task.node.label("of"), _month(done), (done <= Task.due_on).label("kept"))
        .join(Case, Case.id == Task.case_id)
        .where(
            Task.authority_id == actor.authority_id,
            Task.procedure == procedure,
            Task.state == DONE,
            Task.closed_at >= clock.midnight(first_month(today)),
            Task.due_on != NEVER,
            visible(actor),
        )
        .order_by(Task.closed_at.desc())
        .limit(MOST)
    )
    return _paces(session, newest, today)


def of_limits(session: Session, procedure: str, rules: Sequence[str], *, actor: Actor) -> dict[str, Pace]:
    """Tell how often each limit of a procedure was kept of those that fell due; counted as on the board.

    Of each limit the newest are looked at, ``MOST_OF_A_LIMIT`` of them.
    """
    if not rules:
        return {}
    today = clock.today()
    parts = [_fallen_due(procedure, rule, today, actor).subquery().select() for rule in rules]
    return _paces(session, union_all(*parts), today)


def _fallen_due(procedure: str, rule: str, today: dt.date, actor: Actor) -> Select[Any, Any, Any]:
    until = case((Deadline.state == "met", literal(today, Date)), else_=literal(today - ONE_DAY, Date))
    return (
        select(
            Deadline.rule.label("of"),
            _month(Deadline.due_on),
            and_(Deadline.state == "met", Deadline.kept.is_(True)).label("kept"),
        )
        .join(Case, Case.id == Deadline.case_id)
        .join(Run, Run.id == Deadline.run_id)
        .where(
            Deadline.authority_id == actor.authority_id,
            Deadline.rule == rule,
            Deadline.state.in_(("met", "running")),
            Deadline.due_on.between(first_month(today), today),
            Deadline.due_on <= until,
            Run.procedure == procedure,
            visible(actor),
        )
        .order_by(Deadline.due_on.desc())
        .limit(MOST_OF_A_LIMIT)
    )


def of_phases(
    session: Session, procedure: str, phases: Mapping[str, Sequence[str]], *, actor: Actor
) -> dict[str, tuple[int, int]]:
    """Give for each phase its median days and from how many runs they come; ``WHOLE`` is start to end.

    ``phases`` names the steps of each. Counted are the runs that ended in the twelve months.
    """
    ended = (
        select(Run.id, Run.started_at, Run.ended_at)
        .join(Case, Case.id == Run.case_id)
        .where(
            Run.authority_id == actor.authority_id,
            Run.procedure == procedure,
            Run.status == "ended",
            Run.ended_at >= clock.midnight(first_month(clock.today())),
            visible(actor),
        )
        .order_by(Run.ended_at.desc())
        .limit(MOST_RUNS)
        .subquery()
    )
    within = [(Task.node.in_(steps), literal(key)) for key, steps in phases.items()]
    phase = case(*within, else_=literal(WHOLE)) if within else literal(WHOLE)
    rows = session.execute(
        select(
            ended.c.id,
            phase,
            func.min(LocalDay(Task.opened_at)),
            func.max(LocalDay(Task.closed_at)),
            func.min(LocalDay(ended.c.started_at)),
            func.max(LocalDay(ended.c.ended_at)),
        )
        .join(Task, Task.run_id == ended.c.id)
        .where(Task.state == DONE)
        .group_by(ended.c.id, phase)
    )
    return _durations(rows)


def _durations(rows: Iterable[Any]) -> dict[str, tuple[int, int]]:
    days: dict[str, dict[UUID, int]] = defaultdict(dict)
    for run, phase, opened, closed, started, ended in rows:
        days[WHOLE][run] = (ended - started).days
        if phase != WHOLE:
            days[phase][run] = (closed - opened).days
    return {key: (round(median(each.values())), len(each)) for key, each in days.items()}


def _month(day: Any) -> ColumnElement[int]:
    return cast(extract("year", day) * 12 + extract("month", day), Integer).label("month")


def _paces(
    session: Session, newest: Select[Any, Any, Any] | CompoundSelect[Any, Any, Any], today: dt.date
) -> dict[str, Pace]:
    chosen = newest.subquery()
    kept = func.count().filter(chosen.c.kept)
    counted = select(chosen.c.of, chosen.c.month, kept, func.count()).group_by(chosen.c.of, chosen.c.month)
    found: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for of, month, in_time, whole in session.execute(counted):
        found[of][month] = (in_time, whole)
    return {of: Pace(months=in_order(months, today)) for of, months in found.items()}
