"""Who does a step of a sealed case: always somebody by name who holds a right to it, or the leader."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from app.casework import definitions, grants, places
from app.casework.hold import Hold
from app.policy.actor import CHAIRMAN
from app.policy.cases import UNCLASSIFIED
from db.models import Run, Task

GRANT = "grant:"  # assign="grant:team_head": to who holds this right
USUAL = (grants.PROCESSING, grants.RECEIVER, grants.DEPUTY)
OFFICER = "officer"


def keeper(
    hold: Hold, said: Mapping[str, str], found: tuple[UUID, UUID | None]
) -> tuple[str, UUID, UUID | None]:
    """Give role, unit and person of a step; ``found`` is where it would go if nothing were sealed.

    A unit's common inbox never gets it. Where the leader is denounced, the leader's steps go to who
    received it: the matter must be handed to the superior authority.
    """
    case, role = hold.case, said.get("role", OFFICER)
    leadership = places.unit_of_kind(hold.session, case.authority_id, places.LEADERSHIP)
    barred = case.contested_unit_id == leadership
    led = role == CHAIRMAN or said.get("assign") == places.LEADERSHIP
    if led and not barred:
        return role, leadership, None
    named = _named(hold, said.get("assign", ""), found)
    if named is not None:
        return role, *named
    if barred or case.kind == UNCLASSIFIED:
        return role, case.lead_unit_id, case.registrar_id
    return CHAIRMAN, leadership, None


def follow(hold: Hold) -> None:
    """Give the open steps of people who hold no right any more to whoever goes on; but not the leader's."""
    holding = {held.person_id for held in grants.of(hold.session, hold.case)}
    leadership = places.unit_of_kind(hold.session, hold.case.authority_id, places.LEADERSHIP)
    led = leadership if hold.case.contested_unit_id != leadership else None
    rows = hold.session.execute(
        select(Task, Run.version_id)
        .join(Run, Run.id == Task.run_id)
        .where(Task.case_id == hold.case.id, Task.state == "open")
    )
    for task, version in rows:
        if task.assignee_id in holding or (task.assignee_id is not None and task.unit_id == led):
            continue
        said = definitions.pinned(hold.session, version).definition.nodes[task.node].properties
        task.role, task.unit_id, task.assignee_id = keeper(hold, said, (task.unit_id, None))
        task.claimed_at = hold.now if task.assignee_id else None


def _named(hold: Hold, rule: str, found: tuple[UUID, UUID | None]) -> tuple[UUID, UUID] | None:
    case, (unit_id, person_id) = hold.case, found
    if person_id is not None and case.kind == UNCLASSIFIED:
        return unit_id, person_id
    held = grants.of(hold.session, case)
    for grant in held:
        if grant.person_id == person_id:
            return grant.unit_id, grant.person_id
    roles = (rule.removeprefix(GRANT), *USUAL) if rule.startswith(GRANT) else USUAL
    newest = {grant.role: grant for grant in held}
    chosen = next((newest[role] for role in roles if role in newest), None)
    return (chosen.unit_id, chosen.person_id) if chosen else None
