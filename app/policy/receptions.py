"""Who may see a visit that belongs to no case; joined to one, whoever may see the case."""

from __future__ import annotations

from app.policy.actor import AUDITOR, CHAIRMAN, HANDLERS, OFFICER, UNIT_HEAD, Actor
from db.models import ReceptionVisit


def may_see(actor: Actor, visit: ReceptionVisit) -> bool:
    """Tell whether a visit may be seen: while it is sealed by who took it down and by the leader.

    The denounced and everybody of their unit never do (Law on Denunciations 2018, article 56).
    """
    if visit.authority_id != actor.authority_id:
        return False
    if not visit.sealed:
        return actor.has(*HANDLERS, AUDITOR)
    if visit.contested_author_id == actor.person_id or actor.works_in(visit.contested_unit_id):
        return False
    return actor.leads or (actor.has(OFFICER, UNIT_HEAD, CHAIRMAN) and visit.by_id == actor.person_id)
