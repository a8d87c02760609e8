"""How the people of a case were heard: task force, meetings, evidence, opinions of units, outreach."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import grants, heard, vault
from app.casework.heard import Standing
from app.language import _, current
from app.listings import case_found
from app.listings import hearing_words as words
from app.listings.hearing_rows import Asked, Done, Force, Meeting, Paper
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import (
    Attendance,
    Case,
    Consultation,
    Evidence,
    Hearing,
    HearingOverride,
    Opinion,
    Outreach,
    Person,
    TaskForce,
    TaskForceMember,
    Unit,
    VaultKey,
)


@dataclass(frozen=True, kw_only=True)
class Hearings:
    """Everything on the page about hearings of one case."""

    standing: Standing
    missing: str
    forces: tuple[Force, ...]
    meetings: tuple[Meeting, ...]
    papers: tuple[Paper, ...]
    consultations: tuple[Asked, ...]
    outreach: tuple[Done, ...]
    overrides: tuple[Done, ...]


def show(session: Session, case_id: UUID, *, actor: Actor) -> Hearings:
    """Give what is known of the hearings of a case, in a constant number of statements.

    Raises: NotFound.
    """
    found = case_found.find(session, case_id, actor=actor)
    read = _Reader(session, found.case, actor)
    standing = heard.standing(session, found.case, clock.today())
    return Hearings(
        standing=standing,
        missing="" if standing.is_open else heard.missing(standing),
        forces=_forces(read),
        meetings=_meetings(read),
        papers=_papers(read),
        consultations=_consultations(read),
        outreach=_outreach(read),
        overrides=_overrides(read),
    )


class _Reader:
    """Reads sealed words of one case; of a sealed case only who may read identities reads them."""

    def __init__(self, session: Session, case: Case, actor: Actor) -> None:
        self.session, self.case = session, case
        self.key = session.get_one(VaultKey, case.key_id)
        held = grants.of(session, case)
        self.open = not case.sealed or policy.may_read_identity(actor, case, held)

    def words(self, sealed: bytes | None) -> str:
        return vault.read(self.session, self.key, sealed) if self.open and sealed is not None else ""


def _unit(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return unit.name_en if current() == "en" else unit.name


def _forces(read: _Reader) -> tuple[Force, ...]:
    rows = read.session.execute(
        select(TaskForce, Unit)
        .outerjoin(Unit, Unit.id == TaskForce.unit_id)
        .where(TaskForce.case_id == read.case.id)
        .order_by(TaskForce.id.desc())
    ).all()
    people = read.session.execute(
        select(TaskForceMember, Person.name)
        .join(Person, Person.id == TaskForceMember.person_id)
        .where(TaskForceMember.task_force_id.in_([force.id for force, _unit in rows]))
        .order_by(TaskForceMember.role, Person.sort_key)
    ).all()
    return tuple(
        Force(
            mandate=read.words(force.mandate),
            since=force.since,
            until=force.until,
            report_due_on=force.report_due_on,
            unit=_unit(unit),
            members=tuple(
                (words.said("role", member.role), name)
                for member, name in people
                if member.task_force_id == force.id
            ),
        )
        for force, unit in rows
    )


def _meetings(read: _Reader) -> tuple[Meeting, ...]:
    rows = read.session.execute(
        select(Hearing, Person.name)
        .outerjoin(Person, Person.id == Hearing.led_by_id)
        .where(Hearing.case_id == read.case.id)
        .order_by(Hearing.on, Hearing.id)
    ).all()
    ids = [hearing.id for hearing, _name in rows]
    came, told = _attended(read, ids), _opinions(read, ids)
    return tuple(
        Meeting(
            kind=words.meeting(hearing.kind, hearing.topic),
            on=hearing.on,
            place=read.words(hearing.place),
            findings=read.words(hearing.findings),
            led_by=leader or "",
            read_back=hearing.read_back,
            attended=tuple(came.get(hearing.id, ())),
            opinions=tuple(told.get(hearing.id, ())),
        )
        for hearing, leader in rows
    )


def _attended(read: _Reader, ids: list[UUID]) -> dict[UUID, list[tuple[str, str, str]]]:
    found: dict[UUID, list[tuple[str, str, str]]] = {}
    rows = select(Attendance).where(Attendance.hearing_id.in_(ids)).order_by(Attendance.position)
    for row in read.session.scalars(rows):
        told = (
            read.words(row.name),
            words.said("capacity", row.capacity),
            words.said("presence", row.presence),
        )
        found.setdefault(row.hearing_id, []).append(told)
    return found


def _opinions(read: _Reader, ids: list[UUID]) -> dict[UUID, list[tuple[str, str, str]]]:
    found: dict[UUID, list[tuple[str, str, str]]] = {}
    rows = select(Opinion).where(Opinion.hearing_id.in_(ids)).order_by(Opinion.position)
    for row in read.session.scalars(rows):
        told = read.words(row.text), words.said("state", row.state), read.words(row.treatment)
        found.setdefault(row.hearing_id, []).append(told)
    return found


def _papers(read: _Reader) -> tuple[Paper, ...]:
    rows = select(Evidence).where(Evidence.case_id == read.case.id).order_by(Evidence.id)
    return tuple(
        Paper(
            kind=words.said("evidence", row.kind),
            what=read.words(row.what),
            source=read.words(row.source),
            asked_on=row.asked_on,
            due_on=row.due_on,
            received_on=row.received_on,
            result=read.words(row.result),
        )
        for row in read.session.scalars(rows)
    )


def _consultations(read: _Reader) -> tuple[Asked, ...]:
    rows = read.session.execute(
        select(Consultation, Unit)
        .outerjoin(Unit, Unit.id == Consultation.unit_id)
        .where(Consultation.case_id == read.case.id)
        .order_by(Consultation.id)
    )
    return tuple(
        Asked(
            who=_unit(unit) or read.words(row.body),
            purpose=words.said("purpose", row.purpose),
            question=read.words(row.question),
            asked_on=row.asked_on,
            answer_by=row.answer_by,
            state=row.state,
            state_words=words.said("answer", row.state),
            stance=words.said("stance", row.stance) if row.stance else "",
            answer=read.words(row.answer),
            answered_on=row.answered_on,
            awaited=row.state == "asked",
        )
        for row, unit in rows
    )


def _outreach(read: _Reader) -> tuple[Done, ...]:
    rows = read.session.execute(
        select(Outreach, Person.name)
        .join(Person, Person.id == Outreach.by_id)
        .where(Outreach.case_id == read.case.id)
        .order_by(Outreach.on.desc(), Outreach.id.desc())
    )
    return tuple(
        Done(title=words.said("outreach", row.kind), on=row.on, who=name, text=read.words(row.text))
        for row, name in rows
    )


def _overrides(read: _Reader) -> tuple[Done, ...]:
    rows = read.session.execute(
        select(HearingOverride, Person.name)
        .join(Person, Person.id == HearingOverride.by_id)
        .where(HearingOverride.case_id == read.case.id)
        .order_by(HearingOverride.id.desc())
    )
    return tuple(
        Done(title=_("Let pass"), on=clock.local(row.at).date(), who=name, text=read.words(row.reason))
        for row, name in rows
    )
