"""The clock: one for all machines, nothing twice when it goes back, nothing at all when it leaps."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, select

from app import clock
from app.casework.drain import drain_timers
from app.errors import NotAllowed
from app.legaltime.instants import breach_at
from app.services import staff_trail, timekeeping
from app.services.timekeeping import NotHeld, ReasonMissing
from app.settings import from_environment
from app.worker.tick import tick
from db.models import AuditEntry, Deadline, Pulse, Timer
from tests.office import MONDAY, Office
from tests.services.faked_clock import World, fired, holds, notices, started, world

__all__ = ["world"]


OVERDUE = 20  # days after which the first limit of a petition has surely run out


def registered(office: Office) -> None:
    """Open the office and register a petition, so that there is something to fire."""
    assert started(office)
    office.register()


@pytest.mark.usefixtures("world")
def test_the_office_goes_by_one_clock_whatever_a_machine_says(office: Office):
    assert started(office)
    assert abs(clock.now() - MONDAY) < dt.timedelta(minutes=1)
    with office.look() as session:
        assert abs(session.get_one(Pulse, "clock").at - MONDAY) < dt.timedelta(minutes=1), "the last tick"


@pytest.mark.parametrize("days", [2, 9])
def test_a_weekend_off_and_nine_days_off_hold_nothing(office: Office, world: World, days):
    registered(office)
    world.later(days=days)
    assert started(office)
    assert holds(office) == []


def test_a_cold_start_after_more_than_ten_days_holds_the_timers_until_somebody_says_why_not(
    office: Office, world: World
):
    registered(office)
    world.later(days=OVERDUE)
    assert not started(office)
    assert [hold.why for hold in holds(office)] == ["cold_start"]
    assert drain_timers(office.database) == 0
    office.classify(office.register().case_id)
    assert fired(office) == 0, "everything else goes on, and fires nothing"
    with office.work() as session:
        timekeeping.release(session, "Máy tắt nghỉ Tết, giờ đã đối chiếu", actor=office.an)
    assert timekeeping.keep(office.database)
    assert drain_timers(office.database) > 0
    with office.look() as session:
        tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.like("clock.%"))).all()
        assert tags == ["clock.hold", "clock.release"]
        assert staff_trail.first_broken(session) is None
    (hold,) = holds(office)
    assert (hold.released_by_id, hold.by_itself) == (office.an.person_id, False)


def test_what_is_completed_while_the_timers_stand_still_begins_on_its_right_day(office: Office, world: World):
    assert started(office)
    case_id = office.register().case_id
    world.later(days=OVERDUE)
    assert not started(office)
    office.classify(case_id)
    assert fired(office) == 0, "a case that somebody works on fires nothing either"
    begun = [limit for limit in office.all(Deadline, case_id) if limit.state == "running"]
    assert begun
    assert {limit.base_on for limit in begun} <= {MONDAY.date(), dt.date(2026, 8, 23)}
    days = {limit.id: limit.due_on for limit in begun}
    timers = [t for t in office.all(Timer, case_id) if t.kind == "limit" and t.deadline_id in days]
    assert timers
    assert all(timer.due_at == breach_at(days[timer.deadline_id]) for timer in timers)
    with office.work() as session:
        timekeeping.release(session, "Máy tắt nghỉ hè", actor=office.an)
    drain_timers(office.database)
    assert all(limit.breached_at is None for limit in office.all(Deadline, case_id) if limit.id in days)


def test_a_leap_while_the_office_runs_holds_before_anything_fires(office: Office, world: World):
    registered(office)
    world.later(days=OVERDUE)
    if not office.database.embedded:
        timekeeping.keep(office.database)  # the database's clock is only known by asking it
    assert clock.has_leapt() or holds(office)
    assert drain_timers(office.database) == 0, "also before the tick has written it down"
    assert not timekeeping.keep(office.database)
    assert [hold.why for hold in holds(office)] == ["leap"]
    assert not started(office), "a process that starts meanwhile holds too"
    assert drain_timers(office.database) == 0


def test_what_leapt_and_goes_back_is_released_by_itself(office: Office, world: World):
    registered(office)
    world.later(days=OVERDUE)
    assert not timekeeping.keep(office.database)
    world.later(days=-OVERDUE)
    assert timekeeping.keep(office.database)
    (hold,) = holds(office)
    assert (hold.by_itself, hold.released_by_id, hold.reason) == (True, None, "")
    assert drain_timers(office.database) == 0, "nothing is due by the right clock"
    world.later(hours=1)
    assert timekeeping.keep(office.database)


def test_half_the_way_back_is_not_right_yet(office: Office, world: World):
    registered(office)
    world.later(days=OVERDUE)
    assert not timekeeping.keep(office.database)
    world.later(days=-10)
    assert not timekeeping.keep(office.database)


def test_a_clock_that_is_put_right_by_less_than_a_day_holds_nothing(office: Office, world: World):
    assert started(office)
    world.later(hours=23)
    assert timekeeping.keep(office.database)
    assert holds(office) == []


def test_a_clock_that_goes_back_fires_nothing_twice_and_may_come_forward_again(
    office: Office, world: World, tmp_path
):
    registered(office)
    settings = from_environment({"DATA": str(tmp_path)})
    for _day in range(12):
        world.later(hours=23)
        tick(office.database, settings)
    before, told = fired(office), notices(office)
    assert before > 0
    world.later(days=-5)
    tick(office.database, settings)
    assert (fired(office), notices(office)) == (before, told)
    world.later(days=5)
    tick(office.database, settings)
    assert holds(office) == [], "it is where it was before it went back"
    assert (fired(office), notices(office)) == (before, told)


def test_only_an_administrator_releases_and_only_with_a_reason(office: Office, world: World):
    with office.work() as session, pytest.raises(NotHeld):
        timekeeping.release(session, "nhầm", actor=office.an)
    registered(office)
    world.later(days=OVERDUE)
    assert not started(office)
    with office.work() as session, pytest.raises(NotAllowed):
        timekeeping.release(session, "đúng giờ", actor=office.long)
    with office.work() as session, pytest.raises(ReasonMissing):
        timekeeping.release(session, "  ", actor=office.an)
    assert holds(office)[0].released_at is None


@pytest.mark.usefixtures("world")
def test_a_process_that_only_serves_pages_asks_the_time_now_and_then(office: Office):
    timekeeping.keep(office.database)
    said = []
    event.listen(office.database.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    for _request in range(20):
        timekeeping.keep_up(office.database)
    assert said == []


def test_two_who_release_at_once_release_once(office: Office, world: World):
    registered(office)
    world.later(days=OVERDUE)
    assert not started(office)
    both, said = threading.Barrier(2), []

    def releases() -> None:
        both.wait(timeout=10)
        with office.database.transaction() as session:
            timekeeping.release(session, "Đã đối chiếu", actor=office.an)
            said.append("released")

    with ThreadPoolExecutor(2) as people:
        acts = [people.submit(releases) for _each in range(2)]
    refused = [type(act.exception()) for act in acts if act.exception()]
    assert (said, refused) == (["released"], [NotHeld])
    with office.look() as session:
        tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.like("clock.%"))).all()
    assert tags == ["clock.hold", "clock.release"]


def test_a_wrong_clock_that_somebody_believed_is_seen_again_once_it_was_put_back(
    office: Office, world: World
):
    registered(office)
    world.later(days=400)
    assert not timekeeping.keep(office.database)
    with office.work() as session:
        timekeeping.release(session, "Nhầm", actor=office.an)
    world.later(days=-400)
    assert timekeeping.keep(office.database)
    world.later(days=200)
    assert not timekeeping.keep(office.database), "it is not where it had been before"


def test_what_a_day_brings_waits_too_while_nobody_knows_which_day_it_is(
    office: Office, world: World, tmp_path
):
    settings = from_environment({"DATA": str(tmp_path)})
    registered(office)
    world.shows(dt.datetime(2027, 9, 7, 2, tzinfo=dt.UTC))
    tick(office.database, settings)
    with office.look() as session:
        assert session.get(Pulse, "digest") is None
        assert session.get(Pulse, "tidy") is None, "the keys that keep a form from counting twice are kept"
    world.shows(MONDAY)
    tick(office.database, settings)
    with office.look() as session:
        assert session.get(Pulse, "digest") is not None
        assert session.get(Pulse, "tidy") is not None
