"""Taking back that a petition was joined to a case by mistake."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import advance, grants, petitions, said
from app.casework.audit import Tag, record
from app.casework.hold import Begin, Hold
from app.errors import NotFound, NotPossibleNow, Unacceptable
from app.language import _
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Case, CasePetition

FIRST, DUPLICATE = "first", "duplicate"
LONGEST = 1000


def unlink(session: Session, link_id: UUID, *, reason: str, actor: Actor) -> UUID:
    """Take a petition out of a case it was joined to; gives the case.

    Its own case, closed as a duplicate, opens again and goes back to its classification, so that no
    petition is left without an answer.

    Raises: NotFound, NotAllowed, Unacceptable without a reason, NotPossibleNow.
    """
    link = session.get(CasePetition, link_id)
    if link is None:
        raise NotFound
    own = _own_case(session, link)
    with advance.moving(session, link.case_id, actor=actor) as hold:
        policy.require_may_unlink(actor, hold.case, grants.of(session, hold.case))
        session.refresh(link)
        if link.kind in petitions.BEGAN_WITH or link.undone_at is not None:
            raise NotPossibleNow(
                reason=_("this petition is the first of the case, or it was taken out already")
            )
        if not reason.strip():
            raise Unacceptable(reason=_("say why the petition does not belong to this case"))
        link.undone_at = hold.now
        _note(hold, link, reason)
    if own is not None and link.kind == DUPLICATE:
        _open_again(session, own, actor=actor)
    return link.case_id


def _own_case(session: Session, link: CasePetition) -> UUID | None:
    return session.scalars(
        select(CasePetition.case_id).where(
            CasePetition.petition_id == link.petition_id, CasePetition.kind == FIRST
        )
    ).first()


def _note(hold: Hold, link: CasePetition, reason: str) -> None:
    facts = {"petition": str(link.petition_id), "kind": link.kind}
    said.record(hold, Tag.PETITION_UNLINK, facts, reason)


def _open_again(session: Session, case_id: UUID, *, actor: Actor) -> None:
    """Let the case of the petition run again, from its classification and its own date of receipt."""
    with advance.moving(session, case_id, actor=actor) as hold:
        case: Case = hold.case
        if case.state != "closed" or case.closed_as != DUPLICATE:
            return
        case.state, case.closed_as, case.closed_on = "open", None, None
        record(session, case, Tag.CASE_OPEN, actor=actor, now=hold.now, facts={"again": True})
        hold.followups.append(Begin(procedure="intake", as_of=case.received_on, data={"returned": False}))
