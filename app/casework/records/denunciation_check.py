"""The first check of a denunciation: who of this office is denounced, so that they never learn of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.casework import grants, keepers
from app.casework.hold import Hold
from db.models import Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who and which unit is denounced; their rights are taken back, and their steps go to others."""
    person, unit = _id(answers.get("denounced_person")), _id(answers.get("denounced_unit"))
    if person is not None:
        hold.case.contested_author_id = person
    if unit is not None or person is not None:
        hold.case.contested_unit_id = unit
    grants.bar(hold)
    keepers.follow(hold)


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
