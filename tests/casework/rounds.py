"""How a settled complaint goes on: its ruling in force, its second round, its execution."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from sqlalchemy import select

from app.services import events, openings
from app.services.tasks import Sending
from db.models import CaseLink
from tests.casework.complaints import DRAFT, accepted, parties
from tests.office import Office

SENT_TO = ["complainant", "respondent"]


def fields(posted: dict[str, object]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [str(value)] for name, value in posted.items()}


def begun(office: Office, case_id: UUID, procedure: str, who=None, **posted: object) -> UUID:
    """Somebody begins a procedure on a case; gives the case it goes on in."""
    sending = Sending(posted=fields(posted), key=uuid4().hex)
    with office.work() as session:
        done = openings.begin(session, case_id, procedure, sending, actor=who or office.kien)
    assert not done.problems, done.problems
    return done.case_id


def told(office: Office, case_id: UUID, message: str, who=None, **posted: object) -> None:
    """Somebody records what happened to a case."""
    sending = Sending(posted=fields(posted), key=uuid4().hex)
    with office.work() as session:
        done = events.tell(session, case_id, message, sending, actor=who or office.kien)
    assert not done.problems, done.problems


def why_not(office: Office, case_id: UUID, procedure: str) -> str:
    """Say what stands in the way of a procedure on a case; nothing when it may begin."""
    with office.look() as session:
        found = openings.possible(session, case_id, actor=office.kien)
    return next(each.reason for each in found if each.procedure == procedure)


def linked(office: Office, case_id: UUID, kind: str) -> UUID:
    """Find the case that is tied to another by a kind of link."""
    with office.look() as session:
        rows = select(CaseLink.from_id).where(CaseLink.to_id == case_id, CaseLink.kind == kind)
        return session.scalars(rows).one()


def day(office: Office) -> str:
    return office.now.date().isoformat()


def ruled(
    office: Office, *, draft: Mapping[str, str] = DRAFT, sent_to: Sequence[str] = SENT_TO, **changed: object
) -> UUID:
    """A first complaint that is clearly right is decided at once, and sent."""
    case_id = accepted(office)
    office.does(office.long, "cf_assign", case_id, settle_by="decide_now", clear_reason="Rõ ràng đúng")
    ruling = {
        "ruling_kind": "cancel", "result": "right", "facts": "Đất ở vị trí 1", "laws": ["31/2024/QH15"],
        "conclusion": "Khiếu nại đúng", "orders": "Hủy quyết định, trả lại tiền",
        "money_dong": "125.000.000", "rights": "Khiếu nại lần hai hoặc khởi kiện",
    }  # fmt: skip
    office.does(office.kien, "cf_ruling", case_id, **ruling | changed)
    office.does(office.kien, "cf_ruling_letter", case_id, **draft)
    office.does(office.long, "cf_ruling_sign", case_id, letter_outcome="sign", decided_on=day(office))
    office.does(office.van, "cf_send", case_id, sent_on=day(office), via="post", sent_to=sent_to)
    return case_id


def in_force(office: Office, rule: str, case_id: UUID) -> None:
    """Let the time pass after which a ruling takes effect."""
    office.until(office.deadline(rule, case_id).due_on + dt.timedelta(days=1), hour=0)
    office.sweep()
    office.until(office.now.date())


def dialogue(office: Office, case_id: UUID) -> None:
    there = parties(office, case_id)
    office.does(
        office.kien, "di_invite", case_id,
        meeting_on=day(office), meeting_hour="09:00", meeting_place="Trụ sở", topics="Đơn giá", invited=there,
    )  # fmt: skip
    letter(office, case_id)
    office.does(
        office.kien, "di_hold", case_id,
        **{
            "dialogue_outcome": "held", "dialogued_on": day(office), "chaired_in_person": "true",
            "attendance.0.name": "Nguyễn Thị Chi", "attendance.0.capacity": "complainant",
            "attendance.0.presence": "present", "read_back": "true", "points.0.opinion": "Tính lại",
            "points.0.state": "agreed", "points.0.treatment": "Tiếp thu",
        },
    )  # fmt: skip


def letter(office: Office, case_id: UUID, drafter=None, book: str = "thong_bao") -> None:
    """A letter is drafted, signed and sent."""
    office.does(drafter or office.kien, "li_draft", case_id, **DRAFT)
    office.does(office.long, "li_sign", case_id, letter_outcome="sign")
    office.does(office.van, "li_issue", case_id, book=book, sent_on=day(office), via="post")
