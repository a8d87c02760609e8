"""Asking for a sealed identity: with a reason, on the record, by few."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import advance, grants, said
from app.casework.audit import Tag
from app.errors import NotPossibleNow, Unacceptable
from app.language import _
from app.policy import cases as policy
from app.policy.actor import Actor

LONGEST = 1000


def ask(session: Session, case_id: UUID, *, reason: str, actor: Actor) -> None:
    """Record that somebody reads the sealed identities of a case, and why.

    The reason is sealed beside the trail, which holds its salted digest only.

    Raises: NotFound, Unacceptable without a reason, NotPossibleNow where nothing is sealed.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        policy.require_may_see(actor, hold.case, grants.of(session, hold.case))
        if not hold.case.sealed:
            raise NotPossibleNow(reason=_("the identities of this case are not sealed"))
        if not reason.strip():
            raise Unacceptable(reason=_("say why you need to know who it is"))
        said.record(hold, Tag.IDENTITY_READ, {}, reason)
