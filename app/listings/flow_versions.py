"""The versions of a procedure: state, days, who drew and approved them, how many cases run on each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.language import N_
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Person, ProcedureDraft, Review, Run, Version

MOST = 10_000  # running cases that are counted
LISTED = ("draft", "in_review", "approved", "in_force", "retired")  # not what a later draft replaced
OF_DRAFTS = frozenset({"draft", "in_review"})  # nobody but legal staff knows of them
STATES = {
    "draft": N_("Draft"),
    "in_review": N_("In review"),
    "approved": N_("Approved"),
    "in_force": N_("In force"),
    "retired": N_("No longer in force"),
}
RUNNING = ("running", "incident")


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """One version of a procedure, the newest first."""

    version_id: UUID
    number: int
    state: str
    shipped: bool
    since: dt.date | None
    until: dt.date | None
    made_on: dt.date
    drawn_by: str
    approved_by: str
    running: int  # cases
    current: bool  # cases that are accepted today begin on it


def of(
    session: Session, procedure: str, *, current: UUID | None, drafts: bool, actor: Actor
) -> tuple[VersionLine, ...]:
    """List the versions of a procedure; ``drafts``: also what nobody has approved yet."""
    judge = aliased(Person)
    approved = and_(Review.version_id == Version.id, Review.state == "approved")
    rows = session.execute(
        select(Version, Person.name, judge.name)
        .outerjoin(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .outerjoin(Person, Person.id == ProcedureDraft.person_id)
        .outerjoin(Review, approved)
        .outerjoin(judge, judge.id == Review.judge_id)
        .where(Version.procedure == procedure, Version.state.in_(LISTED))
        .order_by(Version.number.desc())
    ).all()
    running = _running(session, procedure, actor)
    return tuple(
        VersionLine(
            version_id=version.id,
            number=version.number,
            state="in_force" if version.id == current else version.state,
            shipped=version.origin == "shipped",
            since=version.effective_from,
            until=version.effective_to,
            made_on=clock.local(version.created_at).date(),
            drawn_by=author or "",
            approved_by=second or "",
            running=running.get(version.id, 0),
            current=version.id == current,
        )
        for version, author, second in rows
        if drafts or version.state not in OF_DRAFTS
    )


def runs_on(procedure: str, actor: Actor) -> ColumnElement[bool]:
    """Choose the runs of a procedure that are not over, of the cases that this person may see."""
    return and_(
        Run.authority_id == actor.authority_id,
        Run.procedure == procedure,
        or_(*(Run.status == status for status in RUNNING)),
        visible(actor),
    )


def _running(session: Session, procedure: str, actor: Actor) -> dict[UUID, int]:
    here = (
        select(Run.version_id, Run.case_id)
        .join(Case, Case.id == Run.case_id)
        .where(runs_on(procedure, actor))
        .limit(MOST)
        .subquery()
    )
    counted = select(here.c.version_id, func.count(here.c.case_id.distinct())).group_by(here.c.version_id)
    return {version: count for version, count in session.execute(counted)}  # noqa: C416 - rows, not pairs
