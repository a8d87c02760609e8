"""The leader gives somebody a right to a sealed case by name, or takes it back; open steps follow."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import advance, grants, keepers
from app.casework.hold import Hold
from app.errors import NotAllowed, NotPossibleNow, Unacceptable
from app.language import _
from app.policy import cases as policy
from app.policy.actor import Actor

GIVEN = frozenset(grants.RIGHTS) - {grants.RECEIVER, grants.EMERGENCY}  # the others come by themselves


def give(session: Session, case_id: UUID, *, person_id: UUID, role: str, actor: Actor) -> None:
    """Give somebody a right to a sealed case; steps of who holds none any more go to them.

    Raises: NotFound, NotAllowed for anybody but the leader, NotPossibleNow where nothing is sealed,
    Unacceptable for an unknown role and for the denounced and their unit.
    """
    if role not in GIVEN:
        raise Unacceptable(reason=_("choose what the person does in the matter"))
    with advance.moving(session, case_id, actor=actor) as hold:
        _require_leader(hold, actor)
        grants.give(hold, person_id, role)
        keepers.follow(hold)


def revoke(session: Session, case_id: UUID, *, person_id: UUID, actor: Actor) -> None:
    """Take back every right that somebody holds to a sealed case; their steps go to who goes on.

    Raises: NotFound, NotAllowed for anybody but the leader, NotPossibleNow where nothing is sealed.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        _require_leader(hold, actor)
        grants.revoke(hold, person_id)
        keepers.follow(hold)


def _require_leader(hold: Hold, actor: Actor) -> None:
    policy.require_may_see(actor, hold.case, grants.of(hold.session, hold.case))
    if not actor.leads:
        raise NotAllowed
    if not hold.case.sealed or hold.case.kind == policy.UNCLASSIFIED:
        raise NotPossibleNow(reason=_("rights are given to a denunciation once it is classified"))
