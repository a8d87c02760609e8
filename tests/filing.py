"""A paper filed with a case, as the counter files it."""

from pathlib import Path
from uuid import UUID

from app.casework import vault
from db.models import Case, Document
from tests.office import Office

PAPER = b"%PDF-1.7 an invented paper"


def file_paper(office: Office, case_id: UUID) -> Path:
    """File a paper with a case; gives where it lies in the store."""
    with office.work() as session:
        store, case = vault.store(session), session.get_one(Case, case_id)
        key = vault.key_of(session, case)
        kept = store.keep(
            PAPER, vault.ring(session), vault.wrapped(key), media_type="application/pdf", name="a.pdf"
        )
        filed = Document(
            case_id=case_id,
            petition_id=None,
            key_id=key.id,
            title=vault.seal(session, key, "a"),
            pages=1,
            form="copy",
            digest=kept.sha256,
            media_type=kept.media_type,
            size=kept.size,
            by_id=office.oanh.person_id,
            at=office.now,
        )
        session.add(filed)
    return store.place(kept.sha256)
