"""One visit as its page, its minutes and its receipt tell it, to whoever may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import grants, vault
from app.casework.numbers import number_of, written
from app.casework.visit_words import called
from app.errors import NotFound
from app.listings.case_found import unit_name
from app.listings.kinds import kind_word
from app.listings.reception_lines import handling
from app.policy import cases as policy
from app.policy import receptions as visit_policy
from app.policy.actor import Actor
from db.models import (
    Authority,
    Case,
    Person,
    ReceptionAssignment,
    ReceptionSession,
    ReceptionVisit,
    Run,
    Task,
    Unit,
    VaultKey,
)


@dataclass(frozen=True, kw_only=True)
class Work:
    """One thing that the leader gave somebody to do."""

    what: str
    who: str
    due_on: dt.date
    done_on: dt.date | None
    result: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Everything about one visit; of a protected one nobody's name, unless this person took it down."""

    id: UUID
    session_id: UUID
    number: str
    on: dt.date
    recorded_at: dt.datetime
    kind: str
    protected: bool
    open: bool  # the words are shown to this reader
    who: Mapping[str, Any]
    name: str
    said: Mapping[str, Any]
    people: int
    times: int
    crowd: bool
    read_back: bool
    signed: str
    outcome: str
    handling: str
    receiver: str  # who received
    duty: str
    by: str  # who took it down
    unit: str
    place: str
    case_id: UUID | None
    case_number: str
    draft_id: UUID | None
    concluded_on: dt.date | None
    conclusion: str
    work: tuple[Work, ...]
    waits: tuple[tuple[UUID, str], ...]  # steps that this person can do, by their forms
    superior: str
    authority: str
    town: str


def find(session: Session, visit_id: UUID, *, actor: Actor) -> Visit:
    """Give one visit.

    Raises: NotFound, also for a visit that may not be seen.
    """
    row = session.execute(
        select(ReceptionVisit, ReceptionSession, Authority, VaultKey)
        .join(ReceptionSession, ReceptionSession.id == ReceptionVisit.session_id)
        .join(Authority, Authority.id == ReceptionVisit.authority_id)
        .join(VaultKey, VaultKey.id == ReceptionVisit.key_id)
        .where(ReceptionVisit.id == visit_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    visit, sitting, authority, key = row
    case = session.get(Case, visit.case_id) if visit.case_id else None
    if not _may_see(session, visit, case, actor):
        raise NotFound
    return _shown(session, visit, sitting, authority, key, case, actor)


def _may_see(session: Session, visit: ReceptionVisit, case: Case | None, actor: Actor) -> bool:
    if case is None:
        return visit_policy.may_see(actor, visit)
    return policy.may_see(actor, case, grants.of(session, case))


def _shown(
    session: Session,
    visit: ReceptionVisit,
    sitting: ReceptionSession,
    authority: Authority,
    key: VaultKey,
    case: Case | None,
    actor: Actor,
) -> Visit:
    protected = case.sealed if case is not None else visit.sealed
    is_open = not protected or visit.by_id == actor.person_id
    said = vault.read_data(session, key, visit.words) if is_open else {}
    who = vault.identity(session, visit.identity_id) if is_open and visit.identity_id else {}
    unit = session.get(Unit, visit.unit_id)
    return Visit(
        id=visit.id,
        session_id=sitting.id,
        number=written(visit.number, visit.year),
        on=visit.on,
        recorded_at=visit.recorded_at,
        kind=kind_word(case.kind if case else visit.kind),
        protected=protected,
        open=is_open,
        who=who,
        name=called(who) or "",
        said=said,
        people=visit.people,
        times=visit.times,
        crowd=visit.crowd,
        read_back=visit.read_back,
        signed=visit.signed,
        outcome=visit.outcome,
        handling=handling(visit),
        receiver=sitting.receiver,
        duty=sitting.duty,
        by=session.get_one(Person, visit.by_id).name,
        unit=unit_name(unit),
        place=sitting.place,
        case_id=visit.case_id,
        case_number=number_of(case) if case else "",
        draft_id=visit.draft_id if case is None else None,
        concluded_on=visit.concluded_on,
        conclusion=vault.read(session, key, visit.conclusion) if not protected or is_open else "",
        work=_work(session, visit, key),
        waits=_waits(session, visit, actor),
        superior=authority.superior,
        authority=authority.name,
        town=authority.place,
    )


def _work(session: Session, visit: ReceptionVisit, key: VaultKey) -> tuple[Work, ...]:
    rows = session.execute(
        select(ReceptionAssignment, Unit, Person)
        .join(Unit, Unit.id == ReceptionAssignment.unit_id)
        .outerjoin(Person, Person.id == ReceptionAssignment.person_id)
        .where(ReceptionAssignment.visit_id == visit.id)
        .order_by(ReceptionAssignment.position)
    )
    return tuple(
        Work(
            what=vault.read(session, key, work.what),
            who=f"{person.name}, {unit_name(unit)}" if person else unit_name(unit),
            due_on=work.due_on,
            done_on=work.done_on,
            result=vault.read(session, key, work.result),
            late=(work.done_on or clock.today()) > work.due_on,
        )
        for work, unit, person in rows
    )


def _waits(session: Session, visit: ReceptionVisit, actor: Actor) -> tuple[tuple[UUID, str], ...]:
    if visit.run_id is None:
        return ()
    rows = session.execute(
        select(Task.id, Task.form)
        .join(Run, Run.id == Task.run_id)
        .where(
            Run.id == visit.run_id,
            Task.state == "open",
            (Task.assignee_id == actor.person_id)
            | (Task.assignee_id.is_(None) & (Task.unit_id == actor.unit_id)),
        )
        .order_by(Task.opened_at)
    )
    return tuple((task_id, form) for task_id, form in rows)
