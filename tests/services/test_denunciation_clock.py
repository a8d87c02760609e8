"""The clock of a denunciation: longer once or twice, at rest, always told to both."""

import datetime as dt

import pytest

from app.errors import NotPossibleNow
from app.services import case_acts, events
from app.services.tasks import Sending
from db.models import ContentItem
from tests.casework import denunciations as stage
from tests.office import Office


def propose(office: Office, case_id, **answers: str) -> None:
    known = {"reason": "Phải giám định", "clock_note": "Thời hạn thay đổi", **answers}
    posted = {name: [value] for name, value in known.items()}
    with office.work() as session:
        sending = Sending(posted=posted, key=f"{answers['change']}-{office.now}")
        done = events.propose(session, case_id, sending, actor=office.oanh)
    assert not done.problems, done.problems


def approve(office: Office, case_id, letters: int = 2) -> None:
    office.does(office.long, "dc_approve", case_id, approval="approve")
    for _letter in range(letters):
        stage.letter_goes_out(office, case_id)


def test_the_check_is_extended_to_ten_working_days_before_it_runs_out(office: Office):
    case_id = stage.opened(office)
    assert office.deadline("TC.CHECK", case_id).due_on == dt.date(2026, 8, 12)
    propose(office, case_id, change="extend", rule="TC.CHECK")
    approve(office, case_id)
    assert office.deadline("TC.CHECK", case_id).due_on == dt.date(2026, 8, 17)


def test_a_usual_case_is_extended_once_a_particularly_complex_one_twice(office: Office):
    case_id = stage.opened(office)
    stage.decided(office, case_id, variant="particularly-complex", complexity=["contents", "expertise"])
    stage.redacted(office, case_id)
    for _letter in range(3):
        stage.letter_goes_out(office, case_id)
    due = [office.deadline("TC.SETTLE", case_id).due_on]
    for _time in range(2):
        propose(office, case_id, change="extend", rule="TC.SETTLE")
        approve(office, case_id)
        office.passes(minutes=1)
        due.append(office.deadline("TC.SETTLE", case_id).due_on)
    assert due == [dt.date(2026, 9, 3), dt.date(2026, 10, 2), dt.date(2026, 11, 2)]
    propose(office, case_id, change="extend", rule="TC.SETTLE")
    with pytest.raises(NotPossibleNow):
        office.does(office.long, "dc_approve", case_id, approval="approve")


def test_a_suspension_is_told_to_both_within_five_working_days_and_does_not_count(office: Office):
    case_id = stage.accepted(office)
    today = office.now.date().isoformat()
    propose(office, case_id, change="suspend", ground="expertise", from_on=today)
    office.does(office.long, "dc_approve", case_id, approval="approve")
    told = office.deadline("TC.SUSP_NOTIFY", case_id)
    assert (office.case(case_id).state, told.state) == ("suspended", "running")
    assert told.due_on == dt.date(2026, 8, 10)
    decision = stage.letter_goes_out(office, case_id)
    stage.letter_goes_out(office, case_id)
    assert decision.template == "denunciation_suspension"
    assert office.deadline("TC.SUSP_NOTIFY", case_id).kept
    office.passes(days=9)
    propose(office, case_id, change="resume", to_on=office.now.date().isoformat())
    approve(office, case_id)
    nine_days_later = dt.date(2026, 9, 11)
    assert office.deadline("TC.SETTLE", case_id).due_on == nine_days_later


def test_a_part_is_withdrawn_and_the_rest_goes_on(office: Office):
    case_id = stage.accepted(office)
    with office.look() as session:
        assert "withdraw_part" in case_acts.possible(session, case_id, actor=office.oanh).changes
    first, _second = office.all(ContentItem, case_id)
    propose(office, case_id, change="withdraw_part", items=str(first.id), withdrawn_on="2026-08-03")
    approve(office, case_id, letters=1)
    assert [item.state for item in office.all(ContentItem, case_id)] == ["withdrawn", "open"]
    assert office.open_steps(case_id) == ["de_assign"]
