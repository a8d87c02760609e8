"""Measures of protection as they are ordered, changed, ended; who is in charge may know who is protected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.casework import grants, protections, vault
from app.casework.hold import Hold
from db.base import new_id
from db.models import ProtectionMeasure, Run, Task

ROWS = "measures_taken"
DECIDES = "protect_outcome"  # of the decision after the examination; urgent measures and changes have none


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the measures now in force in place of those before, and give their keeper a right to the case.

    Raises: Unacceptable when the denounced, or somebody of their unit, would be in charge.
    """
    if answers.get(DECIDES) not in {None, "apply"} or not answers.get(ROWS):
        return
    grants.give(hold, UUID(str(answers["protector"])), grants.PROTECTION)
    since = _day(answers.get("protected_on")) or hold.today
    _close(hold, protections.CHANGED)
    for row in answers[ROWS]:
        hold.session.add(
            ProtectionMeasure(
                id=new_id(),
                case_id=hold.case.id,
                kind=str(row.get("kind")),
                urgent=DECIDES not in answers and "protected" not in hold.milestones,
                body=vault.seal(hold.session, hold.key, str(row.get("body") or "")),
                detail=vault.seal(hold.session, hold.key, str(row.get("detail") or "")),
                state=protections.IN_FORCE,
                since=since,
                until=None,
            )
        )


def end(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """End the measures when the settler ends the protection (Law 25/2018, article 54)."""
    if answers.get("end_outcome") == "end":
        _close(hold, protections.ENDED)


def _close(hold: Hold, state: str) -> None:
    for measure in protections.in_force(hold.session, hold.case):
        measure.state, measure.until = state, hold.today


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
