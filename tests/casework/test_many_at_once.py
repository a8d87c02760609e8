"""Several people and clocks at the same case: one effect, never two, never none."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import clock
from app.casework.drain import drain_timers
from app.casework.hold import hold_task
from app.errors import AlreadyDone
from app.services import tasks
from db.models import Answer, AuditEntry, Deadline, Task, Timer
from tests.office import RECOMMENDATION, Office


def test_six_sweeps_of_one_due_timer_fire_it_once(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    due = office.deadline("KNPA.ANSWER", registered.case_id).due_on
    office.until(due + dt.timedelta(days=1), hour=0)

    def sweep(_number: int) -> int:
        with clock.at(office.now):
            return drain_timers(office.database)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(sweep, range(6)))
    office.sweep()
    fired = [e for e in office.all(AuditEntry, registered.case_id) if e.tag == "timer.fire"]
    due_ones = [t for t in office.all(Timer, registered.case_id) if t.state == "fired"]
    assert len(fired) == len(due_ones) == 2  # the reminder and the limit
    assert [t.node for t in office.all(Task, registered.case_id)].count("es_direct") == 1


def test_of_six_clicks_on_one_task_one_succeeds_and_five_learn_who(office: Office):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    posted = {k: [v] for k, v in {**RECOMMENDATION, "lead_unit": str(office.units["economy"])}.items()}

    def click(number: int) -> str:
        sending = tasks.Sending(posted=posted, key=f"click-{number}")
        try:
            with office.work() as session:
                return (
                    "problems"
                    if tasks.complete(session, task.id, sending, actor=office.oanh).problems
                    else "done"
                )
        except AlreadyDone as refused:
            return refused.sentence

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(click, range(6)))
    assert results.count("done") == 1
    assert sum("Nguyễn Thị Oanh" in result for result in results) == 5
    assert len(office.all(Answer, registered.case_id)) == 1


def test_who_waited_for_a_case_sees_its_limits_as_they_are_after_the_wait(office: Office):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    posted = {k: [v] for k, v in {**RECOMMENDATION, "lead_unit": str(office.units["economy"])}.items()}

    def look() -> dict[str, dt.date]:
        with office.work() as session:
            hold, _task, _run = hold_task(session, task.id, actor=office.oanh)
            return {deadline.rule: deadline.due_on for deadline in hold.deadlines}

    with ThreadPoolExecutor(1) as pool:
        with office.work() as session:
            tasks.complete(session, task.id, tasks.Sending(posted=posted, key="first"), actor=office.oanh)
            session.flush()
            waiting = pool.submit(look)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1)
        seen = waiting.result(timeout=30)
    now = [each for each in office.all(Deadline, registered.case_id) if each.state == "running"]
    assert seen == {each.rule: each.due_on for each in now} != {}


def test_the_same_sending_ten_times_has_one_effect_and_ten_answers(office: Office):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    posted = {k: [v] for k, v in {**RECOMMENDATION, "lead_unit": str(office.units["economy"])}.items()}
    for _time in range(10):
        with office.work() as session:
            done = tasks.complete(
                session, task.id, tasks.Sending(posted=posted, key="same"), actor=office.oanh
            )
        assert done.case_id == registered.case_id
    assert len(office.all(Answer, registered.case_id)) == 1
