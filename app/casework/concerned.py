"""Whose work a version of a procedure is about: the roles that have a step in it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import definitions
from app.policy.actor import OFFICER

STEPS = frozenset({"userTask", "manualTask"})


def role_of(properties: dict[str, str]) -> str:
    """Say whose a step is; one that names nobody is an officer's."""
    return properties.get("role", OFFICER)


def roles_of(session: Session, version_id: UUID) -> frozenset[str]:
    """List the roles that have a step in a version. Raises: NotFound."""
    nodes = definitions.pinned(session, version_id).definition.nodes.values()
    return frozenset(role_of(node.properties) for node in nodes if node.type in STEPS)
