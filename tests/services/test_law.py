"""The law as data: proposed by one, confirmed by another, kept for ever, and never above a case under way."""

import datetime as dt
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.casework import deadlines, law_sheets, lawbook
from app.casework.hold import hold_case
from app.errors import NotAllowed
from app.legaltime import book, limits
from app.legaltime.entries import LOCAL, SHIPPED, Entry
from app.services import law, law_release, staff_trail
from app.services.law import NotProposed, Proposal
from db.models import AuditEntry, Deadline, LawEntry, LawRevision, Notice
from tests.casework.complaints import accepted
from tests.office import LAND, Office
from tests.reviewing import with_two_legal_staff

NEW_YEAR = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _shipped_again():
    yield
    book.install(None)


@pytest.fixture
def office(office: Office) -> Office:
    """The ward, with two of the legal staff."""
    return with_two_legal_staff(office)


def proposal(rule: str, since: dt.date, **changed: object) -> Proposal:
    old = law_sheets.newest("limit", rule, since)
    answers = law_sheets.answers(old) | {"effective_from": since.isoformat()} | changed
    return Proposal(entry=law_sheets.entry("limit", answers, old), reason="Luật mới")


def enacted(office: Office, made: Proposal) -> None:
    with office.work() as session:
        entry_id = law.propose(session, made, actor=office.lan)
    with office.work() as session:
        law.confirm(session, entry_id, actor=office.long)


@contextmanager
def as_known(office: Office):
    """Look at the office with the law as it stands in its tables."""
    with office.look() as session:
        lawbook.refresh(session)
        yield session


def test_nobody_confirms_what_they_proposed_themselves(office: Office):
    with office.work() as session:
        entry_id = law.propose(session, proposal("KN1.SETTLE", NEW_YEAR, days_normal=20), actor=office.lan)
    with office.work() as session, pytest.raises(NotAllowed):
        law.confirm(session, entry_id, actor=office.lan)
    with as_known(office):
        assert limits.find("KN1.SETTLE", NEW_YEAR).normal == 30, "a proposal counts nothing"
    with office.work() as session:
        assert law.confirm(session, entry_id, actor=office.quy) == 1
    with as_known(office):
        assert limits.find("KN1.SETTLE", NEW_YEAR).normal == 20
        assert limits.find("KN1.SETTLE", NEW_YEAR - dt.timedelta(days=1)).normal == 30


@pytest.mark.parametrize("who", ["oanh", "an", "sau", "van"])
def test_only_legal_staff_and_the_leader_confirm(office: Office, who):
    with office.work() as session:
        entry_id = law.propose(session, proposal("KN1.SETTLE", NEW_YEAR), actor=office.lan)
    with office.work() as session, pytest.raises(NotAllowed):
        law.confirm(session, entry_id, actor=office.people[who])


def test_officers_propose_nothing_and_the_administrator_may(office: Office):
    with office.work() as session, pytest.raises(NotAllowed):
        law.propose(session, proposal("KN1.SETTLE", NEW_YEAR), actor=office.oanh)
    with office.work() as session:
        assert law.propose(session, proposal("KN1.SETTLE", NEW_YEAR), actor=office.an)


def test_the_database_too_refuses_one_person_alone(office: Office):
    with office.work() as session:
        entry_id = law.propose(session, proposal("KN1.SETTLE", NEW_YEAR), actor=office.lan)
    alone = {"state": "confirmed", "known_from": 1}
    with pytest.raises(IntegrityError), office.work() as session:
        session.execute(
            update(LawEntry).where(LawEntry.id == entry_id).values(**alone, judge_id=office.lan.person_id)
        )
    with pytest.raises(IntegrityError), office.work() as session:
        session.execute(update(LawEntry).where(LawEntry.id == entry_id).values(**alone))


def test_what_is_returned_says_what_to_change_and_what_is_withdrawn_counts_nothing(office: Office):
    with office.work() as session:
        entry_id = law.propose(session, proposal("KN1.SETTLE", NEW_YEAR, days_normal=20), actor=office.lan)
    with office.work() as session, pytest.raises(law.CommentMissing):
        law.give_back(session, entry_id, "  ", actor=office.long)
    with office.work() as session:
        law.give_back(session, entry_id, "Ghi rõ khoản", actor=office.long)
    with office.work() as session, pytest.raises(NotProposed):
        law.confirm(session, entry_id, actor=office.long)
    with office.work() as session:
        law.withdraw(session, entry_id, actor=office.lan)
    with office.look() as session:
        row = session.get_one(LawEntry, entry_id)
        assert (row.state, row.comment, row.known_from) == ("withdrawn", "Ghi rõ khoản", None)


