"""The reason why a limit was missed, given after the work was done."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, definitions, grants, vault
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.errors import AlreadyDone, NotAllowed, NotFound, Unacceptable
from app.language import _
from app.policy import cases as policy
from app.policy.actor import UNIT_HEAD, Actor
from db.models import Deadline, LateReason, Person

NO_VALID_REASON = "no_valid_reason"
LONGEST = 4000  # characters


def record(session: Session, reason_id: UUID, code: str, text: str, *, actor: Actor) -> None:
    """Put on record why a limit was missed; the leader does this, and the head of the unit for its work.

    Raises: NotFound, NotAllowed, AlreadyDone when somebody gave it before, Unacceptable for an unknown
    code or a reason that is not explained.
    """
    owed = session.get(LateReason, reason_id)
    if owed is None:
        raise NotFound
    with advance.moving(session, owed.case_id, actor=actor) as hold:
        session.refresh(owed)  # a colleague may have given it while the case was not held yet
        policy.require_may_see(actor, hold.case, grants.of(session, hold.case))
        if not (actor.leads or (actor.has(UNIT_HEAD) and owed.unit_id == actor.unit_id)):
            raise NotAllowed
        _require_open(session, owed)
        _require_explained(session, code, text)
        owed.code, owed.text = code, vault.seal(session, hold.key, text.strip())
        owed.recorded_at, owed.recorded_by_id = hold.now, actor.person_id
        rule = session.get_one(Deadline, owed.deadline_id).rule
        audit(
            session,
            hold.case,
            Tag.REASON_RECORD,
            actor=actor,
            now=hold.now,
            facts={"rule": rule, "code": code},
        )


def _require_open(session: Session, owed: LateReason) -> None:
    if owed.recorded_at is None:
        return
    person = session.get(Person, owed.recorded_by_id) if owed.recorded_by_id else None
    raise AlreadyDone(
        person=person.name if person else "—", time=f"{clock.local(owed.recorded_at):%H:%M %d/%m/%Y}"
    )


def _require_explained(session: Session, code: str, text: str) -> None:
    version = definitions.in_force(session, "escalation", clock.today())
    form = definitions.pinned(session, version).forms["direction"]
    known = {each.value for part in form.walk() if part.key == "late_reason" for each in part.choices}
    if code not in known:
        raise Unacceptable(reason=_("choose one of the reasons"))
    if code != NO_VALID_REASON and not text.strip():
        raise Unacceptable(reason=_("explain the reason in a few words"))
    if len(text) > LONGEST:
        raise Unacceptable(reason=_("the explanation is too long"))
