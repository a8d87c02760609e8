"""Every waiting instant of a case: when it comes, of which limit it is, by which article."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, grants, moved_days
from app.casework.deadlines import is_promise, limit_of
from app.casework.numbers import number_of
from app.errors import NotFound
from app.language import N_, _, content
from app.legaltime.instants import FAR
from app.legaltime.own import AGREED, INTAKE
from app.listings.due import name_of, said
from app.policy import cases as cases_policy
from app.policy import timers as policy
from app.policy.actor import Actor
from db.base import NEVER
from db.models import Case, Deadline, Incident, Run, Timer

KINDS = {
    "limit": N_("Limit"),
    "reminder": N_("Reminder"),
    "followup": N_("Back on the leader's desk"),
    "other": N_("Set by the procedure"),
}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One waiting instant; ``on`` is the last day of its limit, ``at`` when it goes off by itself."""

    id: UUID
    name: str
    kind: str
    procedure: str
    at: dt.datetime | None
    on: dt.date | None
    limit: str
    article: str
    why: tuple[str, ...]
    statutory: bool
    moved: bool
    state: str  # pending | held | dead
    incident_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """The instants of one case, and the grounds on which a limit of it may be set later than the law."""

    case_id: UUID
    number: str
    opens: bool  # whether its reader may open the case itself
    rows: tuple[Waiting, ...]
    grounds: tuple[tuple[str, str], ...]
    moves: bool
    leads: bool


def show(session: Session, case_id: UUID, *, actor: Actor) -> Page:
    """List the waiting instants of a case, the next first. Raises: NotFound."""
    case = session.get(Case, case_id)
    held = grants.of(session, case) if case else ()
    if case is None or not policy.may_see(actor, case, held):
        raise NotFound
    rows = session.execute(
        select(Timer, Run, Deadline, Incident.id)
        .join(Run, Run.id == Timer.run_id)
        .outerjoin(Deadline, Deadline.id == Timer.deadline_id)
        .outerjoin(Incident, (Incident.timer_id == Timer.id) & Incident.resolved_at.is_(None))
        .where(Timer.case_id == case_id, Timer.state.in_(("pending", "held", "dead")))
        .order_by(Timer.due_at, Timer.id)
    )
    offered = moved_days.offered(case.kind, clock.today()) if actor.leads else ()
    return Page(
        case_id=case.id,
        number=number_of(case),
        opens=cases_policy.may_see(actor, case, held),
        rows=tuple(_waiting(session, *row) for row in rows),
        grounds=tuple((each.value, content(each.label)) for each in offered),
        moves=policy.may_move(actor),
        leads=actor.leads,
    )


def _waiting(
    session: Session, timer: Timer, run: Run, deadline: Deadline | None, incident_id: UUID | None
) -> Waiting:
    definition = definitions.pinned(session, run.version_id).definition
    node = definition.nodes.get(timer.node)
    far = timer.due_at >= FAR or timer.state == "held"
    own = timer.kind == "limit" and deadline is not None
    return Waiting(
        id=timer.id,
        name=content(node.name) if node and node.name else _(KINDS[timer.kind]),
        kind=_(KINDS[timer.kind]),
        procedure=content(definition.name),
        at=None if far else clock.local(timer.due_at),
        on=deadline.due_on if own and deadline and deadline.due_on != NEVER else None,
        limit=name_of(deadline.rule) if deadline else "",
        article=_article(deadline),
        why=said(deadline.steps) if own and deadline else (),
        statutory=bool(own and deadline and not is_promise(deadline.rule)),
        moved=bool(own and deadline and deadline.moved_to),
        state=timer.state,
        incident_id=incident_id,
    )


def _article(deadline: Deadline | None) -> str:
    """Name the article that a limit stands on; an agreed day, and the time of intake, stand on none."""
    if deadline is None or deadline.rule == INTAKE or deadline.rule in AGREED:
        return ""
    return content(limit_of(deadline).article)
