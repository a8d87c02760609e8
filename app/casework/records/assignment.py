"""Who verifies a complaint: a unit, a task force, the Chairman himself, or nobody where all is clear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who verifies; whoever made the contested decision may not (Law 02/2011, article 29).

    Raises: Unacceptable.
    """
    case = hold.case
    unit, head = _id(answers.get("verifying_unit")), _id(answers.get("task_force_head"))
    if unit is not None and unit == case.contested_unit_id:
        raise Unacceptable(reason=_("the unit whose decision is contested cannot verify it"))
    members = {head, *(_id(member) for member in answers.get("task_force_members") or [])}
    if answers.get("settle_by") == "self" and hold.actor is not None:
        members.add(hold.actor.person_id)
    if case.contested_author_id is not None and case.contested_author_id in members:
        raise Unacceptable(reason=_("whoever made the contested decision cannot verify it"))
    case.verifying_unit_id, case.task_force_head_id = unit, head
    facts = {"by": str(answers.get("settle_by")), "unit": str(unit) if unit else None}
    audit(hold.session, case, Tag.CASE_ASSIGN, actor=hold.actor, now=hold.now, facts=facts)


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