def test_a_deadline_under_way_keeps_the_limit_it_was_counted_with(office: Office):
    case_id = accepted(office)
    before = office.deadline("KN1.SETTLE", case_id)
    enacted(office, proposal("KN1.SETTLE", dt.date(2026, 8, 1), days_normal=20, extend_normal="25"))
    with office.work() as session:
        hold = hold_case(session, case_id, actor=office.long)
        running = deadlines.find(hold, "KN1.SETTLE")
        deadlines.recompute(hold, running)
        assert running.due_on == before.due_on, "recomputed"
        assert deadlines.limit_of(running).normal == 30
        deadlines.extend(hold, running)
        assert (running.due_on - running.base_on).days >= 45, "extended by the old cap"
        hold.pauses = [(hold.today, hold.today + dt.timedelta(days=4))]
        deadlines.recompute(hold, running)
        assert (running.due_on - running.base_on).days >= 49, "suspended"


def test_the_limit_of_intake_keeps_its_law_when_the_kind_becomes_known(office: Office):
    registered = office.register(LAND)
    before = office.deadline("INTAKE", registered.case_id).due_on
    enacted(office, proposal("KN1.ACCEPT", dt.date(2026, 8, 1), days_normal=2, promise_days=None))
    with office.work() as session:
        hold = hold_case(session, registered.case_id, actor=office.oanh)
        deadlines.rebase(hold, "complaint")
        assert deadlines.find(hold, "INTAKE").due_on > before, "ten working days, not two"


def test_a_new_case_from_the_day_on_goes_by_the_new_limit(office: Office):
    old = accepted(office)
    enacted(office, proposal("KN1.SETTLE", dt.date(2026, 8, 3), days_normal=20))
    new = accepted(office)
    lengths = [office.deadline("KN1.SETTLE", case_id) for case_id in (old, new)]
    assert [(each.due_on - each.base_on).days for each in lengths] == [31, 21]  # both roll over a day off
    assert [each.law_known for each in lengths] == [0, 1]


def test_an_event_before_the_day_goes_by_the_old_limit_though_it_is_counted_later(office: Office):
    enacted(office, proposal("KN1.SETTLE", dt.date(2026, 8, 4), days_normal=20))
    assert (office.deadline("KN1.SETTLE", accepted(office)).due_on - office.now.date()).days > 28


def test_a_correction_of_the_same_day_takes_the_place_of_the_first_and_both_stay(office: Office):
    enacted(office, proposal("KN1.SETTLE", NEW_YEAR, days_normal=20))
    with as_known(office):
        second = proposal("KN1.SETTLE", NEW_YEAR, days_normal=25)
    enacted(office, second)
    with as_known(office) as session:
        assert limits.find("KN1.SETTLE", NEW_YEAR).normal == 25
        assert limits.find("KN1.SETTLE", NEW_YEAR, known=1).normal == 20
        assert limits.find("KN1.SETTLE", NEW_YEAR, known=0).normal == 30
        kept = session.scalars(select(LawEntry).where(LawEntry.origin == LOCAL).order_by(LawEntry.id)).all()
        assert [(row.known_from, row.known_until) for row in kept] == [(1, 2), (2, None)]


def test_what_is_taken_back_by_two_lets_the_shipped_come_back(office: Office):
    enacted(office, proposal("KN1.SETTLE", NEW_YEAR, days_normal=20))
    with office.work() as session:
        mine = session.scalars(select(LawEntry.id).where(LawEntry.origin == LOCAL)).one()
        back = law.propose_taking_back(session, mine, "Luật lùi ngày hiệu lực", actor=office.lan)
    with office.work() as session:
        law.confirm(session, back, actor=office.quy)
    with as_known(office) as session:
        assert limits.find("KN1.SETTLE", NEW_YEAR).normal == 30
        assert session.get_one(LawEntry, mine).state == "withdrawn"


