"""Another list of days off: seen before it holds, then carried out case by case, and over is over."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select, update

from app import clock
from app.casework import law_sheets, lawbook
from app.casework.audit import first_broken
from app.legaltime import book
from app.legaltime.calendar import Calendar
from app.legaltime.instants import breach_at, reminder_at
from app.listings import recounts as listing
from app.services import law, recounts, staff_trail
from app.services.law import Proposal
from app.settings import from_environment
from app.worker.tick import keep_house
from db.base import new_id
from db.models import AuditEntry, ClockHold, Deadline, LawEntry, Recount, RecountLine, Task, Timer
from tests.casework.complaints import accepted
from tests.casework.test_changes_of_the_clock import propose
from tests.office import Office
from tests.offices import TEMPLATE, open_at
from tests.reviewing import with_two_legal_staff

SETTLE = "KN1.SETTLE"
BEGUN = "begun"  # the server's template
Begun = tuple[Office, Path, UUID]
THURSDAY, MONDAY_AFTER = dt.date(2026, 9, 3), dt.date(2026, 9, 7)  # by the shipped list, and by the longer


@pytest.fixture(autouse=True)
def _shipped_again():
    yield
    book.install(None)


def taken_in(office: Office) -> UUID:
    """Let the legal staff in, and bring a complaint to the limit that the tests are about."""
    with_two_legal_staff(office)
    return accepted(office)


@pytest.fixture(scope="module")
def begun_embedded(founded_embedded, tmp_path_factory) -> Begun:
    """The ward with its first complaint, brought there once for the whole file."""
    founded, folder = founded_embedded
    own = tmp_path_factory.mktemp("begun") / "ward"
    shutil.copytree(folder, own)
    office = Office(open_at(f"sqlite:///{own / 'office.db'}", own), founded)
    case_id = taken_in(office)
    office.database.close()
    return office, own, case_id


@pytest.fixture(scope="module")
def begun_server(founded_server, postgres) -> Begun:
    """The same on the server, as a template."""
    founded, folder = founded_server
    office = Office(open_at(postgres.create(BEGUN, template=TEMPLATE), folder), founded)
    case_id = taken_in(office)
    office.database.close()
    return office, folder, case_id


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.postgres)])
def ward(request, tmp_path) -> Iterator[tuple[Office, UUID]]:
    """An office of its own for each test with its first complaint, once on each database."""
    begun, folder, case_id = request.getfixturevalue(f"begun_{request.param}")
    if request.param == "embedded":
        shutil.copytree(folder, tmp_path / "ward")
        folder, url = tmp_path / "ward", f"sqlite:///{tmp_path / 'ward' / 'office.db'}"
    else:
        name = f"ward_{uuid4().hex[:12]}"
        url = request.getfixturevalue("postgres").create(name, template=BEGUN)
    office = Office(open_at(url, folder), begun)
    yield office, case_id
    office.database.close()
    if request.param == "server":
        request.getfixturevalue("postgres").drop(name)


@pytest.fixture
def office(ward: tuple[Office, UUID]) -> Office:
    return ward[0]


@pytest.fixture
def case_id(ward: tuple[Office, UUID]) -> UUID:
    """The complaint that was accepted already."""
    return ward[1]


def longer(*more: tuple[str, str, str], **changed: object) -> Proposal:
    """Propose the list of 2026 with further days off."""
    old = law_sheets.newest("calendar", "2026")
    answers = law_sheets.answers(old)
    answers["off"] += [{"from": first, "to": last, "name": name} for first, last, name in more]
    answers |= {"article": "Thông báo 99/TB-BNV ngày 20/07/2026", **changed}
    made = law_sheets.entry("calendar", answers, old)
    assert law_sheets.problems(made) == ()
    return Proposal(entry=made, reason="Lịch nghỉ Quốc khánh kéo dài")


def four_days(**changed: object) -> Proposal:
    return longer(("2026-09-03", "2026-09-04", "Nghỉ thêm Quốc khánh"), **changed)


def proposed(office: Office, made: Proposal) -> UUID:
    with office.work() as session:
        return law.propose(session, made, actor=office.lan)


def confirmed(office: Office, made: Proposal) -> UUID:
    entry_id = proposed(office, made)
    with office.work() as session:
        law.confirm(session, entry_id, actor=office.long)
    return entry_id


def carried_on(office: Office, **how: int) -> int:
    with clock.at(office.now):
        return recounts.carry_on(office.database, **how)


def previewed(office: Office, entry_id: UUID) -> listing.Page:
    with office.look() as session:
        lawbook.refresh(session)
        entry = lawbook.entry_of(session.get_one(LawEntry, entry_id))
        return listing.preview(session, entry, actor=office.long)


def doubt(office: Office) -> ClockHold:
    return ClockHold(
        id=new_id(),
        why="leap",
        known=office.now,
        seen=office.now,
        released_at=None,
        released_by_id=None,
        by_itself=False,
        reason="",
    )


def entries(office: Office, tag: str) -> list[AuditEntry]:
    with office.look() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.tag == tag).order_by(AuditEntry.id)))


def test_two_people_change_the_list_and_every_count_goes_by_it(office: Office):
    entry_id = proposed(office, four_days())
    with office.look() as session:
        lawbook.refresh(session)
        assert Calendar.official().is_working_day(THURSDAY), "a proposal counts nothing"
    with office.work() as session:
        law.confirm(session, entry_id, actor=office.long)
    with office.look() as session:
        lawbook.refresh(session)
        assert Calendar.official().kind_of(THURSDAY).name == "Nghỉ thêm Quốc khánh"


def test_what_is_seen_before_is_what_happens(office: Office, case_id: UUID):
    cases = {case_id, accepted(office)}
    entry_id = proposed(office, four_days())
    seen = previewed(office, entry_id)
    settle = [row for row in seen.lines if row.was_on == THURSDAY]
    assert {row.case_id for row in settle} == cases
    assert {row.now_on for row in settle} == {MONDAY_AFTER}
    assert all("03/09/2026" in row.why and "Nghỉ thêm Quốc khánh" in row.why for row in settle)
    assert office.deadline(SETTLE, settle[0].case_id).due_on == THURSDAY, "nothing moved by looking"
    with office.work() as session:
        law.confirm(session, entry_id, actor=office.long)
    carried_on(office)
    with office.look() as session:
        done = listing.carried_out(session, entry_id, actor=office.long)
    told = {(row.case_id, row.limit, row.was_on, row.now_on) for row in done.lines}
    assert told == {(row.case_id, row.limit, row.was_on, row.now_on) for row in seen.lines}
    assert previewed(office, entry_id).lines == (), "a second time nothing is left to do"


def test_a_deadline_moves_with_its_timers_its_step_its_reasons_and_whoever_works_on_it_hears(
    office: Office, case_id: UUID
):
    confirmed(office, four_days())
    carried_on(office)
    deadline = office.deadline(SETTLE, case_id)
    assert deadline.due_on == MONDAY_AFTER
    (named,) = [step["text"]["vi"] for step in deadline.steps if step["kind"] == "list"]
    assert "99/TB-BNV" in named, "the list that was used"
    timers = [t for t in office.all(Timer, case_id) if t.deadline_id == deadline.id and t.state == "pending"]
    for timer in timers:
        expected = breach_at(MONDAY_AFTER)
        if timer.kind == "reminder":
            with office.look() as session:
                lawbook.refresh(session)
                expected = reminder_at(MONDAY_AFTER, timer.ahead)
        assert timer.due_at == timer.next_try_at == expected
    assert {timer.kind for timer in timers} == {"limit", "reminder"}
    steps = [t for t in office.all(Task, case_id) if t.deadline_id == deadline.id and t.state == "open"]
    assert steps
    assert {step.due_on for step in steps} == {MONDAY_AFTER}
    assert office.case(case_id).due_on <= MONDAY_AFTER
    assert "day_moved" in office.notices(office.hoa)
    (entry,) = [e for e in entries(office, "deadline.recount") if e.facts["rule"] == SETTLE]
    assert (entry.facts["from"], entry.facts["to"]) == ("2026-09-03", "2026-09-07")
    with office.look() as session:
        assert first_broken(session, case_id) is None


def test_its_timers_fire_on_the_new_day_and_not_on_the_old_one(office: Office, case_id: UUID):
    confirmed(office, four_days())
    carried_on(office)
    office.until(dt.date(2026, 9, 4), hour=9)
    office.sweep()
    assert office.deadline(SETTLE, case_id).breached_at is None
    office.until(dt.date(2026, 9, 8), hour=9)
    office.sweep()
    assert office.deadline(SETTLE, case_id).breached_at is not None


def test_nothing_happens_twice(office: Office):
    confirmed(office, four_days())
    assert carried_on(office) == 1
    before = len(entries(office, "deadline.recount")), office.notices(office.hoa)
    assert carried_on(office) == 0
    office.passes(minutes=5)
    assert carried_on(office) == 0
    assert (len(entries(office, "deadline.recount")), office.notices(office.hoa)) == before
    whole = entries(office, "law.recount")
    assert [entry.facts.get("moved") for entry in whole] == [None, before[0]], "once as a whole"
    with office.look() as session:
        assert session.scalars(select(Recount)).one().finished_at is not None
        assert staff_trail.first_broken(session) is None


def test_a_crash_leaves_the_rest_for_the_next_tick(office: Office, case_id: UUID):
    cases = [case_id, accepted(office)]
    confirmed(office, four_days())
    commits = []

    def fails(_connection: object) -> None:
        commits.append(1)
        if len(commits) == 2:
            raise KeyboardInterrupt

    event.listen(office.database.engine, "commit", fails)
    with pytest.raises(KeyboardInterrupt):
        carried_on(office)
    event.remove(office.database.engine, "commit", fails)
    office.database.engine.dispose()  # the process is gone, and its connections with it
    moved = [office.deadline(SETTLE, case_id).due_on == MONDAY_AFTER for case_id in cases]
    assert sorted(moved) == [False, True], "wholly before, or wholly after"
    carried_on(office)
    assert {office.deadline(SETTLE, case_id).due_on for case_id in cases} == {MONDAY_AFTER}
    told = [e.case_id for e in entries(office, "deadline.recount") if e.facts["rule"] == SETTLE]
    assert sorted(told) == sorted(cases)


def test_days_are_counted_anew_only_while_the_clock_is_believed(office: Office, case_id: UUID, tmp_path):
    confirmed(office, four_days())
    settings = from_environment({"DATA": str(tmp_path)})
    with office.work() as session:
        session.add(doubt(office))
    with clock.at(office.now):
        keep_house(office.database, settings)
    assert office.deadline(SETTLE, case_id).due_on == THURSDAY, "by a wrong day it might be over"
    with office.work() as session:
        session.execute(update(ClockHold).values(released_at=office.now))
    with clock.at(office.now):
        keep_house(office.database, settings)
    assert office.deadline(SETTLE, case_id).due_on == MONDAY_AFTER


def test_a_day_that_was_decided_stays_until_its_base_changes(office: Office, case_id: UUID):
    propose(office, office.kien, case_id, change="extend", rule=SETTLE, reason="Phải giám định")
    office.does(office.long, "cc_approve", case_id, approval="approve")
    decided = office.deadline(SETTLE, case_id).due_on
    assert decided == dt.date(2026, 9, 17)
    entry_id = confirmed(office, longer(("2026-09-17", "2026-09-18", "Nghỉ thêm")))
    carried_on(office)
    assert office.deadline(SETTLE, case_id).due_on == decided
    with office.look() as session:
        (line,) = [x for x in listing.carried_out(session, entry_id, actor=office.long).lines if x.kept]
    assert (line.case_id, line.was_on, line.now_on) == (case_id, decided, dt.date(2026, 9, 21))
    office.passes(days=1)
    today = office.now.date().isoformat()
    suspended = {"change": "suspend", "ground": "force_majeure", "from_on": today, "reason": "Bão"}
    propose(office, office.long, case_id, **suspended)
    propose(office, office.long, case_id, change="resume", to_on=today, reason="Hết bão")
    assert office.deadline(SETTLE, case_id).due_on == dt.date(2026, 9, 21), "one day later, by the new list"


def test_what_is_over_is_not_touched(office: Office, case_id: UUID):
    before = {each.id: each.due_on for each in office.all(Deadline, case_id) if each.state != "running"}
    assert before, "the limits of intake and acceptance were met"
    office.until(dt.date(2026, 9, 4), hour=9)
    office.sweep()
    confirmed(office, longer(("2026-08-05", "2026-08-06", "Nghỉ"), ("2026-09-03", "2026-09-04", "Nghỉ")))
    carried_on(office)
    assert office.deadline(SETTLE, case_id).due_on == THURSDAY, "it was missed already"
    after = {each.id: each.due_on for each in office.all(Deadline, case_id) if each.id in before}
    assert after == before
    assert [e for e in entries(office, "deadline.recount") if e.facts["rule"] == SETTLE] == []


def test_who_began_a_deadline_by_the_list_before_while_it_was_confirmed_is_met_too(office: Office):
    confirmed(office, four_days())
    assert carried_on(office) == 1
    case_id = accepted(office)
    assert office.deadline(SETTLE, case_id).due_on == MONDAY_AFTER, "what begins now goes by the new list"
    with office.work() as session:  # as a worker leaves it that had not heard of the list yet
        session.execute(
            update(Deadline)
            .where(Deadline.case_id == case_id, Deadline.rule == SETTLE)
            .values(list_known=0, due_on=THURSDAY)
        )
    office.passes(minutes=3)
    assert carried_on(office) == 1
    assert office.deadline(SETTLE, case_id).due_on == MONDAY_AFTER


def test_a_list_that_is_taken_back_takes_the_days_back(office: Office, case_id: UUID):
    entry_id = confirmed(office, four_days())
    carried_on(office)
    with office.work() as session:
        back = law.propose_taking_back(session, entry_id, "Thông báo bị thu hồi", actor=office.lan)
    with office.work() as session:
        law.confirm(session, back, actor=office.long)
    carried_on(office)
    assert office.deadline(SETTLE, case_id).due_on == THURSDAY
    with office.look() as session:
        rows = session.scalars(select(RecountLine).where(RecountLine.case_id == case_id)).all()
    assert len([row for row in rows if row.rule == SETTLE]) == 2


def test_a_year_without_a_list_gets_one_with_swapped_days(office: Office):
    answers = {
        "year": 2028,
        "off": [{"from": "2028-01-01", "to": "2028-01-03", "name": "Tết Dương lịch"}],
        "swap": [{"off_on": "2028-05-03", "worked_on": "2028-05-06"}],
        "article": "Thông báo lịch nghỉ 2028",
        "confidence": "confirmed",
    }
    made = law_sheets.entry("calendar", answers, None)
    assert law_sheets.problems(made) == ()
    confirmed(office, Proposal(entry=made, reason="Đã công bố"))
    with office.look() as session:
        lawbook.refresh(session)
        calendar = Calendar.official()
        assert calendar.is_working_day(dt.date(2028, 5, 6))
        assert not calendar.is_working_day(dt.date(2028, 5, 3))
        assert calendar.year(2028).confidence == "confirmed"


@pytest.mark.parametrize(
    ("off", "swap"),
    [
        ([], []),
        ([{"from": "2027-01-01", "to": "2027-01-01", "name": "Năm khác"}], []),
        ([{"from": "2026-05-02", "to": "2026-05-01", "name": "Ngược"}], []),
        ([{"from": "2026-05-01", "to": "2026-05-01", "name": "Lễ"}] * 2, []),
        (
            [{"from": "2026-05-01", "to": "2026-05-01", "name": "Lễ"}],
            [{"off_on": "2026-05-02", "worked_on": "2026-05-09"}],
        ),
        (
            [{"from": "2026-05-01", "to": "2026-05-01", "name": "Lễ"}],
            [{"off_on": "2026-05-04", "worked_on": "2026-05-05"}],
        ),
    ],
)
def test_a_list_that_cannot_be_is_refused_in_words(off, swap):
    old = law_sheets.newest("calendar", "2026")
    made = law_sheets.entry("calendar", law_sheets.answers(old) | {"off": off, "swap": swap}, old)
    assert [problem.message for problem in law_sheets.problems(made)]
