"""A recommendation from the counter to its answer, in three forms."""

import datetime as dt

from app.casework.audit import first_broken
from tests.office import Office

ANSWER = {
    "result": "agree",
    "action_taken": "Đã nạo vét cống",
    "title": "trả lời kiến nghị",
    "body": "Ủy ban nhân dân phường đã nạo vét cống khối 3.",
}


def test_three_forms_lead_from_the_counter_to_the_answer(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    office.does(office.kien, "rc_answer", registered.case_id, **ANSWER)
    office.does(office.long, "rc_sign", registered.case_id, letter_outcome="sign")

    case = office.case(registered.case_id)
    letter = office.letters(registered.case_id)[0]
    assert (case.state, case.closed_as) == ("closed", "answered")
    assert (letter.state, letter.number, letter.signed_title) == ("numbered", "1", "Chủ tịch")
    assert office.open_steps(registered.case_id) == []
    assert office.timers(registered.case_id) == []
    with office.look() as session:
        assert first_broken(session, registered.case_id) is None


def test_a_returned_answer_goes_back_to_who_wrote_it_with_the_comment(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    office.does(office.kien, "rc_answer", registered.case_id, **ANSWER)
    office.does(office.long, "rc_sign", registered.case_id, letter_outcome="return", comment="Nêu rõ ngày")

    assert office.open_steps(registered.case_id) == ["rc_answer"]
    assert office.letters(registered.case_id)[0].state == "returned"


def test_a_promise_that_is_missed_reaches_the_leader_once(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    promise = office.deadline("KNPA.ANSWER", registered.case_id)
    office.until(promise.due_on + dt.timedelta(days=1), hour=0)
    office.sweep()
    office.sweep()

    assert office.open_steps(registered.case_id) == ["rc_answer", "es_direct"]
    assert office.notices(office.long) == ["breach"]
    assert office.deadline("KNPA.ANSWER", registered.case_id).breached_at is not None


def test_answering_late_closes_the_desk_item_as_overtaken_and_still_owes_the_reason(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    promise = office.deadline("KNPA.ANSWER", registered.case_id)
    office.until(promise.due_on + dt.timedelta(days=2))
    office.sweep()
    office.does(office.kien, "rc_answer", registered.case_id, **ANSWER)
    office.does(office.long, "rc_sign", registered.case_id, letter_outcome="sign")

    assert office.open_steps(registered.case_id) == []
    assert office.runs(registered.case_id)["escalation"].status == "ended"
    assert office.deadline("KNPA.ANSWER", registered.case_id).kept is False
