"""The first check of a denunciation: who of this office is denounced, so that they never learn of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app.casework import grants
from app.casework.hold import Hold
from db.models import Holding, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who and which unit is denounced, and take back every right that they hold to the case."""
    person, unit = _id(answers.get("denounced_person")), _id(answers.get("denounced_unit"))
    if person is not None:
        hold.case.contested_author_id = person
    if unit is not None or person is not None:
        hold.case.contested_unit_id = unit or _unit_of(hold, person)
    barred = _works_there(hold)
    for held in grants.of(hold.session, hold.case):
        if held.person_id in barred:
            grants.revoke(hold, held.person_id)


def _unit_of(hold: Hold, person: UUID | None) -> UUID | None:
    found = select(Holding.unit_id).where(Holding.person_id == person, *_today(hold))
    return hold.session.scalars(found.order_by(Holding.since.desc())).first()


def _works_there(hold: Hold) -> frozenset[UUID]:
    """Name the denounced and everybody who works in their unit today."""
    case = hold.case
    there = select(Holding.person_id).where(Holding.unit_id == case.contested_unit_id, *_today(hold))
    people = hold.session.scalars(there) if case.contested_unit_id else ()
    return frozenset(people) | ({case.contested_author_id} if case.contested_author_id else set())


def _today(hold: Hold) -> tuple[Any, ...]:
    return Holding.since <= hold.today, or_(Holding.until.is_(None), Holding.until >= hold.today)


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
