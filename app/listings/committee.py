"""The Steering Committee: its seats, its meetings, and what came of its directives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import grants, vault
from app.casework.numbers import number_of
from app.language import current
from app.listings import hearing_words as words
from app.listings.visible import visible
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Case, Committee, CommitteeMeeting, CommitteeMember, Directive, Unit, VaultKey

MOST = 200
RANK = {"head": 0, "deputy": 1, "member": 2}


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody in the committee, from a day to a day."""

    member_id: UUID
    name: str
    title: str
    role: str
    since: dt.date
    until: dt.date | None
    over: bool


@dataclass(frozen=True, kw_only=True)
class Directed:
    """One directive and what came of it."""

    case_id: UUID
    number: str
    matter: str
    unit: str
    text: str
    given_on: dt.date
    due_on: dt.date
    done_on: dt.date | None
    late: bool
    report: str
    met_on: dt.date | None  # the meeting that gave it; None: the leader, at a review


@dataclass(frozen=True, kw_only=True)
class Body:
    """The committee with its seats, its meetings and its directives."""

    name: str
    decision: str
    since: dt.date
    seats: tuple[Seat, ...]
    meetings: tuple[tuple[dt.date, str], ...]  # day, place
    directives: tuple[Directed, ...]


def show(session: Session, *, actor: Actor) -> Body | None:
    """Give the committee of one's authority, if one was set up."""
    rows = select(Committee).where(Committee.authority_id == actor.authority_id, Committee.until.is_(None))
    found = session.scalars(rows.limit(1)).one_or_none()
    if found is None:
        return None
    meetings = session.scalars(
        select(CommitteeMeeting)
        .where(CommitteeMeeting.committee_id == found.id)
        .order_by(CommitteeMeeting.on.desc(), CommitteeMeeting.id.desc())
    )
    return Body(
        name=found.name,
        decision=found.decision,
        since=found.since,
        seats=_seats(session, found),
        meetings=tuple((row.on, row.place) for row in meetings),
        directives=_directives(session, actor),
    )


def _seats(session: Session, committee: Committee) -> tuple[Seat, ...]:
    today = clock.today()
    rows = session.scalars(select(CommitteeMember).where(CommitteeMember.committee_id == committee.id))
    ordered = sorted(rows, key=lambda row: (row.until is not None, RANK.get(row.role, 3), row.since, row.id))
    return tuple(
        Seat(
            member_id=row.id,
            name=row.name,
            title=row.title,
            role=words.said("seat", row.role),
            since=row.since,
            until=row.until,
            over=row.until is not None and row.until < today,
        )
        for row in ordered
    )


def _directives(session: Session, actor: Actor) -> tuple[Directed, ...]:
    rows = session.execute(
        select(Directive, Case, Unit, VaultKey, CommitteeMeeting.on)
        .join(Case, Case.id == Directive.case_id)
        .join(Unit, Unit.id == Directive.unit_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .outerjoin(CommitteeMeeting, CommitteeMeeting.id == Directive.meeting_id)
        .where(visible(actor))
        .order_by(Directive.done_on.is_not(None), Directive.due_on, Directive.id)
        .limit(MOST)
    )
    return tuple(_directed(session, actor, *row) for row in rows)


def _directed(
    session: Session,
    actor: Actor,
    row: Directive,
    case: Case,
    unit: Unit,
    key: VaultKey,
    met_on: dt.date | None,
) -> Directed:
    reads = not case.sealed or policy.may_read_identity(actor, case, grants.of(session, case))
    return Directed(
        case_id=case.id,
        number=number_of(case),
        matter=case.matter,
        unit=unit.name_en if current() == "en" else unit.name,
        text=vault.read(session, key, row.text) if reads else "",
        given_on=row.given_on,
        due_on=row.due_on,
        done_on=row.done_on,
        late=row.due_on < (row.done_on or clock.today()),
        report=vault.read(session, key, row.report) if reads else "",
        met_on=met_on,
    )
