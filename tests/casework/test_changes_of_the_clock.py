"""Extension, suspension, resumption and withdrawal of a complaint."""

import datetime as dt
from uuid import uuid4

import pytest

from app.errors import NotPossibleNow
from app.services import events
from app.services.tasks import Sending
from db.base import NEVER
from db.models import ContentItem
from tests.casework.complaints import accepted, letter_goes_out
from tests.office import Office


def propose(office: Office, who, case_id, **posted: object):
    fields = {k: v if isinstance(v, list) else [v] for k, v in posted.items()}
    with office.work() as session:
        done = events.propose(session, case_id, Sending(posted=fields, key=uuid4().hex), actor=who)
    assert not done.problems, done.problems


def tell(office: Office, who, case_id, message, **posted: object):
    fields = {k: [v] for k, v in posted.items()}
    with office.work() as session:
        done = events.tell(session, case_id, message, Sending(posted=fields, key=uuid4().hex), actor=who)
    assert not done.problems, done.problems


def test_an_approved_extension_moves_the_limit_and_its_timers_within_the_cap(office: Office):
    case_id = accepted(office)
    before = office.deadline("KN1.SETTLE", case_id).due_on
    propose(office, office.kien, case_id, change="extend", rule="KN1.SETTLE", reason="Phức tạp")
    office.does(office.long, "cc_approve", case_id, approval="approve")

    deadline = office.deadline("KN1.SETTLE", case_id)
    assert deadline.due_on >= before + dt.timedelta(days=14)
    office.until(before + dt.timedelta(days=1))
    office.sweep()
    assert "es_direct" not in office.open_steps(case_id)
    office.until(deadline.due_on + dt.timedelta(days=1), hour=0)
    office.sweep()
    assert "es_direct" in office.open_steps(case_id)


def test_a_refused_extension_moves_nothing(office: Office):
    case_id = accepted(office)
    before = office.deadline("KN1.SETTLE", case_id).due_on
    propose(office, office.kien, case_id, change="extend", rule="KN1.SETTLE", reason="Phức tạp")
    office.does(office.long, "cc_approve", case_id, approval="refuse", approval_comment="Không phức tạp")
    assert office.deadline("KN1.SETTLE", case_id).due_on == before


def test_nobody_extends_a_limit_that_has_run_out(office: Office):
    case_id = accepted(office)
    office.until(office.deadline("KN1.SETTLE", case_id).due_on + dt.timedelta(days=3))
    with pytest.raises(NotPossibleNow):
        propose(office, office.long, case_id, change="extend", rule="KN1.SETTLE", reason="Muộn")


def test_while_suspended_nothing_fires_and_afterwards_the_remaining_days_are_left(office: Office):
    case_id = accepted(office)
    before = office.deadline("KN1.SETTLE", case_id).due_on
    today = office.now.date()
    propose(
        office, office.long, case_id,
        change="suspend", ground="force_majeure", from_on=today.isoformat(), reason="Bão",
    )  # fmt: skip
    assert office.case(case_id).state == "suspended"
    assert office.deadline("KN1.SETTLE", case_id).due_on == NEVER
    office.passes(days=60)
    office.sweep()
    assert "es_direct" not in office.open_steps(case_id)
    last = office.now.date()
    propose(office, office.long, case_id, change="resume", to_on=last.isoformat(), reason="Hết bão")
    after = office.deadline("KN1.SETTLE", case_id).due_on
    assert office.case(case_id).state == "open"
    assert after >= before + (last - today)
    office.until(after + dt.timedelta(days=1), hour=0)
    office.sweep()
    assert "es_direct" in office.open_steps(case_id)


def test_withdrawing_a_part_leaves_the_rest_and_withdrawing_all_is_refused_here(office: Office):
    case_id = accepted(office)
    items = office.all(ContentItem, case_id)
    today = office.now.date().isoformat()
    propose(
        office, office.long, case_id,
        change="withdraw_part", items=[str(items[0].id)], withdrawn_on=today, withdrawal_form="letter",
        reason="Tự rút",
    )  # fmt: skip
    assert [i.state for i in office.all(ContentItem, case_id)] == ["withdrawn", "open"]


def test_a_full_withdrawal_ends_the_complaint_with_its_letter(office: Office):
    case_id = accepted(office)
    today = office.now.date().isoformat()
    tell(
        office, office.oanh, case_id, "withdrawal",
        termination_ground="withdrawn", withdrawn_on=today, withdrawal_form="letter", no_coercion="true",
        reason="Tự nguyện",
    )  # fmt: skip
    assert office.open_steps(case_id) == ["li_draft"]
    letter_goes_out(office, case_id)
    assert office.case(case_id).closed_as == "withdrawn"
    assert office.timers(case_id) == []


def test_the_leader_takes_a_matter_on_the_desk_before_it_is_late(office: Office):
    case_id = accepted(office)
    deadline = office.deadline("KN1.SETTLE", case_id)
    with office.work() as session:
        events.open_desk(session, case_id, deadline.id, actor=office.long)
    office.does(office.long, "es_direct", case_id, measure="extend", reason="Nhiều thửa đất")
    assert office.deadline("KN1.SETTLE", case_id).due_on > deadline.due_on
    assert "es_direct" not in office.open_steps(case_id)
