"""Files handed in with a step: beside its form while it is filled, papers of the case once it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import documents
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.formdefs import Choice, FormDefinition
from app.policy.actor import Actor
from db.models import Document, Upload

PICKER = "filepicker"


def fields(form: FormDefinition) -> list[str]:
    """List the fields of a form that take files."""
    return [part.key for part in form.walk() if part.kind == PICKER]


def beside(task_id: UUID, field: str) -> str:
    """Name the place beside a task's form where the files of a field wait."""
    return f"task:{task_id}:{field}"


def waiting(
    session: Session, form: FormDefinition, task_id: UUID, *, actor: Actor
) -> dict[str, Sequence[Choice]]:
    """Offer the files that wait beside a task's form as the answers of their fields."""
    return {
        field: [
            Choice(str(scan.id), scan.name)
            for scan in documents.beside(session, beside(task_id, field), actor=actor)
        ]
        for field in fields(form)
    }


def with_waiting(
    posted: Mapping[str, Sequence[str]], offered: Mapping[str, Sequence[Choice]]
) -> dict[str, Sequence[str]]:
    """Answer each field that takes files with all that wait for it: a browser sends a file only once."""
    return {**posted, **{field: [each.value for each in choices] for field, choices in offered.items()}}


def file(hold: Hold, form: FormDefinition, task_id: UUID) -> None:
    """Make papers of the case from the files that wait beside a form that was sent."""
    names = [beside(task_id, field) for field in fields(form)]
    if not names or hold.actor is None:
        return
    rows = hold.session.scalars(
        select(Upload).where(Upload.form.in_(names), Upload.person_id == hold.actor.person_id)
    )
    for upload in list(rows):
        hold.session.add(_paper(hold, upload, hold.actor))
        hold.session.delete(upload)
        facts = {"document": str(upload.id), "task": str(task_id)}
        record(hold.session, hold.case, Tag.DOCUMENT_ADD, actor=hold.actor, now=hold.now, facts=facts)


def _paper(hold: Hold, upload: Upload, actor: Actor) -> Document:
    return Document(
        id=upload.id,  # the form's answer names it
        case_id=hold.case.id,
        petition_id=None,
        key_id=upload.key_id,
        title=upload.name,
        pages=0,
        form="copy",
        digest=upload.digest,
        media_type=upload.media_type,
        size=upload.size,
        by_id=actor.person_id,
        at=hold.now,
    )
