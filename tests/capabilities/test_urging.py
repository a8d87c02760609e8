"""Urging: four signed letters to the unit and its head by name; automatic reminders stay notices."""

import datetime as dt

import pytest

from app.casework import vault
from app.letters.merge import GAP
from app.services import events
from db.models import Addressee, LateReason, Letter, Measure
from tests.casework.complaints import accepted, letter_goes_out
from tests.casework.test_changes_of_the_clock import tell
from tests.office import Office

LETTERS = {
    "remind": "reminder_letter",
    "urge": "urging_letter",
    "rectify": "rectifying_letter",
    "criticise": "criticism_letter",
}
WORDS = {"instruction": "Giải quyết dứt điểm vụ việc"}


def late(office: Office):
    """A complaint whose settling limit ran out; it lies on the leader's desk."""
    case_id = accepted(office)
    office.until(office.deadline("KN1.SETTLE", case_id).due_on + dt.timedelta(days=1))
    office.sweep()
    return case_id


def directed(office: Office, case_id, measure: str) -> Letter:
    done_by = office.now.date() + dt.timedelta(days=5)
    more = {} if measure == "remind" else {**WORDS, "done_by": done_by.isoformat()}
    office.does(office.long, "es_direct", case_id, measure=measure, **more)
    return office.letters(case_id)[-1]


def addressed(office: Office, letter: Letter) -> list[str]:
    with office.look() as session:
        case = office.case(letter.case_id)
        key = vault.key_of(session, case)
        rows = sorted(session.query(Addressee).filter_by(letter_id=letter.id), key=lambda row: row.position)
        return [vault.read(session, key, row.name) for row in rows]


@pytest.mark.parametrize("measure", LETTERS)
def test_s25_each_measure_is_a_numbered_letter_of_its_own_linked_to_the_case(office: Office, measure):
    case_id = late(office)
    letter = directed(office, case_id, measure)
    assert letter.template == LETTERS[measure]
    assert (letter.state, letter.number, letter.signed_by_id) == ("numbered", "1", office.long.person_id)
    taken = office.all(Measure, case_id)[-1]
    assert (taken.kind, taken.letter_id, taken.unit_id) == (measure, letter.id, office.units["economy"])
    with office.look() as session:
        kept = vault.read_data(session, vault.key_of(session, office.case(case_id)), letter.body)
    assert GAP not in kept["body"]


def test_s25_any_measure_may_come_first_and_each_comes_back_on_its_day(office: Office):
    case_id = late(office)
    for measure in ("criticise", "rectify", "urge", "remind"):
        directed(office, case_id, measure)
        assert "es_direct" not in office.open_steps(case_id)
        office.passes(days=60)
        office.sweep()
    assert [letter.template for letter in office.letters(case_id)][-4:] == [
        "criticism_letter", "rectifying_letter", "urging_letter", "reminder_letter",
    ]  # fmt: skip
    assert "es_direct" in office.open_steps(case_id)


def test_s26_a_letter_goes_to_the_unit_and_to_its_head_by_name_and_office(office: Office):
    case_id = late(office)
    letter = directed(office, case_id, "criticise")
    assert addressed(office, letter) == [
        "Phòng Kinh tế, Hạ tầng và Đô thị", "Phan Thị Hòa, Trưởng phòng",
    ]  # fmt: skip


def test_s27_automatic_reminders_are_notices_and_never_letters(office: Office):
    case_id = accepted(office)
    before = len(office.letters(case_id))
    office.until(office.deadline("KN1.SETTLE", case_id).due_on)
    office.sweep()
    assert "reminder" in office.notices(office.hoa)
    assert len(office.letters(case_id)) == before


def test_s25_the_leader_takes_a_matter_up_before_it_is_late_and_owes_no_reason_for_it(office: Office):
    case_id = accepted(office)
    limit = office.deadline("KN1.SETTLE", case_id)
    with office.work() as session:
        events.open_desk(session, case_id, limit.id, actor=office.long)
    directed(office, case_id, "remind")
    runs = office.runs(case_id)
    assert runs["escalation"].status == "running"
    tell(
        office, office.oanh, case_id, "withdrawal",
        termination_ground="withdrawn", withdrawn_on=office.now.date().isoformat(),
        withdrawal_form="letter", no_coercion="true", reason="Tự nguyện",
    )  # fmt: skip
    letter_goes_out(office, case_id)
    assert office.case(case_id).state == "closed"
    assert office.runs(case_id)["escalation"].status == "ended"
    assert office.all(LateReason, case_id) == []
