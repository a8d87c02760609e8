"""Who keeps the law as data: two people for every change, of whom the second answers for the law."""

from __future__ import annotations

from uuid import UUID

from app.policy.actor import ADMINISTRATOR, CHAIRMAN, LEGAL_STAFF, Actor


def may_propose(actor: Actor) -> bool:
    """Tell whether somebody may propose what the law says: legal staff and the administrator."""
    return actor.has(LEGAL_STAFF, ADMINISTRATOR)


def may_confirm(actor: Actor, author_id: UUID | None) -> bool:
    """Tell whether somebody may confirm a proposal: legal staff or the leader, and never its author."""
    return actor.has(LEGAL_STAFF, CHAIRMAN) and actor.person_id != author_id
