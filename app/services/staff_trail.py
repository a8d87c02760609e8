"""The audit trail of what concerns no case: people, units, passwords, drafts of procedures; one chain."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import audit
from db.models import AuditEntry

_TURN = 0x5AF7  # names this chain among the database's advisory locks


class Tag(StrEnum):
    """Everything that can be done to people, units and drafts of procedures; the list is closed."""

    PERSON_ADMIT = "person.admit"
    PERSON_APPOINT = "person.appoint"
    PERSON_END = "person.end_appointment"
    PERSON_DISABLE = "person.disable"
    PERSON_ENABLE = "person.enable"
    PASSWORD_RESET = "password.reset"  # noqa: S105 - a tag
    PASSWORD_CHANGE = "password.change"  # noqa: S105 - a tag
    PASSWORD_WRONG = "password.wrong"  # noqa: S105 - a tag
    KEY_ROTATE = "key.rotate"
    UNIT_ESTABLISH = "unit.establish"
    UNIT_END = "unit.end"
    PROCEDURE_DRAFT = "procedure.draft"
    PROCEDURE_DISCARD = "procedure.discard"
    PROCEDURE_SEND = "procedure.send"
    PROCEDURE_WITHDRAW = "procedure.withdraw"
    PROCEDURE_GIVE_BACK = "procedure.give_back"
    PROCEDURE_APPROVE = "procedure.approve"
    PROCEDURE_STOP = "procedure.stop"
    PROCEDURE_IN_FORCE = "procedure.in_force"
    PROCEDURE_RETIRE = "procedure.retire"
    PROCEDURE_COMMENT = "procedure.comment"
    PROCEDURE_RESOLVE = "procedure.resolve"
    PROCEDURE_READ = "procedure.read"
    PROCEDURE_REFUSED = "procedure.refused"
    PROCEDURE_TAKE_OVER = "procedure.take_over"
    TAKEOVER_PREPARE = "takeover.prepare"
    TAKEOVER_APPROVE = "takeover.approve"
    RECEPTION_PLAN = "reception.plan"
    RECEPTION_MOVE = "reception.move"
    RECEPTION_HOLD = "reception.hold"
    RECEPTION_SKIP = "reception.skip"
    RECEPTION_VISIT = "reception.visit"
    BODY_CHANGE = "body.change"
    INCIDENT_RETRY = "incident.retry"
    INCIDENT_PROPOSE = "incident.propose"
    INCIDENT_REFUSE = "incident.refuse"
    INCIDENT_CORRECT = "incident.correct"
    INCIDENT_CANCEL = "incident.cancel"
    INCIDENT_RESOLVE = "incident.resolve"
    LAW_PROPOSE = "law.propose"
    LAW_CONFIRM = "law.confirm"
    LAW_RETURN = "law.return"
    LAW_WITHDRAW = "law.withdraw"
    LAW_RELEASE = "law.release"
    LAW_RECOUNT = "law.recount"
    CLOCK_HOLD = "clock.hold"
    CLOCK_RELEASE = "clock.release"


def record(
    session: Session,
    tag: Tag,
    *,
    actor_id: UUID | None,
    unit_id: UUID | None = None,
    facts: dict[str, Any],
) -> AuditEntry:
    """Append one entry to the office's chain; facts hold ids, roles and dates, never a name."""
    _take_turn(session)
    last = session.scalars(
        select(AuditEntry).where(AuditEntry.case_id.is_(None)).order_by(AuditEntry.sequence.desc()).limit(1)
    ).first()
    entry = AuditEntry(
        case_id=None,
        sequence=last.sequence + 1 if last else 1,
        at=clock.now(),
        actor_id=actor_id,
        unit_id=unit_id,
        tag=tag.value,
        facts=facts,
        previous=last.digest if last else audit.START,
        digest=b"",
    )
    entry.digest = audit.digest(vars(entry))
    session.add(entry)
    session.flush()  # the next entry of this transaction must find this one
    return entry


def first_broken(session: Session) -> int | None:
    """Verify the office's chain; give the number of the first entry that does not hold, or None."""
    previous = audit.START
    chain = select(AuditEntry).where(AuditEntry.case_id.is_(None)).order_by(AuditEntry.sequence)
    for sequence, entry in enumerate(session.scalars(chain), start=1):
        if (
            entry.sequence != sequence
            or entry.previous != previous
            or audit.digest(vars(entry)) != entry.digest
        ):
            return sequence
        previous = entry.digest
    return None


def _take_turn(session: Session) -> None:
    """Let one writer at a time append; on the embedded database writers take turns anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))
