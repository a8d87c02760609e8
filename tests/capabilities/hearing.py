"""How a complaint is verified, heard and ruled on, as far as a test needs it."""

from uuid import uuid4

from app.casework import prefill, vault
from app.listings import hearings as page
from app.services import hearings
from app.services.tasks import Sending
from db.models import ContentItem, Run, Task
from tests.casework.complaints import DRAFT, documents, letter_goes_out, parties
from tests.office import COMPLAINT, LAND, Office

WORK = {"plan": "Làm việc với các bên", "complainant_heard": "true"}


def accepted(office: Office, variant: str = "complex", **said: str):
    """A complaint that is accepted, a complicated one unless said otherwise."""
    case_id = office.register({**LAND, **said}).case_id
    office.classify(case_id, COMPLAINT)
    items = [str(item.id) for item in office.all(ContentItem, case_id)]
    office.does(
        office.long, "cf_acceptance", case_id,
        acceptance="accept", accepted_on=today(office), variant=variant, accepted_items=items,
        variant_reason="Liên quan nhiều thửa đất",
    )  # fmt: skip
    letter_goes_out(office, case_id)
    return case_id


def assigned(office: Office, case_id, head=None, members=(), unit: str = "economy"):
    office.does(
        office.long, "cf_assign", case_id,
        settle_by="task_force", verifying_unit=str(office.units[unit]),
        task_force_head=str((head or office.hoa).person_id),
        task_force_members=[str(each.person_id) for each in members or (office.kien,)],
        verify_content="Xác minh vị trí đất", verify_days="10", report_due_on="2026-08-20",
    )  # fmt: skip
    letter_goes_out(office, case_id)


def works(office: Office, case_id, next_step: str = "report", *, who=None, met: str = "complainant") -> None:
    session = {"sessions.0.on": today(office), "sessions.0.kind": met, "sessions.0.summary": "Đã làm việc"}
    more = {**session, "sessions.0.people": "Bà Nguyễn Thị Chi; Ông Trần Văn Bình", "next_step": next_step}
    office.does(who or office.hoa, "ve_work", case_id, **WORK, **more)


def reports(office: Office, case_id, verdict: str = "differs") -> None:
    findings = {
        f"findings.{place}.{name}": value
        for place, item in enumerate(office.all(ContentItem, case_id))
        for name, value in {"id": str(item.id), "finding": "partly", "reasons": "Theo hồ sơ"}.items()
    }
    office.does(
        office.hoa, "ve_report", case_id,
        **findings, relied_on=documents(office, case_id), laws=["31/2024/QH15"], conclusion="Áp sai vị trí",
        proposal="cancel", verify_outcome=verdict, verified_on=today(office),
    )  # fmt: skip
    office.does(office.hoa, "ve_review", case_id, review="agree")


def surveys(office: Office, case_id) -> None:
    office.does(
        office.long, "ve_survey", case_id,
        surveyed_on=today(office), survey_place="Thửa 12, khối 3", survey_people="Bà Chi",
        survey_findings="Đất ở mặt đường, đúng như người khiếu nại nói",
    )  # fmt: skip


def dialogue(office: Office, case_id, outcome: str = "held") -> None:
    office.does(
        office.kien, "di_invite", case_id,
        meeting_on=today(office), meeting_hour="09:00", meeting_place="Trụ sở UBND phường",
        topics="Đơn giá đất", invited=parties(office, case_id),
    )  # fmt: skip
    letter_goes_out(office, case_id)
    held = {
        "dialogued_on": today(office), "chaired_in_person": "true", "read_back": "true",
        "points.0.opinion": "Tính lại theo vị trí 1", "points.0.state": "agreed",
        "points.0.treatment": "Tiếp thu",
        "points.1.opinion": "Bồi thường nhà tạm", "points.1.state": "not_agreed",
        "points.1.treatment": "Giải thích: không đủ điều kiện",
    }  # fmt: skip
    presence = {"held": "present", "absent": "absent", "absent_excused": "excused"}[outcome]
    office.does(
        office.kien, "di_hold", case_id,
        dialogue_outcome=outcome, **(held if outcome == "held" else {"absence_note": "Đã mời hợp lệ"}),
        **{
            "attendance.0.name": "Nguyễn Thị Chi", "attendance.0.capacity": "complainant",
            "attendance.0.presence": presence, "attendance.1.name": "Mặt trận Tổ quốc phường",
            "attendance.1.capacity": "body", "attendance.1.presence": "present",
        },
    )  # fmt: skip


def ruling(office: Office, case_id, **changed: object) -> None:
    said = {
        "ruling_kind": "amend", "result": "partly", "facts": "Đất ở vị trí 1", "laws": ["31/2024/QH15"],
        "conclusion": "Đúng một phần", "orders": "Sửa đơn giá", "money_dong": "0", "land_m2": "0",
        "rights": "Khiếu nại lần hai trong 30 ngày hoặc khởi kiện",
    }  # fmt: skip
    office.does(office.kien, "cf_ruling", case_id, **{**said, **changed})
    office.does(office.kien, "cf_ruling_letter", case_id, **DRAFT)


def signs(office: Office, case_id, outcome: str = "sign", **more: str) -> None:
    office.does(
        office.long, "cf_ruling_sign", case_id, letter_outcome=outcome, decided_on=today(office), **more
    )


def rule(office: Office, *, required: bool = True) -> None:
    with office.work() as session:
        hearings.set_rule(
            session, required=required, since=office.now.date(), today=office.now.date(), actor=office.long
        )


def sends(office: Office, case_id, what: str, who, **posted: object) -> None:
    fields = {name: value if isinstance(value, list) else [str(value)] for name, value in posted.items()}
    with office.work() as session:
        done = hearings.send(session, case_id, what, Sending(posted=fields, key=uuid4().hex), actor=who)
    assert not done.problems, done.problems


def shown(office: Office, case_id, who=None) -> page.Hearings:
    with office.look() as session:
        return page.show(session, case_id, actor=who or office.kien)


def stands(office: Office, node: str, case_id) -> dict:
    """Give what stands in the form of an open step before anybody types."""
    step = office.task(node, case_id)
    with office.look() as session:
        task = session.get_one(Task, step.id)
        run, case = session.get_one(Run, task.run_id), office.case(case_id)
        assert vault.key_of(session, case)
        return prefill.answers(session, case, run, task, office.now.date())


def today(office: Office) -> str:
    return office.now.date().isoformat()
