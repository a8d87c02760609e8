"""Files handed in while a form is still being filled: stored at once, kept across every error."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.errors import NotFound
from app.policy.actor import Actor
from db.base import new_id
from db.models import Upload, VaultKey


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file that waits for its form to be sent; ``name`` is what its reader calls it."""

    id: UUID
    name: str
    media_type: str
    size: int  # bytes


def keep(
    session: Session,
    form: str,
    name: str,
    content: bytes,
    *,
    actor: Actor,
    key: VaultKey | None = None,
) -> Kept:
    """Take a file in for a form: recognised, cleaned, sealed, on disk when this returns.

    ``form`` names the form as a draft is named (``registration:<id>``), for a field of a task
    ``task:<id>:<field>``. ``key`` seals the file with a case that exists already; without it the
    file gets a key of its own.

    Raises: FileRefused, FileTooLarge.
    """
    held = key or vault.new_key(session)
    if held.wrapped is None:
        raise NotFound
    stored = vault.store(session).put(content, vault.ring(session), held.wrapped, filename=name)
    upload = Upload(
        id=new_id(),
        person_id=actor.person_id,
        form=form,
        key_id=held.id,
        name=vault.seal(session, held, stored.name),
        digest=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        at=clock.now(),
    )
    session.add(upload)
    session.flush()
    return Kept(id=upload.id, name=stored.name, media_type=stored.media_type, size=stored.size)


def of_form(session: Session, form: str, *, actor: Actor) -> tuple[Kept, ...]:
    """List what this person handed in for a form and has not sent yet, oldest first."""
    rows = session.execute(
        select(Upload, VaultKey)
        .join(VaultKey, VaultKey.id == Upload.key_id)
        .where(Upload.person_id == actor.person_id, Upload.form == form)
        .order_by(Upload.at, Upload.id)
    )
    return tuple(
        Kept(
            id=upload.id,
            name=vault.read(session, key, upload.name),
            media_type=upload.media_type,
            size=upload.size,
        )
        for upload, key in rows
    )


def remove(session: Session, upload_id: UUID, *, actor: Actor) -> None:
    """Take back a file that was not sent yet; only who handed it in may.

    Raises: NotFound.
    """
    gone = session.execute(
        delete(Upload).where(Upload.id == upload_id, Upload.person_id == actor.person_id).returning(Upload.id)
    ).first()
    if gone is None:
        raise NotFound
