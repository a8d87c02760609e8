"""The list behind a number of a procedure's page: the cases that wait at a step, or run on a version."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, func, literal, select, tuple_
from sqlalchemy.orm import Session

from app import clock
from app.listings import board_list, flow_versions
from app.listings.board_list import CaseRow
from app.listings.counts import MOST
from app.listings.visible import visible
from app.policy.actor import Actor
from db.base import Instant
from db.models import Case, Run, Task
from db.models.runs import OPEN

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which number was opened: of a step or of all, only what is overdue, or of a version."""

    procedure: str
    step: str = ""
    late: bool = False
    version: UUID | None = None
    after: tuple[dt.datetime, UUID] | None = None


@dataclass(frozen=True, kw_only=True)
class FlowCases:
    """One page of the list, the longest waiting first."""

    rows: tuple[CaseRow, ...]
    after: str | None
    count: int  # up to a thousand


def show(session: Session, asked: Asked, *, actor: Actor) -> FlowCases:
    """Give one page behind a number, in a constant number of statements."""
    here = _chosen(asked, actor).subquery()
    order = (here.c.since, here.c.id)
    page = select(Case, literal(None), here.c.id, here.c.since).join(here, here.c.id == Case.id)
    if asked.after:
        since, case = literal(asked.after[0], Instant), literal(asked.after[1], Uuid)
        page = page.where(tuple_(*order) > tuple_(since, case))
    found = session.execute(page.order_by(*order).limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    counted = select(func.count()).select_from(_chosen(asked, actor).limit(MOST).subquery())
    return FlowCases(
        rows=board_list.rows(session, found[:PAGE], clock.today()),
        after=f"{last.since.isoformat()}_{last.id}" if last else None,
        count=session.scalar(counted) or 0,
    )


def _chosen(asked: Asked, actor: Actor) -> Select[Any, Any]:
    """Choose cases by their ids, each with the instant since when it waits or runs."""
    return _running(asked, actor) if asked.version else _waiting(asked, actor)


def _waiting(asked: Asked, actor: Actor) -> Select[Any, Any]:
    query = (
        select(Task.case_id.label("id"), func.min(Task.opened_at).label("since"))
        .join(Case, Case.id == Task.case_id)
        .where(
            Task.authority_id == actor.authority_id,
            Task.procedure == asked.procedure,
            Task.state == OPEN,
            visible(actor),
        )
        .group_by(Task.case_id)
    )
    if asked.step:
        query = query.where(Task.node == asked.step)
    return query.where(Task.due_on < clock.today()) if asked.late else query


def _running(asked: Asked, actor: Actor) -> Select[Any, Any]:
    return (
        select(Run.case_id.label("id"), func.min(Run.started_at).label("since"))
        .join(Case, Case.id == Run.case_id)
        .where(flow_versions.runs_on(asked.procedure, actor), Run.version_id == asked.version)
        .group_by(Run.case_id)
    )
