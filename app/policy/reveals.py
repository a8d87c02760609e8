"""Who decides on requests for the right to a sealed case, and who goes through the looks at identities."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import N_
from app.policy.actor import AUDITOR, Actor
from app.policy.cases import is_contested, may_see
from db.models import Case, Grant, Reveal

REASONS = {
    "verify": N_("To verify what was reported"),
    "meet": N_("To meet the petitioner or write to them"),
    "protect": N_("To protect the petitioner"),
    "same": N_("To find out whether it is the same person"),
    "asked": N_("A competent body asks for it in writing"),
    "other": N_("Another reason"),
}
DEPUTY = "chairman"  # the right of a deputy whom the leader named for the case


def may_decide(actor: Actor, reveal: Reveal, case: Case, grants: Sequence[Grant]) -> bool:
    """Tell whether this is the second person: the leader or the named deputy, and never who asked."""
    if reveal.person_id == actor.person_id or not may_see(actor, case, grants):
        return False
    return actor.leads or any(each.person_id == actor.person_id and each.role == DEPUTY for each in grants)


def may_look_at(actor: Actor, reveal: Reveal, case: Case) -> bool:
    """Tell whether somebody may mark a look as gone through: the leader, or the auditor; not one's own."""
    if actor.authority_id != reveal.authority_id or reveal.person_id == actor.person_id:
        return False
    return (actor.has(AUDITOR) and not is_contested(actor, case)) or (actor.leads and may_see(actor, case))
