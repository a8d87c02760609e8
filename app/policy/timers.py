"""Who sees every waiting instant of a case, and who may move one."""

from __future__ import annotations

from collections.abc import Sequence

from app.policy import cases
from app.policy.actor import ADMINISTRATOR, CHAIRMAN, Actor
from db.models import Case, Grant


def may_see(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether somebody sees a case's instants: who may see it, and the administrator if it is open.

    What the case is about is not shown with them.
    """
    own = case.authority_id == actor.authority_id
    return cases.may_see(actor, case, grants) or (own and not case.sealed and actor.has(ADMINISTRATOR))


def may_move(actor: Actor) -> bool:
    """Tell whether somebody may move an instant; later than the law allows only the leader may."""
    return actor.has(ADMINISTRATOR, CHAIRMAN)
