"""A contested decision is kept from being carried out; the clock of the complaint is not."""

import datetime as dt

import pytest

from app.casework import emergencies, prefill
from app.errors import Unacceptable
from db.models import EmergencyMeasure, Milestone, Suspension
from tests.casework.complaints import DRAFT, accepted
from tests.casework.rounds import begun, day, letter, told, why_not
from tests.office import Office


def asked(office: Office):
    case_id = accepted(office)
    begun(office, case_id, "emergency_measure", asked_by="complainant", harm="Nhà sẽ bị phá dỡ ngay")
    return case_id


def imposed(office: Office, case_id, until: dt.date):
    office.does(
        office.long, "em_decide", case_id,
        imposed="impose", suspended_act="Quyết định 12/QĐ-UBND", harm="Nhà sẽ bị phá dỡ ngay",
        until_on=until.isoformat(), measure_reason="Hậu quả khó khắc phục",
    )  # fmt: skip


def in_force(office: Office, case_id) -> EmergencyMeasure | None:
    with office.look() as session:
        return emergencies.of_case(session, office.case(case_id))


def events(office: Office, case_id) -> set[str]:
    return {m.name for m in office.all(Milestone, case_id)}


def test_it_stops_the_contested_decision_and_not_the_clock_of_the_case(office: Office):
    case_id = asked(office)
    before = office.deadline("KN1.SETTLE", case_id).due_on
    imposed(office, case_id, before)
    letter(office, case_id, book="quyet_dinh")
    limit = office.deadline("KN1.SETTLE", case_id)
    assert (limit.state, limit.due_on) == ("running", before)
    assert office.all(Suspension, case_id) == []
    case = office.case(case_id)
    assert (case.state, case.due_on) == ("open", before)
    assert "measure_imposed" in events(office, case_id)
    assert "suspended" not in events(office, case_id)
    assert "cf_assign" in office.open_steps(case_id)
    assert {x.template for x in office.letters(case_id)} >= {"emergency_decision"}
    assert in_force(office, case_id).from_on == office.now.date()


def test_it_never_lasts_longer_than_the_time_left_to_settle(office: Office):
    case_id = asked(office)
    due = office.deadline("KN1.SETTLE", case_id).due_on
    with office.look() as session:
        run, task = office.runs(case_id)["emergency_measure"], office.task("em_decide", case_id)
        known = prefill.answers(session, office.case(case_id), run, task, office.now.date())
    assert (known["until_on"], known["harm"]) == (due.isoformat(), "Nhà sẽ bị phá dỡ ngay")
    with pytest.raises(Unacceptable):
        imposed(office, case_id, due + dt.timedelta(days=1))
    assert in_force(office, case_id) is None


def test_it_ends_with_its_time(office: Office):
    case_id = asked(office)
    until = office.now.date() + dt.timedelta(days=5)
    imposed(office, case_id, until)
    letter(office, case_id, book="quyet_dinh")
    assert "hiệu lực" in why_not(office, case_id, "emergency_measure")
    office.until(until, hour=20)
    office.sweep()
    assert in_force(office, case_id) is not None
    office.until(until + dt.timedelta(days=1), hour=0)
    office.sweep()
    assert in_force(office, case_id) is None
    assert "measure_lifted" in events(office, case_id)
    assert office.all(EmergencyMeasure, case_id)[0].lifted_why == "expired"
    assert why_not(office, case_id, "emergency_measure") == ""


def test_it_is_lifted_by_decision_when_its_ground_is_gone(office: Office):
    case_id = asked(office)
    imposed(office, case_id, office.now.date() + dt.timedelta(days=20))
    letter(office, case_id, book="quyet_dinh")
    told(office, case_id, "ground_gone", ground_gone_why="Đã dừng thi công")
    assert office.all(EmergencyMeasure, case_id)[0].lifted_why == "ground_gone"
    letter(office, case_id, book="quyet_dinh")
    assert {x.template for x in office.letters(case_id)} >= {"emergency_decision", "emergency_lift"}


def test_it_is_lifted_when_the_complaint_is_decided(office: Office):
    case_id = asked(office)
    imposed(office, case_id, office.now.date() + dt.timedelta(days=20))
    letter(office, case_id, book="quyet_dinh")
    office.does(office.long, "cf_assign", case_id, settle_by="decide_now", clear_reason="Rõ ràng đúng")
    office.does(
        office.kien, "cf_ruling", case_id,
        ruling_kind="cancel", result="right", facts="Đúng", laws=["31/2024/QH15"], conclusion="Đúng",
        orders="Hủy", rights="Khiếu nại lần hai hoặc khởi kiện",
    )  # fmt: skip
    office.does(office.kien, "cf_ruling_letter", case_id, **DRAFT)
    office.does(office.long, "cf_ruling_sign", case_id, letter_outcome="sign", decided_on=day(office))
    assert office.all(EmergencyMeasure, case_id)[0].lifted_why == "decided"
    assert "li_draft" in office.open_steps(case_id)


def test_it_may_be_refused(office: Office):
    case_id = asked(office)
    office.does(office.long, "em_decide", case_id, imposed="refuse", measure_reason="Không có nguy cơ")
    assert office.all(EmergencyMeasure, case_id) == []
    assert "em_decide" not in office.open_steps(case_id)
