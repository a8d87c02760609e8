"""Papers of a case: stated at the counter, or scanned while a form is still being filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.casework.hold import Hold
from app.policy.actor import Actor
from db.base import new_id
from db.models import Document, Petition, Upload, VaultKey


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that waits beside a form half filled."""

    id: UUID
    name: str
    media_type: str
    size: int


def keep(
    hold: Hold, petition: Petition, stated: Sequence[Mapping[str, Any]], uploads: Sequence[UUID]
) -> None:
    """Keep the list of papers handed in and the scans that came with them."""
    for item in stated:
        hold.session.add(_document(hold, petition, title=str(item.get("title") or ""), item=item))
    if not uploads or hold.actor is None:
        return
    rows = hold.session.scalars(
        select(Upload)
        .where(Upload.id.in_(uploads), Upload.person_id == hold.actor.person_id)
        .order_by(Upload.id)
    )
    for upload in list(rows):
        scan = _document(hold, petition, title="", item={})
        scan.key_id, scan.digest, scan.title = upload.key_id, upload.digest, upload.name
        scan.media_type, scan.size = upload.media_type, upload.size
        hold.session.add(scan)
        hold.session.delete(upload)


def attach(
    session: Session, form: str, key: VaultKey, *, filename: str, content: bytes, actor: Actor
) -> None:
    """Store a file beside a form half filled, sealed under the key of its draft.

    Raises: FileRefused, FileTooLarge.
    """
    stored = vault.store(session).put(content, vault.ring(session), vault.wrapped(key), filename=filename)
    session.add(
        Upload(
            id=new_id(),
            person_id=actor.person_id,
            form=form,
            key_id=key.id,
            name=vault.seal(session, key, stored.name),
            digest=stored.sha256,
            media_type=stored.media_type,
            size=stored.size,
            at=clock.now(),
        )
    )


def beside(session: Session, form: str, *, actor: Actor) -> tuple[Scan, ...]:
    """List the files that wait beside a form, in the order in which they came."""
    rows = session.execute(
        select(Upload, VaultKey)
        .join(VaultKey, VaultKey.id == Upload.key_id)
        .where(Upload.person_id == actor.person_id, Upload.form == form)
        .order_by(Upload.id)
    )
    return tuple(Scan(u.id, vault.read(session, key, u.name), u.media_type, u.size) for u, key in rows)


def detach(session: Session, form: str, upload_id: UUID | None = None, *, actor: Actor) -> None:
    """Take one file, or all, from beside a form."""
    chosen = delete(Upload).where(Upload.person_id == actor.person_id, Upload.form == form)
    session.execute(chosen if upload_id is None else chosen.where(Upload.id == upload_id))


def _document(hold: Hold, petition: Petition, *, title: str, item: Mapping[str, Any]) -> Document:
    return Document(
        id=new_id(),
        case_id=hold.case.id,
        petition_id=petition.id,
        key_id=hold.key.id,
        title=vault.seal(hold.session, hold.key, title),
        pages=int(item.get("pages") or 0),
        form=str(item.get("form") or "copy"),
        size=0,
        by_id=hold.actor.person_id if hold.actor else petition.registrar_id,
        at=hold.now,
    )
