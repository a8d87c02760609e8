"""How often a case was pushed from unit to unit; the second time it goes to the leader."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.casework import vault
from app.casework.hold import Begin, Hold
from app.errors import NotPossibleNow
from app.language import _
from db.base import new_id
from db.models import Handover, Run, Task

BACK, MOVED, LEADER = "back", "moved", "leader"
ONCE = 1  # a unit may push a case on once; then the leader decides


def note(hold: Hold, kind: str, from_unit: UUID, to_unit: UUID | None, reason: str) -> None:
    """Write down who pushed the case on, and why."""
    hold.session.add(
        Handover(
            id=new_id(),
            case_id=hold.case.id,
            kind=kind,
            from_unit_id=from_unit,
            to_unit_id=to_unit,
            reason=vault.seal(hold.session, hold.key, reason),
            by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
            at=hold.now,
        )
    )


def to_leader(hold: Hold, task: Task, reason: str) -> None:
    """Bring work that is pushed on once more to the leader's desk, with the limit under which it stands.

    Raises: NotPossibleNow where no limit runs under which the leader could direct it.
    """
    subject = task.deadline_id or next((d.id for d in hold.deadlines if d.state == "running"), None)
    if subject is None:
        raise NotPossibleNow(reason=_("it was sent on already; only the leader sends it to another unit"))
    note(hold, BACK, task.unit_id, None, reason)
    lies = select(Run.id).where(Run.subject_id == subject, Run.status == "running")
    if hold.session.scalars(lies).first() is None:
        hold.followups.append(Begin(procedure="escalation", as_of=hold.today, subject_id=subject))


def bounces(hold: Hold) -> int:
    """Count how often units pushed the case on since the leader last said whose it is."""
    rows = select(Handover.kind).where(Handover.case_id == hold.case.id).order_by(Handover.id)
    kinds = list(hold.session.scalars(rows))
    last = max((place for place, kind in enumerate(kinds) if kind == LEADER), default=-1)
    return len(kinds[last + 1 :])
