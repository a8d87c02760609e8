"""A first complaint from the counter to the archive, with what may happen on the way."""

import datetime as dt

import pytest

from app.casework.audit import first_broken
from app.errors import AlreadyDone, NotAllowed, Unacceptable
from app.services import tasks
from db.models import ContentItem, Milestone, Ruling
from tests.casework.complaints import DRAFT, accepted, documents, letter_goes_out, parties, verified
from tests.office import COMPLAINT, LAND, Office


def test_a_complaint_goes_from_the_counter_to_the_archive(office: Office):
    case_id = accepted(office)
    verified(office, case_id)
    today = office.now.date().isoformat()
    office.does(
        office.kien, "di_invite", case_id,
        meeting_on=today, meeting_hour="09:00", meeting_place="Trụ sở UBND phường", topics="Đơn giá đất",
        invited=parties(office, case_id),
    )  # fmt: skip
    letter_goes_out(office, case_id)
    office.does(
        office.kien, "di_hold", case_id,
        **{
            "dialogue_outcome": "held", "dialogued_on": today, "chaired_in_person": "true",
            "attendance.0.name": "Nguyễn Thị Chi", "attendance.0.capacity": "complainant",
            "attendance.0.presence": "present", "read_back": "true",
            "points.0.opinion": "Tính lại theo vị trí 1",
            "points.0.state": "agreed", "points.0.treatment": "Tiếp thu",
        },
    )  # fmt: skip
    office.does(
        office.kien, "cf_ruling", case_id,
        ruling_kind="amend", result="partly", facts="Đất ở vị trí 1", laws=["31/2024/QH15"],
        conclusion="Khiếu nại đúng một phần", orders="Sửa đơn giá", money_dong="125.000.000", land_m2="0",
        rights="Khiếu nại lần hai trong 30 ngày hoặc khởi kiện",
    )  # fmt: skip
    office.does(office.kien, "cf_ruling_letter", case_id, **DRAFT)
    office.does(office.long, "cf_ruling_sign", case_id, letter_outcome="sign", decided_on=today)
    assert office.deadline("KN1.SETTLE", case_id).kept is True
    office.does(
        office.van, "cf_send", case_id,
        sent_on=today, via="post", sent_to=["complainant", "respondent", "inspectorate"],
    )  # fmt: skip
    office.does(
        office.kien, "cf_publish", case_id,
        mode="posting", published_on=today, published_until="2026-12-30", publication_place="Trụ sở",
    )  # fmt: skip
    effect = office.deadline("KN.EFFECT", case_id)
    office.until(effect.due_on + dt.timedelta(days=1), hour=0)
    office.sweep()
    office.does(
        office.kien, "cf_archive", case_id,
        archive_code="KN-01", archived_on=today, indexed=documents(office, case_id), pages="40",
    )  # fmt: skip

    case = office.case(case_id)
    ruling = office.all(Ruling, case_id)[0]
    assert (case.state, case.closed_as) == ("closed", "settled")
    assert (ruling.kind, ruling.money_dong) == ("amend", 125_000_000)
    assert {m.name for m in office.all(Milestone, case_id)} >= {
        "classified", "accepted", "assigned", "verified", "dialogued", "decided", "sent", "published",
        "effective", "archived",
    }  # fmt: skip
    assert [i.finding for i in office.all(ContentItem, case_id)] == ["partly", "partly"]
    assert office.open_steps(case_id) == []
    assert {run.status for run in office.runs(case_id).values()} == {"ended"}
    with office.look() as session:
        assert first_broken(session, case_id) is None


def test_two_people_on_one_task_one_succeeds_and_the_other_learns_who(office: Office):
    registered = office.register(LAND)
    task = office.task("in_classify", registered.case_id)
    office.classify(registered.case_id, COMPLAINT)
    with pytest.raises(AlreadyDone) as refused, office.work() as session:
        tasks.complete(session, task.id, tasks.Sending(posted={}, key="other"), actor=office.oanh)
    assert "Nguyễn Thị Oanh" in refused.value.sentence


def test_nobody_completes_what_is_not_theirs(office: Office):
    registered = office.register(LAND)
    office.classify(registered.case_id, COMPLAINT)
    with pytest.raises(NotAllowed):
        office.does(office.kien, "cf_acceptance", registered.case_id, acceptance="accept")


def test_overdue_verification_reaches_the_leader_who_urges_the_unit_and_its_head(office: Office):
    case_id = accepted(office)
    settle = office.deadline("KN1.SETTLE", case_id)
    office.until(settle.due_on + dt.timedelta(days=1), hour=0)
    office.sweep()
    office.until(settle.due_on + dt.timedelta(days=1))
    done_by = (office.now + dt.timedelta(days=5)).date()
    office.does(
        office.long, "es_direct", case_id,
        measure="urge", instruction="Báo cáo ngay kết quả", done_by=done_by.isoformat(),
    )  # fmt: skip
    urging = next(x for x in office.letters(case_id) if x.template == "urging_letter")
    assert (urging.state, urging.number) == ("numbered", "1")
    assert "es_direct" not in office.open_steps(case_id)
    office.until(done_by + dt.timedelta(days=1))
    office.sweep()
    assert "es_direct" in office.open_steps(case_id)


def test_whoever_made_the_contested_decision_may_not_verify_it(office: Office):
    registered = office.register(LAND)
    contested = {
        "contested_unit": str(office.units["economy"]),
        "contested_author": str(office.kien.person_id),
    }
    office.classify(registered.case_id, COMPLAINT | contested)
    items = [str(i.id) for i in office.all(ContentItem, registered.case_id)]
    today = office.now.date().isoformat()
    office.does(
        office.long, "cf_acceptance", registered.case_id,
        acceptance="accept", accepted_on=today, variant="normal", accepted_items=items,
    )  # fmt: skip
    letter_goes_out(office, registered.case_id)
    for unit, head in (("economy", None), ("culture", office.kien)):
        force = {"task_force_head": str(head.person_id)} if head else {}
        with pytest.raises(Unacceptable):
            office.does(
                office.long, "cf_assign", registered.case_id,
                settle_by="task_force" if head else "unit", verifying_unit=str(office.units[unit]),
                task_force_members=[str(office.tam.person_id)], verify_content="Vị trí đất",
                verify_days="10", report_due_on=today, **force,
            )  # fmt: skip
