"""Whose work a task is: the shares of the office's open tasks that make up one person's inbox."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from app.policy.actor import CHAIRMAN, CLERK, OFFICER, UNIT_HEAD, Actor
from db.models import Task, Unit
from db.models.runs import OPEN

Share = ColumnElement[bool]


def mine(actor: Actor) -> list[Share]:
    """Give the share of tasks that this person holds, in the authority in which they act."""
    return [
        and_(
            Task.assignee_id == actor.person_id,
            Task.authority_id == actor.authority_id,
            Task.state == OPEN,
        )
    ]


def waiting(actor: Actor) -> list[Share]:
    """Give the shares of tasks that nobody holds and this person may take on, as ``policy.cases.is_for``.

    Each share is one stretch of an index; a head of unit has two.
    """
    free = and_(Task.assignee_id.is_(None), Task.authority_id == actor.authority_id, Task.state == OPEN)
    shares: list[Share] = []
    if actor.leads:
        shares.append(and_(free, Task.role == CHAIRMAN, _unit_of_kind(actor, "leadership")))
    if CLERK in actor.roles:
        shares.append(and_(free, Task.role == CLERK, _unit_of_kind(actor, "office")))
    own = [role for role in (OFFICER, UNIT_HEAD) if actor.has(role, UNIT_HEAD)]
    shares += [and_(free, Task.role == role, Task.unit_id == actor.unit_id) for role in own]
    return shares


def _unit_of_kind(actor: Actor, kind: str) -> Share:
    return Task.unit_id.in_(select(Unit.id).where(Unit.authority_id == actor.authority_id, Unit.kind == kind))
