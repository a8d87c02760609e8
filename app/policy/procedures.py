"""Who reviews a procedure: never anybody who had a hand in it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from app.policy.actor import CHAIRMAN, LEGAL_STAFF, Actor


def may_send(actor: Actor, authors: Collection[UUID]) -> bool:
    """Tell whether somebody may send a draft to be reviewed, or take it back: whoever had a hand in it."""
    return actor.person_id in authors


def may_judge(actor: Actor, authors: Collection[UUID]) -> bool:
    """Tell whether somebody may approve, give back or stop: legal staff or the leader, and no author."""
    return judges(actor) and actor.person_id not in authors


def judges(actor: Actor) -> bool:
    """Tell whether somebody may approve procedures that others drew."""
    return actor.has(LEGAL_STAFF, CHAIRMAN)
