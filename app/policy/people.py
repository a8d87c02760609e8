"""Who may change people and units: the administrator of their own authority, and nobody for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.errors import NotAllowed, NotFound
from app.policy.actor import ADMINISTRATOR, Actor


def may_administer(actor: Actor, authority_id: UUID) -> bool:
    """Tell whether this is the administrator of an authority."""
    return ADMINISTRATOR in actor.roles and actor.authority_id == authority_id


def require_may_administer(actor: Actor, authority_id: UUID) -> None:
    """Refuse what lies in another authority as if it were not there.

    Raises: NotFound, NotAllowed.
    """
    if actor.authority_id != authority_id:
        raise NotFound
    if not may_administer(actor, authority_id):
        raise NotAllowed


def may_manage(actor: Actor, person_id: UUID, authorities: Iterable[UUID]) -> bool:
    """Tell whether a person's login is this administrator's to reset or close.

    ``authorities`` are those in which the person holds an office today, or last did. Somebody who also
    works for another authority is not managed from here, and nobody manages themselves.
    """
    return person_id != actor.person_id and all(may_administer(actor, each) for each in authorities)
