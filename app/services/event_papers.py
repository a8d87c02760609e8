"""Files handed in with an event of a case while its form is still being filled."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import documents, evidence, grants
from app.errors import NotAllowed
from app.policy import cases as policy
from app.policy.actor import Actor
from app.services.case_acts import looking


def hand_in(
    session: Session, case_id: UUID, field: str, *, filename: str, content: bytes, actor: Actor
) -> None:
    """Store a file beside an event's form at once, under the key of the case; it survives every error.

    Raises: NotFound, NotAllowed, FileRefused, FileTooLarge.
    """
    hold = looking(session, case_id, actor=actor)
    if not policy.may_act(actor, hold.case, grants.of(session, hold.case)):
        raise NotAllowed
    place = evidence.beside(case_id, field)
    documents.attach(session, place, hold.key, filename=filename, content=content, actor=actor)


def take_back(session: Session, case_id: UUID, field: str, upload_id: UUID, *, actor: Actor) -> None:
    """Take a file away again that was handed in by mistake; only one's own, and before the form is sent."""
    documents.detach(session, evidence.beside(case_id, field), upload_id, actor=actor)
