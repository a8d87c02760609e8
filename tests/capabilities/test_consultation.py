"""Units and bodies are asked for their opinion, and the case goes on when all answered or were silent."""

import datetime as dt

from app.services import hearings
from db.models import Consultation, Run
from tests.capabilities.hearing import accepted, assigned, sends, shown, stands, today, works
from tests.office import Office


def asks(office: Office, case_id, **changed: object) -> None:
    said = {"purpose": "opinion", "question": "Thửa đất ở vị trí nào?", "answer_days": "5"}
    office.does(office.hoa, "ve_consult", case_id, **{**said, **changed})


def test_every_unit_that_is_asked_answers_on_its_own_and_the_case_goes_on_when_all_have(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id, "consult")
    asks(office, case_id, units=[str(office.units["culture"])], bodies="Sở Nông nghiệp và Môi trường")
    rows = office.all(Consultation, case_id)
    assert {row.answer_by for row in rows} == {dt.date(2026, 8, 10)}
    assert office.task("co_answer", case_id).unit_id == office.units["culture"]
    assert office.task("co_answer", case_id).due_on == dt.date(2026, 8, 10)
    office.does(office.tam, "co_answer", case_id, stance="consents", opinion_text="Vị trí 1")
    assert "ve_work" not in office.open_steps(case_id)
    office.does(
        office.kien,
        "co_record",
        case_id,
        opinion_on=today(office),
        stance="dissents",
        opinion_text="Vị trí 2",
    )
    assert "ve_work" in office.open_steps(case_id)
    told = {each.who: (each.stance, each.answer) for each in shown(office, case_id).consultations}
    assert told == {
        "Phòng Văn hóa - Xã hội": ("đồng ý", "Vị trí 1"),
        "Sở Nông nghiệp và Môi trường": ("không đồng ý", "Vị trí 2"),
    }


def test_a_silent_unit_is_recorded_and_its_late_answer_is_kept_and_marked(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id, "consult")
    asks(office, case_id, units=[str(office.units["culture"])])
    office.until(dt.date(2026, 8, 11), hour=1)
    office.sweep()
    assert [row.state for row in office.all(Consultation, case_id)] == ["silent"]
    assert "ve_work" in office.open_steps(case_id)
    office.does(office.tam, "co_answer", case_id, stance="partly", opinion_text="Vị trí 1 một phần")
    late = shown(office, case_id).consultations[0]
    assert (late.state, late.answer, late.answered_on) == ("late", "Vị trí 1 một phần", dt.date(2026, 8, 11))


def test_the_leader_closes_the_round_and_more_units_can_be_asked_from_the_case(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id, "consult")
    asks(office, case_id, units=[str(office.units["culture"])])
    sends(
        office, case_id, "consult", office.kien,
        purpose="coordination", units=[str(office.units["office"])], question="Phối hợp?", answer_days="3",
    )  # fmt: skip
    assert len(office.all(Consultation, case_id)) == 2
    with office.work() as session:
        hearings.close_round(session, case_id, actor=office.long)
    assert {row.state for row in office.all(Consultation, case_id)} == {"silent"}
    assert "ve_work" in office.open_steps(case_id)
    asked = [run for run in office.all(Run, case_id) if run.procedure == "consultation"]
    assert {run.status for run in asked} == {"running"}, "a late answer is still kept"


def test_whoever_is_asked_reads_the_question_above_the_answer(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id, "consult")
    asks(office, case_id, units=[str(office.units["culture"])])
    assert stands(office, "co_answer", case_id)["asked_question"] == "Thửa đất ở vị trí nào?"
