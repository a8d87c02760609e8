"""The figures are counted alike on both databases."""

import datetime as dt

from app.listings import figures

ANSWER = {"result": "agree", "action_taken": "Đã sửa", "title": "trả lời", "body": "Đã sửa cống khối 3."}


def test_one_answered_late_and_one_waiting(office):
    registered = office.register()
    office.register()
    office.classify(registered.case_id)
    office.until(office.deadline("KNPA.ANSWER", registered.case_id).due_on + dt.timedelta(days=2))
    office.sweep()
    office.does(office.kien, "rc_answer", registered.case_id, **ANSWER)
    office.does(office.long, "rc_sign", registered.case_id, letter_outcome="sign")
    with office.look() as session:
        sheets = figures.of_office(session, first=None, last=None, authority="truong-vinh")
    told = {figure.key: figure for figure in sheets[0].figures}

    assert told["petitions_received"].parts["kind"] == {"recommendation": 1, "unclassified": 1}
    assert (told["settlement_rate"].numerator, told["settlement_rate"].denominator) == (1, 1)
    assert told["on_time"].parts["KNPA.ANSWER"] == {"kept": 0, "broken": 1}
    assert told["overdue_now"].parts["rule"] == {"INTAKE": 1}
    assert told["late_reasons"].parts["state"] == {"owed": 2}
    assert told["letters"].parts["letter_state"] == {"numbered": 1}
    assert told["sealed_now"].value == 1
