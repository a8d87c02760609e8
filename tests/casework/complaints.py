"""How a complaint is brought to the stage that a test is about."""

from app.casework.choices import parties_of
from db.models import ContentItem, Document
from tests.office import COMPLAINT, LAND, Office

DRAFT = {
    "title": "Về việc thụ lý giải quyết khiếu nại lần đầu",
    "addressees.0.name": "Bà Nguyễn Thị Chi",
    "body": "Ủy ban nhân dân phường thụ lý giải quyết khiếu nại của bà.",
}


def accepted(office: Office, said: dict | None = None):
    registered = office.register(said or LAND)
    office.classify(registered.case_id, COMPLAINT)
    case_id = registered.case_id
    items = [str(i.id) for i in office.all(ContentItem, case_id)]
    today = office.now.date().isoformat()
    office.does(
        office.long, "cf_acceptance", case_id,
        acceptance="accept", accepted_on=today, variant="normal", accepted_items=items,
    )  # fmt: skip
    letter_goes_out(office, case_id)
    return case_id


def letter_goes_out(office: Office, case_id):
    drafter = office.kien
    office.does(drafter, "li_draft", case_id, **DRAFT)
    office.does(office.long, "li_sign", case_id, letter_outcome="sign")
    office.does(
        office.van, "li_issue", case_id, book="thong_bao", sent_on=office.now.date().isoformat(), via="post"
    )


def verified(office: Office, case_id, proposal="cancel", meets="differs"):
    today = office.now.date().isoformat()
    office.does(
        office.long, "cf_assign", case_id,
        settle_by="unit", verifying_unit=str(office.units["economy"]), verify_content="Xác minh vị trí đất",
        verify_days="10", report_due_on=today,
    )  # fmt: skip
    letter_goes_out(office, case_id)
    office.does(
        office.kien, "ve_work", case_id,
        **{
            "plan": "Làm việc với các bên",
            "sessions.0.on": today,
            "sessions.0.kind": "complainant",
            "sessions.0.summary": "Đã làm việc",
            "complainant_heard": "true",
        },
    )  # fmt: skip
    items = office.all(ContentItem, case_id)
    findings = {
        f"findings.{n}.{name}": value
        for n, item in enumerate(items)
        for name, value in {
            "id": str(item.id),
            "finding": "partly",
            "reasons": "Theo hồ sơ địa chính",
        }.items()
    }
    office.does(
        office.kien, "ve_report", case_id,
        **findings, relied_on=documents(office, case_id), laws=["31/2024/QH15"],
        conclusion="Đơn giá áp sai vị trí", proposal=proposal, verify_outcome=meets, verified_on=today,
    )  # fmt: skip
    office.does(office.hoa, "ve_review", case_id, review="agree")


def documents(office: Office, case_id):
    return [str(d.id) for d in office.all(Document, case_id)]


def parties(office: Office, case_id):
    with office.look() as session:
        return [c.value for c in parties_of(session, office.case(case_id), office.now.date())]
