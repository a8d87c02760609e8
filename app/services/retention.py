"""Destroying what is sealed of a case at the end of its retention: the leader confirms each one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import advance, audit, grants, numbers, retention, vault
from app.casework.hold import Hold
from app.errors import NotAllowed, NotPossibleNow, Unacceptable
from app.language import _
from app.policy import cases as policy
from app.policy.actor import Actor


def destroy(session: Session, case_id: UUID, *, number: str, actor: Actor) -> None:
    """Make everything sealed of a case unreadable for ever; ``number`` is typed again, against a slip.

    Raises: NotFound, NotAllowed for anybody but the leader, Unacceptable for another number,
    NotPossibleNow before the retention is over or while a case tied to it needs it.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        policy.require_may_see(actor, hold.case, grants.of(session, hold.case))
        if not actor.leads:
            raise NotAllowed
        if numbers.read(number) != (hold.case.number, hold.case.year):
            raise Unacceptable(reason=_("type the number of the case to confirm"))
        _require_over(hold)
        kept = retention.period(hold.case, hold.today)
        facts = {"years": kept.years, "article": kept.article, "confidence": kept.confidence}
        retention.destroy(hold)
        audit.record(session, hold.case, audit.Tag.CASE_DESTROY, actor=actor, now=hold.now, facts=facts)


def _require_over(hold: Hold) -> None:
    if vault.is_destroyed(hold.key):
        raise NotPossibleNow(reason=_("it is destroyed already"))
    if not retention.is_over(hold.case, hold.today):
        raise NotPossibleNow(reason=_("the retention of this case is not over"))
    if not all(retention.is_over(other, hold.today) for other in retention.tied(hold.session, hold.case.id)):
        raise NotPossibleNow(reason=_("a case that is tied to it is still kept"))
