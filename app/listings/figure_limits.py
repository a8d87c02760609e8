"""The counts of kept, broken and overdue limits behind the office's figures."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app import clock
from app.listings.figure_counts import Grouped, Scope, grouped
from db.models import Case, Deadline, LateReason

WAITING_PERIODS = ("KN.EFFECT",)  # nobody owes anything under these


def limits_met(session: Session, scope: Scope) -> Mapping[str, tuple[int, int]]:
    """Count by rule how often what a limit asks for was done in the period: in time, and late."""
    in_time = func.sum(case((Deadline.kept.is_(True), 1), else_=0))
    rows = (
        select(Deadline.rule, in_time, func.count())
        .where(
            scope.of(Deadline.authority_id),
            scope.on(Deadline.met_on),
            Deadline.rule.not_in(WAITING_PERIODS),
        )
        .group_by(Deadline.rule)
        .order_by(Deadline.rule)
    )
    return {rule: (kept, whole - kept) for rule, kept, whole in session.execute(rows)}


def overdue_now(session: Session, scope: Scope) -> Grouped:
    """Count by rule the limits that have run out today with the work not done."""
    rows = (
        select(Deadline.rule, func.count())
        .where(
            scope.of(Deadline.authority_id),
            Deadline.state == "running",
            Deadline.due_on < clock.today(),
            Deadline.rule.not_in(WAITING_PERIODS),
        )
        .group_by(Deadline.rule)
    )
    return grouped(session, rows)


def reasons(session: Session, scope: Scope) -> Grouped:
    """Count the reasons for lateness: still owed, and put on record."""
    owed = LateReason.recorded_at.is_(None)
    rows = (
        select(owed, func.count())
        .join(Case, Case.id == LateReason.case_id)
        .where(scope.of(Case.authority_id))
        .group_by(owed)
    )
    return {"owed" if still else "recorded": count for still, count in session.execute(rows)}
