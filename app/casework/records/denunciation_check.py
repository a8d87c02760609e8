"""The first check of a denunciation: who of this office is denounced, so that they never learn of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework import grants, keepers
from app.casework.hold import Hold
from db.models import Case, CaseLink, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who and which unit is denounced; their rights are taken back, and their steps go to others."""
    person, unit = _id(answers.get("denounced_person")), _id(answers.get("denounced_unit"))
    if person is not None:
        hold.case.contested_author_id = person
    if unit is not None or person is not None:
        hold.case.contested_unit_id = unit
    _tell_linked(hold)
    grants.bar(hold)
    keepers.follow(hold)


def _tell_linked(hold: Hold) -> None:
    """Bar the denounced from the cases tied to this one too, a protection above all."""
    tied = select(CaseLink.from_id).where(CaseLink.to_id == hold.case.id)
    for case in list(hold.session.scalars(select(Case).where(Case.id.in_(tied), Case.sealed))):
        case.contested_author_id = hold.case.contested_author_id
        case.contested_unit_id = hold.case.contested_unit_id


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
