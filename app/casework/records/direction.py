"""What a leader decides about a matter on the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.casework import clockwork, deadlines, foresight, notices, places, vault
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Begin, Hold
from app.casework.under_limit import under
from app.errors import NotPossibleNow
from app.language import _
from db.base import new_id
from db.models import Deadline, LateReason, Measure, Run, Task


def record(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the measure and carry it out; a note about a held denunciation is only kept."""
    if run.subject_id is None or hold.actor is None:
        return
    deadline = deadlines.by_id(hold, run.subject_id)
    measure = str(answers["measure"])
    hold.session.add(
        Measure(
            id=new_id(),
            case_id=hold.case.id,
            deadline_id=deadline.id,
            kind=measure,
            by_id=hold.actor.person_id,
            at=hold.now,
            unit_id=deadline.unit_id,
            letter_id=None,
            note=vault.seal(hold.session, hold.key, str(answers.get("instruction") or "")),
        )
    )
    deadline.next_look_on = _day(answers.get("followup_on")) or _day(answers.get("done_by"))
    CARRY_OUT.get(measure, _nothing)(hold, deadline, answers)
    facts = {"measure": measure, "rule": deadline.rule}
    audit(hold.session, hold.case, Tag.MEASURE_TAKE, actor=hold.actor, now=hold.now, facts=facts)


def _remind(hold: Hold, deadline: Deadline, _answers: Mapping[str, Any]) -> None:
    notices.remind(hold, deadline)


def _reassign(hold: Hold, deadline: Deadline, answers: Mapping[str, Any]) -> None:
    if hold.case.sealed:
        raise NotPossibleNow(reason=_("a sealed matter goes to a person by name, never to a unit"))
    unit_id = UUID(str(answers["unit"]))
    hold.case.lead_unit_id = deadline.unit_id = unit_id
    _move_tasks(hold, deadline, unit_id=unit_id, assignee_id=None)


def _take_over(hold: Hold, deadline: Deadline, _answers: Mapping[str, Any]) -> None:
    if hold.actor is None:
        return
    unit_id = places.unit_of_kind(hold.session, hold.case.authority_id, places.LEADERSHIP)
    deadline.unit_id = unit_id
    _move_tasks(hold, deadline, unit_id=unit_id, assignee_id=hold.actor.person_id)


def _move_tasks(hold: Hold, deadline: Deadline, *, unit_id: UUID, assignee_id: UUID | None) -> None:
    hold.session.execute(
        update(Task)
        .where(under(deadline))
        .values(unit_id=unit_id, assignee_id=assignee_id, claimed_at=hold.now if assignee_id else None)
    )


def _change_clock(hold: Hold, deadline: Deadline, answers: Mapping[str, Any]) -> None:
    """Start the short run that carries a change of the clock out and writes its decision.

    Raises: NotPossibleNow.
    """
    if not foresight.can_change(hold, deadline):
        raise NotPossibleNow(reason=_("only a limit of the law that has not run out can be moved"))
    change = str(answers["measure"])
    facts = {"change": change, "rule": deadline.rule} | {
        name: answers.get(name) for name in ("ground", "from_on", "reason")
    }
    hold.followups.append(
        Begin(
            procedure=clockwork.procedure_for(hold.case, change),
            as_of=hold.today,
            data={"change": change, "new_kind": "", "by_leader": True},
            answers=facts,
        )
    )


def _give_reason(hold: Hold, deadline: Deadline, answers: Mapping[str, Any]) -> None:
    owed = hold.session.scalars(
        select(LateReason).where(LateReason.deadline_id == deadline.id).limit(1)
    ).one_or_none()
    if owed is None:
        owed = LateReason(
            id=new_id(),
            case_id=hold.case.id,
            deadline_id=deadline.id,
            unit_id=deadline.unit_id,
            owed_since=hold.now,
        )
        hold.session.add(owed)
    owed.code = str(answers.get("late_reason") or "no_valid_reason")
    owed.text = vault.seal(hold.session, hold.key, str(answers.get("late_reason_text") or ""))
    owed.recorded_at, owed.recorded_by_id = hold.now, hold.actor.person_id if hold.actor else None
    facts = {"rule": deadline.rule, "code": owed.code}
    audit(hold.session, hold.case, Tag.REASON_RECORD, actor=hold.actor, now=hold.now, facts=facts)


def _nothing(_hold: Hold, _deadline: Deadline, _answers: Mapping[str, Any]) -> None:
    """Urging is carried out by the drawing itself: it opens the letter."""


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None


CARRY_OUT = {
    "remind": _remind,
    "reassign": _reassign,
    "take_over": _take_over,
    "extend": _change_clock,
    "suspend": _change_clock,
    "record_reason": _give_reason,
}
