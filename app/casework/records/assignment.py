"""Who verifies a case: a unit, a task force, the Chairman himself, or nobody where all is clear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from app.casework import asked, vault
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.base import new_id
from db.models import Holding, Run, Task, TaskForce, TaskForceMember


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who verifies; whoever made the contested decision, or works where it was made, may not.

    Raises: Unacceptable (Law 02/2011, article 29).
    """
    case = hold.case
    unit, head = _id(answers.get("verifying_unit")), _id(answers.get("task_force_head"))
    if unit is not None and unit == case.contested_unit_id:
        raise Unacceptable(reason=_("the unit whose decision is contested cannot verify it"))
    members = {one for member in answers.get("task_force_members") or [] if (one := _id(member))}
    _require_impartial(hold, {head, *members} - {None}, _himself(hold, answers))
    case.verifying_unit_id, case.task_force_head_id = unit, head
    if head is not None:
        set_up(hold, head, members - {head}, answers)
    facts = {"by": str(answers.get("settle_by")), "unit": str(unit) if unit else None}
    audit(hold.session, case, Tag.CASE_ASSIGN, actor=hold.actor, now=hold.now, facts=facts)


def set_up(hold: Hold, head: UUID, members: set[UUID], answers: Mapping[str, Any]) -> None:
    """Set up the task force with its mandate; one that was there before ends today."""
    before = select(TaskForce.id).where(TaskForce.case_id == hold.case.id, TaskForce.until.is_(None))
    gone = list(hold.session.scalars(before))
    for model, column in ((TaskForceMember, TaskForceMember.task_force_id), (TaskForce, TaskForce.id)):
        hold.session.execute(
            update(model).where(column.in_(gone), model.until.is_(None)).values(until=hold.today)
        )
    force = TaskForce(
        id=new_id(),
        case_id=hold.case.id,
        unit_id=hold.case.verifying_unit_id,
        mandate=vault.seal(hold.session, hold.key, str(answers.get("verify_content") or "")),
        since=hold.today,
        report_due_on=asked.day_of(answers.get("report_due_on")),
        until=None,
        by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
        at=hold.now,
    )
    hold.session.add(force)
    for person, role in [(head, "head"), *((each, "member") for each in sorted(members))]:
        hold.session.add(
            TaskForceMember(
                id=new_id(),
                task_force_id=force.id,
                person_id=person,
                role=role,
                since=hold.today,
                until=None,
            )
        )


def _require_impartial(hold: Hold, people: set[UUID | None], himself: UUID | None) -> None:
    case = hold.case
    if case.contested_author_id is not None and case.contested_author_id in {*people, himself}:
        raise Unacceptable(reason=_("whoever made the contested decision cannot verify it"))
    if case.contested_unit_id is None or not people:
        return
    there = select(Holding.id).where(
        Holding.person_id.in_(people),
        Holding.unit_id == case.contested_unit_id,
        Holding.since <= hold.today,
        or_(Holding.until.is_(None), Holding.until >= hold.today),
    )
    if hold.session.scalars(there.limit(1)).first() is not None:
        raise Unacceptable(reason=_("nobody of the unit whose decision is contested can verify it"))


def _himself(hold: Hold, answers: Mapping[str, Any]) -> UUID | None:
    return hold.actor.person_id if answers.get("settle_by") == "self" and hold.actor is not None else None


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
