"""A denunciation whose papers are blacked out: who denounced, what was handed in, who may know what."""

from uuid import UUID

from app.casework import advance, grants, vault
from app.policy.actor import Actor
from app.services import redactions
from db.base import new_id
from db.models import Document, VaultKey
from tests.casework.test_sealed_until_classified import DENUNCIATION
from tests.office import FLOOD, Office

SECRET = FLOOD | {
    "full_name": "Phạm Kín Đáo",
    "phone": "0933000111",
    "identity_number": "040099887766",
    "address": "Ngõ Vắng, khối 9",
    "matter": "Cán bộ địa chính nhận tiền",
    "content_items": [
        {"text": "Ông Nhận cầm hai mươi triệu của bà Phạm Kín Đáo", "request": "Trả tiền cho bà Đáo"},
    ],
    "documents": [{"title": "Đơn tố cáo của bà Phạm Kín Đáo", "pages": 2, "form": "original"}],
    "place": "Trụ sở cũ",
    "respondent_name": "Lưu Văn Nhận",
}


def denunciation(office: Office, **changed: object) -> UUID:
    """Oanh registers a denunciation and classifies it; it is sealed for good."""
    case_id = office.register({**SECRET, **changed}).case_id
    office.classify(case_id, DENUNCIATION)
    return case_id


def grant(office: Office, case_id: UUID, who: Actor, role: str) -> None:
    """Give somebody a right to the case."""
    with office.work() as session, advance.moving(session, case_id, actor=office.long) as hold:
        grants.give(hold, who.person_id, role)


def file(office: Office, case_id: UUID, name: str, content: bytes, by: Actor | None = None) -> UUID:
    """Put a scan into the file of a case, as a step with a form does."""
    with office.work() as session:
        case = office.case(case_id)
        key = session.get_one(VaultKey, case.key_id)
        stored = vault.store(session).put(content, vault.ring(session), vault.wrapped(key), filename=name)
        row = Document(
            id=new_id(),
            case_id=case_id,
            petition_id=None,
            key_id=key.id,
            title=vault.seal(session, key, name),
            pages=0,
            form="copy",
            digest=stored.sha256,
            media_type=stored.media_type,
            size=stored.size,
            by_id=(by or office.oanh).person_id,
            at=office.now,
        )
        session.add(row)
        return row.id


def finish(office: Office, case_id: UUID, document_id: UUID, title: str = "Đơn") -> None:
    """Oanh confirms the working copy of a paper as it is marked."""
    with office.look() as session:
        drawn = redactions.draw(session, case_id, document_id, actor=office.oanh)
    with office.work() as session:
        redactions.finish(session, case_id, document_id, drawn, title=title, looked=True, actor=office.oanh)
