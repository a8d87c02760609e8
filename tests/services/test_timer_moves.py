"""A date ahead is moved with a reason and an article; past the law only by the leader, on a ground."""

import datetime as dt
from uuid import UUID

import pytest

from app.casework.deadlines import recompute
from app.casework.hold import hold_case
from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.services import timer_moves
from app.services.timer_moves import Move
from db.models import AuditEntry, Timer
from tests.casework.complaints import accepted
from tests.office import Office

SETTLE = "KN1.SETTLE"


@pytest.fixture
def case_id(office: Office) -> UUID:
    return accepted(office)


def waiting(office: Office, case_id: UUID, node: str) -> Timer:
    return next(t for t in office.all(Timer, case_id) if t.node == node and t.state == "pending")


def move(office: Office, case_id: UUID, node: str, day: dt.date, who=None, **more: str) -> None:
    wanted = Move(**{"day": day, "reason": "Đã thỏa thuận", "basis": "Điều 28 Luật Khiếu nại", **more})
    timer = waiting(office, case_id, node)
    with office.work() as session:
        timer_moves.move(session, case_id, timer.id, wanted, actor=who or office.an)


def test_a_limit_set_earlier_moves_its_timers_and_explains_itself_in_both_languages(office, case_id):
    before = office.deadline(SETTLE, case_id).due_on
    sooner = before - dt.timedelta(days=7)
    move(office, case_id, "cf_settle_breach", sooner)
    deadline = office.deadline(SETTLE, case_id)
    assert deadline.due_on == sooner
    said = deadline.steps[-1]["text"]
    assert "Điều 28" in said["vi"]
    assert said["vi"] != said["en"]
    assert waiting(office, case_id, "cf_settle_breach").due_at.date() <= sooner + dt.timedelta(days=1)
    entry = [e for e in office.all(AuditEntry, case_id) if e.tag == "timer.move"][-1]
    assert (entry.facts["from"], entry.facts["to"]) == (before.isoformat(), sooner.isoformat())
    assert "thỏa thuận" not in str(entry.facts)
    with office.work() as session:
        hold = hold_case(session, case_id, actor=None)
        recompute(hold, next(d for d in hold.deadlines if d.rule == SETTLE))
    assert office.deadline(SETTLE, case_id).due_on == sooner


def test_past_the_law_only_the_leader_goes_and_names_a_ground(office, case_id):
    later = office.deadline(SETTLE, case_id).due_on + dt.timedelta(days=7)
    with pytest.raises(NotPossibleNow):
        move(office, case_id, "cf_settle_breach", later, ground="force_majeure")
    with pytest.raises(Unacceptable):
        move(office, case_id, "cf_settle_breach", later, office.long)
    with pytest.raises(Unacceptable):
        move(office, case_id, "cf_settle_breach", later, office.long, ground="busy")
    assert office.deadline(SETTLE, case_id).moved_to is None
    move(office, case_id, "cf_settle_breach", later, office.long, ground="force_majeure")
    assert office.deadline(SETTLE, case_id).due_on == later


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"basis": ""}, {"day": dt.date(2026, 8, 2)}])
def test_without_reason_article_or_a_working_day_ahead_nothing_moves(office, case_id, wrong):
    with pytest.raises(Unacceptable):
        move(office, case_id, "cf_settle_breach", **{"day": dt.date(2026, 8, 10), **wrong})
    assert office.deadline(SETTLE, case_id).moved_to is None


def test_a_reminder_moves_alone_and_stays_before_its_limit(office, case_id):
    due = office.deadline(SETTLE, case_id).due_on
    with pytest.raises(Unacceptable):
        move(office, case_id, "cf_settle_reminder", due)
    move(office, case_id, "cf_settle_reminder", dt.date(2026, 8, 10))
    assert waiting(office, case_id, "cf_settle_reminder").due_at.date() == dt.date(2026, 8, 10)
    assert office.deadline(SETTLE, case_id).due_on == due
    office.until(dt.date(2026, 8, 10), hour=10)
    assert office.sweep() >= 1
    assert "cf_settle_reminder" not in office.timers(case_id)


def test_who_may_not_see_or_move_does_not(office, case_id):
    for who, refusal in ((office.oanh, NotAllowed), (office.sau, NotAllowed)):
        with pytest.raises(refusal):
            move(office, case_id, "cf_settle_breach", dt.date(2026, 8, 10), who)
    sealed = office.register().case_id
    (node, *_rest) = office.timers(sealed)
    with pytest.raises(NotFound):
        move(office, sealed, node, dt.date(2026, 8, 10))
