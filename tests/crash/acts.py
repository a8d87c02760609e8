"""What an office does in one transaction, as something that can be done again with the same key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy.orm import Session

from app import clock
from app.language import short_date
from app.services import counter, reviews, tasks
from app.services.reviews import Approval
from app.services.tasks import Sending
from tests.office import RECOMMENDATION, Office
from tests.reviewing import sent, with_two_legal_staff

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PETITION = {
    "petitioner_kind": "person",
    "full_name": "Nguyễn Thị Chi",
    "phone": "0912 345 678",
    "identity_number": "040123456789",
    "address": "Khối 3, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "matter": "Đường khối 3 ngập nước sau mưa",
    "content_items.0.text": "Đường khối 3 ngập sâu nửa mét",
    "content_items.0.request": "Sửa cống thoát nước",
    "documents.0.title": "Ảnh chụp",
    "documents.0.pages": "1",
    "place": "Khối 3",
    "title_says": "none",
    "respondent_position": "none",
}


@dataclass(frozen=True)
class Act:
    """Something an office does as a whole: ``once`` does it, and again does nothing."""

    name: str
    once: Callable[[Session], object]


def complete(office: Office) -> Act:
    """Oanh classifies a petition: the intake ends, the procedure of its kind begins."""
    task = office.task("in_classify", office.register().case_id)
    posted = {k: [v] for k, v in {**RECOMMENDATION, "lead_unit": str(office.units["economy"])}.items()}

    def once(session: Session) -> None:
        sending = Sending(posted=posted, key="same")
        assert not tasks.complete(session, task.id, sending, actor=office.oanh).problems

    return Act("complete", once)


def lodge(office: Office) -> Act:
    """Oanh registers what stands on the counter's screen, with a scan beside it."""
    draft = uuid4()
    posted = {name: [text] for name, text in petition(office).items()}
    with office.work() as session:
        counter.keep(session, draft, posted, actor=office.oanh)
    with office.work() as session:
        counter.attach(session, draft, filename="don.pdf", body=PDF, actor=office.oanh)

    def once(session: Session) -> None:
        assert counter.lodge(session, draft, posted, classified=False, actor=office.oanh).petition_id

    return Act("lodge", once)


def publish(office: Office) -> Act:
    """Quý approves what Lan drew, from today: it is in force, what was before is retired."""
    with_two_legal_staff(office)
    version_id = sent(office, office.lan)

    def once(session: Session) -> None:
        approval = Approval(on=clock.today(), from_today=True)
        reviews.approve(session, version_id, approval, actor=office.quy)

    return Act("publish", once)


def petition(office: Office) -> dict[str, str]:
    """Fill the counter's screen in, as its form sends it."""
    with clock.at(office.now):
        return {**PETITION, "received_on": short_date(clock.today())}


ACTS = (complete, lodge, publish)
