"""Deciding on requests for the right to a sealed case, and going through the looks at identities."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import advance, audit, grants, notices
from app.casework.audit import Tag
from app.casework.hold import Hold
from app.errors import AlreadyDone, NotFound, NotPossibleNow
from app.language import _
from app.policy import reveals as policy
from app.policy.actor import Actor
from db.models import Person, Reveal

A_DAY = dt.timedelta(days=1)  # how long a right lasts that was given for one request


def decide(session: Session, look_id: UUID, *, agreed: bool, actor: Actor) -> None:
    """Agree to somebody's request for the right to a sealed case, for a day, or refuse it.

    Raises: NotFound, NotPossibleNow when it was decided already, Unacceptable for who may hold none.
    """
    look = _find(session, look_id)
    with advance.moving(session, look.case_id, actor=actor) as hold:
        session.refresh(look)
        if not policy.may_decide(actor, look, hold.case, grants.of(session, hold.case)):
            raise NotFound
        if look.state != "asked":
            raise NotPossibleNow(reason=_("this request was decided already"))
        look.state = "approved" if agreed else "refused"
        look.decided_by_id, look.decided_at = actor.person_id, hold.now
        if agreed:
            grants.give(hold, look.person_id, grants.EMERGENCY, until=hold.now + A_DAY)
        _note(hold, Tag.IDENTITY_DECIDE, look, {"agreed": agreed})
        kind = "reveal_agreed" if agreed else "reveal_refused"
        notices.tell(hold, {look.person_id}, kind=kind, rule=None, named=agreed)


def look_at(session: Session, look_id: UUID, *, actor: Actor) -> None:
    """Mark a look at an identity as gone through.

    Raises: NotFound, AlreadyDone.
    """
    look = _find(session, look_id)
    with advance.moving(session, look.case_id, actor=actor) as hold:
        session.refresh(look)
        if not policy.may_look_at(actor, look, hold.case):
            raise NotFound
        if look.looked_by_id is not None:
            person = session.get_one(Person, look.looked_by_id)
            raise AlreadyDone(person=person.name, time=f"{look.looked_at:%d/%m/%Y}")
        look.looked_by_id, look.looked_at = actor.person_id, hold.now
        _note(hold, Tag.IDENTITY_LOOK, look, {})


def _find(session: Session, look_id: UUID) -> Reveal:
    look = session.get(Reveal, look_id)
    if look is None:
        raise NotFound
    return look


def _note(hold: Hold, tag: Tag, look: Reveal, facts: dict[str, object]) -> None:
    entry = {"look": str(look.id), **facts}
    audit.record(hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts=entry)
