"""What decisions in force ordered and what was done of it: the columns of forms 02/KQGQ and 04/KQGQ."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.listings.figure_counts import Scope
from db.models import Case, CaseLink, ExecutionOrder

EXECUTES = "executes"
SUMS = ("amount_dong", "done_dong", "land_m2", "done_m2", "people", "done_people")
POLICE = "police"


def complaints(session: Session, scope: Scope) -> dict[str, Any]:
    """Count the execution of decisions about complaints (form 02/KQGQ)."""
    return _executions(session, scope, "complaint")


def denunciations(session: Session, scope: Scope) -> dict[str, Any]:
    """Count the execution of conclusions about denunciations (form 04/KQGQ)."""
    return _executions(session, scope, "denunciation")


def _executions(session: Session, scope: Scope, kind: str) -> dict[str, Any]:
    """Count executions opened until the end of the period and not over before it, with what they order."""
    execution, origin = aliased(Case), aliased(Case)
    within = (
        select(execution.id)
        .join(CaseLink, CaseLink.from_id == execution.id)
        .join(origin, origin.id == CaseLink.to_id)
        .where(
            CaseLink.kind == EXECUTES,
            origin.kind == kind,
            scope.of(execution.authority_id),
            execution.received_on <= scope.last,
            execution.closed_on.is_(None) | (execution.closed_on >= scope.first),
        )
    )
    cases = list(session.scalars(within))
    done = session.scalar(
        select(func.count()).where(
            Case.id.in_(within), Case.closed_as == "executed", Case.closed_on <= scope.last
        )
    )
    mine = ExecutionOrder.case_id.in_(within)
    columns = [func.coalesce(func.sum(getattr(ExecutionOrder, name)), 0) for name in SUMS]
    sums = session.execute(select(*columns).where(mine)).one()
    late = ExecutionOrder.done_on > ExecutionOrder.due_on
    counted = {
        "executed": done or 0,
        "orders": _count(session, mine),
        "orders_done": _count(session, mine, ExecutionOrder.state == "done"),
        "orders_late": _count(session, mine, late),
        "to_police": _count(session, mine, ExecutionOrder.kind == POLICE),
        **{name: int(value) for name, value in zip(SUMS, sums, strict=True)},
    }
    return {"value": len(cases), "parts": {"execution": counted}}


def _count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(ExecutionOrder).where(*conditions)) or 0
