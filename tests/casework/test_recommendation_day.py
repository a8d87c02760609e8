"""A recommendation from the counter to its answer, in three forms."""

import datetime as dt

from sqlalchemy import event

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


def test_an_answer_returned_ten_times_costs_and_keeps_what_one_returned_twice_does(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    statements: list[str] = []
    event.listen(office.database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    cost = []
    for _time in range(10):
        statements.clear()
        office.does(office.kien, "rc_answer", registered.case_id, **ANSWER)
        office.does(office.long, "rc_sign", registered.case_id, letter_outcome="return", comment="Sửa")
        run = office.runs(registered.case_id)["recommendation"]
        cost.append((len(statements), len(run.state)))
    assert len({said for said, _kept in cost[2:]}) == 1
    assert max(kept for _said, kept in cost[2:]) <= cost[1][1] * 1.1
    office.does(office.kien, "rc_answer", registered.case_id, **ANSWER)
    office.does(office.long, "rc_sign", registered.case_id, letter_outcome="sign")
    assert office.case(registered.case_id).closed_as == "answered"


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
