"""What cannot be carried out leaves its case byte for byte as it was, and is told once to who can mend it."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select

from app import clock
from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.policy.actor import Actor
from app.services import incidents, post, tasks
from app.services.incident_carrying import AskedAgain
from app.services.incidents import DONE, WAITING, OwnProposal, StillStuck
from db.base import new_id
from db.models import Answer, AuditEntry, Draft, Incident, IncidentAct, Notice, Timer
from tests.casework.complaints import accepted
from tests.casework.stuck import (
    ACCEPTED,
    RAISES,
    REMINDER,
    all_of,
    classified,
    let_through,
    mend,
    send,
    standing,
    turn,
)  # fmt: skip
from tests.casework.takeovers import comes
from tests.office import Office

ERROR = '<bpmn:endEvent id="rc_broken"><bpmn:errorEventDefinition errorRef="rc_error"/></bpmn:endEvent>'
DEFECTS = {
    "step": (RAISES,),
    "script": ((ACCEPTED, '<bpmn:script>milestone(1 + "a")</bpmn:script>'),),
    "condition": (turn('1 + "a" == 2', "rc_phase"),),
    "budget": (turn("True", "rc_accepted"),),
    "error": (
        turn("True", "rc_broken", ERROR),
        ("<bpmn:process ", '<bpmn:error id="rc_error" errorCode="E1"/><bpmn:process '),
    ),
    "timer": ((REMINDER, 'morning("no day")'),),
    "effect": ((ACCEPTED, '<bpmn:script>open_letter("no letter")</bpmn:script>'),),
}
KINDS = {"effect": "step"}
PLACES = {"condition": "rc_turn", "error": "rc_broken", "timer": "rc_reminder"}
LATE = (
    '<bpmn:script>escalate("KN1.SETTLE")</bpmn:script>',
    '<bpmn:script>milestone("late", "2026-08-03" if acceptance == "refuse" else "no day")</bpmn:script>',
)


@pytest.mark.parametrize("kind", DEFECTS)
def test_what_cannot_be_carried_out_changes_nothing_and_is_one_row_however_often(office: Office, kind: str):
    case_id = office.register().case_id
    let_through(office, comes(office, *DEFECTS[kind], procedure="recommendation"))
    before = standing(office, case_id)
    posted = classified(office, case_id, "first")
    office.passes(minutes=5)
    classified(office, case_id, "second")
    assert standing(office, case_id) == before
    (row,) = all_of(office)
    assert (row.kind, row.times, row.command, row.outcome) == (
        KINDS.get(kind, kind), 2, "task", posted["outcome"][0],
    )  # fmt: skip
    if kind != "budget":
        assert row.element == PLACES.get(kind, "rc_accepted")
    assert (row.last_at - row.at, row.task_id) == (
        dt.timedelta(minutes=5),
        office.task("in_classify", case_id).id,
    )
    assert office.notices(office.an) == ["incident"]
    assert not office.notices(office.oanh)


@pytest.mark.parametrize("kind", DEFECTS)
def test_once_its_cause_is_gone_it_is_tried_by_two_at_once_and_carried_out_once(office: Office, kind: str):
    case_id = office.register().case_id
    let_through(office, comes(office, *DEFECTS[kind], procedure="recommendation"))
    classified(office, case_id, "first")
    (row,) = all_of(office)
    office.passes(days=1)
    comes(office, *((now, was) for was, now in reversed(DEFECTS[kind])), procedure="recommendation")
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda who: tried(office, row, who), (office.an, office.long)))
    assert sorted(done) == [DONE, "over"]
    assert "rc_answer" in office.open_steps(case_id)
    assert len([a for a in office.all(Answer, case_id) if a.task_id == row.task_id]) == 1
    tags = [entry.tag for entry in office.all(AuditEntry, case_id)]
    assert tags.count("task.complete") == 1
    assert office.notices(office.oanh) == ["incident_settled"]
    assert [(one.resolution, one.times) for one in all_of(office)] == [("moved", 1)]


def tried(office: Office, row: Incident, who: Actor) -> str:
    try:
        return mend(office, row, "retry", who)
    except NotPossibleNow:
        return "over"


def test_what_was_sent_is_kept_sealed_and_carried_out_in_its_senders_name_once_it_can(office: Office):
    case_id = office.register().case_id
    comes(office, RAISES, procedure="recommendation")
    classified(office, case_id, "first")
    (row,) = all_of(office)
    with office.look() as session:
        kept = session.scalars(select(Draft)).one()
        assert (kept.person_id, kept.at) == (office.oanh.person_id, row.sent_at)
        assert b"recommendation" not in kept.body
    with pytest.raises(StillStuck):
        mend(office, row, "retry", office.an)
    office.passes(days=1)
    comes(office, RAISES[::-1], procedure="recommendation")
    assert mend(office, row, "retry", office.an) == DONE
    (row,) = all_of(office)
    assert (row.resolution, row.resolved_by_id) == ("moved", office.an.person_id)
    (answer,) = [a for a in office.all(Answer, case_id) if a.task_id == row.task_id]
    assert answer.person_id == office.oanh.person_id
    assert "rc_answer" in office.open_steps(case_id)
    tags = [entry.tag for entry in office.all(AuditEntry, case_id)]
    assert tags.count("incident.retry") == 2
    assert office.notices(office.oanh) == ["incident_settled"]


def test_what_its_sender_changed_since_is_not_sent_for_them(office: Office):
    case_id = office.register().case_id
    comes(office, RAISES, procedure="recommendation")
    posted = classified(office, case_id, "first")
    office.passes(days=1)
    task = office.task("in_classify", case_id)
    with office.work() as session:
        tasks.save_draft(session, task.id, posted | {"outcome_reason": ["khác"]}, actor=office.oanh)
    comes(office, RAISES[::-1], procedure="recommendation")
    with pytest.raises(AskedAgain):
        mend(office, all_of(office)[0], "retry", office.an)
    assert office.notices(office.oanh) == ["incident_send_again"]
    assert office.task("in_classify", case_id).id == task.id


def overdue(office: Office) -> UUID:
    """A complaint whose missed limit cannot be told, because the drawing names no day."""
    comes(office, LATE)
    case_id = accepted(office)
    last = office.deadline("KN1.SETTLE", case_id).due_on
    office.until(last)
    office.sweep()  # the reminders
    office.until(last + dt.timedelta(days=1), hour=0)
    office.passes(minutes=30)
    return case_id


def failing(office: Office, case_id: UUID) -> Timer:
    return next(t for t in office.all(Timer, case_id) if t.node == "cf_settle_breach")


def test_a_timer_that_cannot_fire_is_put_off_as_ever_and_dies_as_an_open_incident(office: Office):
    case_id = overdue(office)
    before = standing(office, case_id)
    office.sweep()
    after = standing(office, case_id)
    timers, was = after.pop("Timer"), before.pop("Timer")
    assert after == before
    moved = {"next_try_at", "attempts"}
    assert [{k: v for k, v in t.items() if k not in moved} for t in timers] == [
        {k: v for k, v in t.items() if k not in moved} for t in was
    ]
    for minutes in (1, 5, 30, 120, 360, 720, 1440):
        assert failing(office, case_id).next_try_at - office.now == dt.timedelta(minutes=minutes)
        office.passes(minutes=minutes)
        office.sweep()
    assert failing(office, case_id).state == "dead"
    (row,) = all_of(office)
    assert (row.kind, row.command, row.times, row.resolved_at) == ("step", "timer", 8, None)


def test_a_click_that_meets_a_timer_that_cannot_fire_puts_it_off_and_can_be_made_again(office: Office):
    case_id = overdue(office)
    step = next(iter(office.open_steps(case_id)))
    task, before = office.task(step, case_id), office.runs(case_id)["complaint_first"].state
    assert not send(office, task, office.long, {}, "one")
    (row,) = all_of(office)
    assert (row.command, row.person_id, row.element != "") == ("timer", office.long.person_id, True)
    assert office.runs(case_id)["complaint_first"].state == before
    with office.work() as session:
        tasks.claim(session, task.id, actor=office.long)


def test_a_value_that_steers_is_put_right_by_two_and_the_timer_fires(office: Office):
    case_id = overdue(office)
    office.sweep()
    (row,) = all_of(office)
    with pytest.raises(Unacceptable):
        mend(office, row, "correct", office.an, field="acceptance", typed=("perhaps",))
    with pytest.raises(Unacceptable):
        mend(office, row, "correct", office.an, field="letter_id", typed=("x",))
    assert mend(office, row, "correct", office.an, field="acceptance", typed=("refuse",)) == WAITING
    assert office.notices(office.long)[-1] == "incident_asked"
    state = office.runs(case_id)["complaint_first"].state
    with office.look() as session:
        (act,) = session.scalars(select(IncidentAct))
    with clock.at(office.now):
        given = {"agreed": True, "reason": "Đúng là không thụ lý"}
        with pytest.raises(OwnProposal):
            incidents.decide(office.database, row.id, act.id, actor=office.an, **given)
        assert office.runs(case_id)["complaint_first"].state == state
        assert incidents.decide(office.database, row.id, act.id, actor=office.long, **given) == DONE
    assert failing(office, case_id).state == "fired"
    (row,) = all_of(office)
    assert row.resolution in {"corrected", "moved"}
    tags = [e.tag for e in office.all(AuditEntry, case_id)]
    assert {"incident.propose", "incident.correct", "timer.fire"} <= {*tags}


def test_a_procedure_that_cannot_go_on_is_ended_by_two(office: Office):
    case_id = overdue(office)
    office.sweep()
    (row,) = all_of(office)
    assert mend(office, row, "cancel", office.long) == WAITING
    with office.look() as session:
        (act,) = session.scalars(select(IncidentAct))
    with clock.at(office.now):
        done = incidents.decide(
            office.database,
            row.id,
            act.id,
            agreed=True,
            reason="Vụ việc chuyển cơ quan khác",
            actor=office.an,
        )
    assert done == DONE
    assert office.runs(case_id)["complaint_first"].status == "cancelled"
    assert failing(office, case_id).state == "cancelled"


def test_nobody_else_may_mend_and_without_a_reason_nobody(office: Office):
    overdue(office)
    office.sweep()
    (row,) = all_of(office)
    for who in (office.oanh, office.hoa, office.sau):
        with pytest.raises(NotAllowed):
            mend(office, row, "retry", who)
    with pytest.raises(Unacceptable), clock.at(office.now):
        incidents.act(office.database, row.id, incidents.Wanted(act="retry", reason=" "), actor=office.an)
    with pytest.raises(NotFound), clock.at(office.now):
        incidents.act(office.database, new_id(), incidents.Wanted(act="retry", reason="x"), actor=office.an)
    with pytest.raises(NotPossibleNow):
        mend(office, row, "give_up", office.an)


def test_a_message_that_mail_refuses_for_good_is_an_incident_tried_again_or_given_up(office: Office):
    notice_id = new_id()
    at, who = office.now, office.oanh.person_id
    with office.work() as session:
        session.add(
            Notice(
                id=notice_id, person_id=who, kind="digest", on=at.date(), at=at, next_try_at=at, attempts=0
            )
        )  # fmt: skip
    for _time in range(6):
        with office.work() as session:
            post.put_off(session, notice_id)
    (row,) = all_of(office)
    assert (row.kind, row.notice_id, row.authority_id) == ("mail", notice_id, office.authority_id)
    assert mend(office, row, "retry", office.an) == DONE
    with office.look() as session:
        assert session.get_one(Notice, notice_id).next_try_at == office.now
        assert session.get_one(Incident, row.id).resolution == "moved"
