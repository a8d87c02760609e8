"""Work that a unit says is not its own, and the leader's word on whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.casework import handovers
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from db.models import Run, Task


def back(hold: Hold, _run: Run, task: Task, answers: Mapping[str, Any]) -> None:
    """Count it when a unit sends the work back, with its reason."""
    if answers.get("unit_outcome") == "not_ours":
        handovers.note(hold, handovers.BACK, task.unit_id, None, str(answers.get("not_ours_reason") or ""))


def settle(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Give the work to the unit that the leader names; nobody sends it on any more."""
    unit_id, before = UUID(str(answers["unit"])), hold.case.lead_unit_id
    hold.case.lead_unit_id = unit_id
    handovers.note(hold, handovers.LEADER, before, unit_id, str(answers.get("instruction") or ""))
    audit(
        hold.session, hold.case, Tag.CASE_ASSIGN, actor=hold.actor, now=hold.now, facts={"unit": str(unit_id)}
    )
