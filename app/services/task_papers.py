"""Files handed in with a step while its form is still being filled."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import definitions, documents, evidence, grants
from app.errors import NotAllowed, NotFound
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Case, Run, Task, VaultKey


def hand_in(
    session: Session, task_id: UUID, field: str, *, filename: str, content: bytes, actor: Actor
) -> None:
    """Store a file beside a step's form at once, under the key of the case; it survives every error.

    Raises: NotFound, NotAllowed, FileRefused, FileTooLarge.
    """
    key = _require_taker(session, task_id, field, actor)
    place = evidence.beside(task_id, field)
    documents.attach(session, place, key, filename=filename, content=content, actor=actor)


def take_back(session: Session, task_id: UUID, field: str, upload_id: UUID, *, actor: Actor) -> None:
    """Take a file away again that was handed in by mistake; only one's own, and before the form is sent."""
    documents.detach(session, evidence.beside(task_id, field), upload_id, actor=actor)


def _require_taker(session: Session, task_id: UUID, field: str, actor: Actor) -> VaultKey:
    row = session.execute(
        select(Task, Run, Case, VaultKey)
        .join(Run, Run.id == Task.run_id)
        .join(Case, Case.id == Task.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .where(Task.id == task_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    task, run, case, key = row
    pinned = definitions.pinned(session, run.version_id)
    guard = pinned.definition.nodes[task.node].properties.get("guard", "")
    policy.require_may_work_on(actor, task, case, grants.of(session, case), guard=guard)
    if field not in evidence.fields(pinned.forms[task.form]):
        raise NotAllowed
    return key