def test_an_uncertain_number_is_confirmed_with_its_text_by_the_same_two(office: Office):
    old = law_sheets.newest("limit", "KN1.ACCEPT")
    assert old.confidence == "uncertain"
    enacted(office, proposal("KN1.ACCEPT", old.effective_from, confidence="confirmed"))
    with as_known(office):
        assert limits.find("KN1.ACCEPT").confidence == "confirmed"
        assert limits.find("KN1.ACCEPT").normal == 10


def test_who_did_what_stands_in_the_trail_and_the_staff_is_told(office: Office):
    enacted(office, proposal("KN1.SETTLE", NEW_YEAR, days_normal=20))
    with office.look() as session:
        tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.like("law.%"))).all()
        assert tags == ["law.propose", "law.confirm"]
        asked = session.scalars(select(Notice.person_id).where(Notice.kind == law.ASKED)).all()
        assert set(asked) == {office.long.person_id, office.quy.person_id}, "not the author"
        told = session.scalars(select(Notice.person_id).where(Notice.kind == law.TOLD)).all()
        assert {office.oanh.person_id, office.long.person_id, office.lan.person_id} <= set(told)
        assert len(told) == len(set(told))
        assert staff_trail.first_broken(session) is None


def test_a_later_release_never_takes_the_place_of_what_was_confirmed_here(office: Office, monkeypatch):
    enacted(office, proposal("KN1.SETTLE", NEW_YEAR, days_normal=20))
    ground = book.shipped()
    settle = next(each for each in ground.entries if each.key == "KN1.SETTLE")
    later = _like(settle, effective_from=dt.date(2026, 10, 1), body={**settle.body, "days": {"normal": 40}})
    earlier = _like(settle, effective_from=dt.date(2020, 1, 1), body={**settle.body, "days": {"normal": 31}})
    release = book.Book((*ground.entries, later, earlier), stamp=uuid4())
    monkeypatch.setattr(book, "shipped", lambda: release)
    with office.work() as session:
        assert law_release.take_in(session) == 2
        assert law_release.take_in(session) == 0, "once"
    with as_known(office):
        assert limits.find("KN1.SETTLE", dt.date(2026, 11, 1)).normal == 20, "the local one stands"
        assert limits.find("KN1.SETTLE", dt.date(2026, 8, 1)).normal == 31, "before it the release holds"
        assert [each.effective_from for each in book.set_aside(book.current().entries)] == [
            dt.date(2026, 10, 1)
        ]


def test_what_a_release_no_longer_ships_is_still_kept_by_running_deadlines(office: Office, monkeypatch):
    case_id = accepted(office)
    ground = book.shipped()
    settle = next(each for each in ground.entries if each.key == "KN1.SETTLE")
    others = tuple(each for each in ground.entries if each is not settle)
    changed = _like(settle, body={**settle.body, "days": {"normal": 20}})
    monkeypatch.setattr(book, "shipped", lambda: book.Book((*others, changed), stamp=uuid4()))
    with office.work() as session:
        law_release.take_in(session)
    with as_known(office) as session:
        assert limits.find("KN1.SETTLE").normal == 20
        running = session.get_one(Deadline, office.deadline("KN1.SETTLE", case_id).id)
        assert deadlines.limit_of(running).normal == 30


def test_an_office_in_which_nothing_changed_reads_no_row_of_law(office: Office):
    with office.look() as session:
        assert session.get_one(LawRevision, 1).stamp == book.shipped().stamp
        assert lawbook.refresh(session) is book.shipped()
        shipped = session.scalars(select(LawEntry).where(LawEntry.origin == SHIPPED)).all()
    assert len(shipped) == len(book.shipped().entries)


def test_a_process_that_has_another_state_reads_it_anew_at_its_next_look(office: Office):
    enacted(office, proposal("KN1.SETTLE", NEW_YEAR, days_normal=20))
    book.install(None)
    lawbook.catch_up(office.database)
    assert book.current().revision == 1
    case_id = office.register().case_id
    book.install(None)
    with office.work() as session:
        hold_case(session, case_id, actor=None)
    assert book.current().revision == 1, "also by locking a case"


def _like(entry: Entry, **changed: object) -> Entry:
    fields = {name: getattr(entry, name) for name in entry.__slots__}
    return Entry(**fields | changed)
