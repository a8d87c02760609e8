"""Whoever changes the audit trail afterwards is found out."""

import pytest
from sqlalchemy import delete, select, update

from app.casework.audit import first_broken
from db.models import AuditEntry, Case
from tests.office import Office


@pytest.fixture
def case_id(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    return registered.case_id


def broken_after(office: Office, case_id, *statements) -> int | None:
    with office.work() as session:
        for statement in statements:
            session.execute(statement)
    with office.look() as session:
        return first_broken(session, case_id)


def entry(case_id, sequence):
    return (AuditEntry.case_id == case_id) & (AuditEntry.sequence == sequence)


def test_an_untouched_chain_holds(office: Office, case_id):
    assert broken_after(office, case_id) is None


def test_an_edited_entry_is_found(office: Office, case_id):
    edit = update(AuditEntry).where(entry(case_id, 2)).values(facts={"outcome": "other"})
    assert broken_after(office, case_id, edit) == 2


def test_a_removed_entry_is_found(office: Office, case_id):
    assert broken_after(office, case_id, delete(AuditEntry).where(entry(case_id, 2))) == 2


def test_two_swapped_entries_are_found(office: Office, case_id):
    swap = [
        update(AuditEntry).where(entry(case_id, old)).values(sequence=new)
        for old, new in ((1, 99), (2, 1), (99, 2))
    ]
    assert broken_after(office, case_id, *swap) == 1


def test_a_cut_off_tail_is_found_by_the_head_that_the_case_keeps(office: Office, case_id):
    last = office.case(case_id).audit_length
    assert broken_after(office, case_id, delete(AuditEntry).where(entry(case_id, last))) == last


def test_a_head_moved_back_is_found(office: Office, case_id):
    with office.look() as session:
        earlier = session.scalars(select(AuditEntry.digest).where(entry(case_id, 1))).one()
    move = update(Case).where(Case.id == case_id).values(audit_head=earlier)
    assert broken_after(office, case_id, move) is not None
