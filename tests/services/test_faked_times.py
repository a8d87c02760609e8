"""Times as a machine may show them: a day off, a year ahead, asleep, in another zone. Dates stay right."""

import datetime as dt
import time

import pytest
from sqlalchemy import event, update

from app import clock
from app.casework.drain import drain_timers
from app.legaltime.own import INTAKE
from app.services import timekeeping
from app.settings import from_environment
from app.worker.tick import tick
from db.models import Pulse, Timer
from tests.office import MONDAY, Office
from tests.services.faked_clock import World, fired, firings, holds, notices, started, world

__all__ = ["world"]

LAW = (  # what the machine shows in UTC, which legal day that is, the last of five working days after it
    ("an ordinary morning", "2026-08-03T02:00", "2026-08-03", "2026-08-10"),
    ("the last minute of a year", "2026-12-31T16:59", "2026-12-31", "2027-01-08"),
    ("the first minute of a year", "2026-12-31T17:00", "2027-01-01", "2027-01-08"),
    ("a leap day, on the day before by UTC", "2028-02-28T17:10", "2028-02-29", "2028-03-07"),
    ("over a leap day", "2028-02-25T02:00", "2028-02-25", "2028-03-03"),
    ("the last working day before Tết", "2026-02-13T09:00", "2026-02-13", "2026-02-27"),
    ("over the beginning of Europe's summer time", "2026-03-27T02:00", "2026-03-27", "2026-04-03"),
    ("over its end", "2026-10-23T02:00", "2026-10-23", "2026-10-30"),
    ("in the hour that Berlin has twice", "2026-10-25T00:30", "2026-10-25", "2026-10-30"),
    ("a year and 35 days on", "2027-09-07T02:00", "2027-09-07", "2027-09-14"),
)


def in_utc(said: str) -> dt.datetime:
    return dt.datetime.fromisoformat(said).replace(tzinfo=dt.UTC)


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch):
    """A machine in a zone with summer time."""
    with monkeypatch.context() as machine:
        machine.setenv("TZ", "Europe/Berlin")
        time.tzset()
        assert time.daylight
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_dates_are_right_whatever_day_it_is_and_wherever_the_machine_stands(office: Office, world: World):
    for name, shown, received, due in LAW:
        world.shows(in_utc(shown))
        started(office)
        case_id = office.register().case_id
        limit = office.deadline(INTAKE, case_id)
        assert (str(limit.base_on), str(limit.due_on)) == (received, due), name
        (breach,) = [t for t in office.all(Timer, case_id) if t.kind == "limit"]
        assert breach.due_at == in_utc(f"{due}T17:00"), f"{name}: midnight in Vietnam"


@pytest.mark.usefixtures("berlin")
def test_a_limit_over_the_night_without_an_hour_is_missed_at_midnight_in_vietnam(
    office: Office, world: World
):
    world.shows(in_utc("2026-03-27T02:00"))
    assert started(office)
    case_id = office.register().case_id
    for shown, missed in (("2026-04-03T16:59", False), ("2026-04-03T17:01", True)):
        world.shows(in_utc(shown))
        assert started(office)
        drain_timers(office.database)
        assert (office.deadline(INTAKE, case_id).breached_at is not None) == missed


@pytest.mark.parametrize(("days", "held"), [(-1, []), (1, []), (400, ["cold_start"])])
def test_a_start_on_a_wrong_day_fires_nothing_twice(
    office: Office, world: World, tmp_path, days: int, held: list[str]
):
    settings = from_environment({"DATA": str(tmp_path)})
    assert started(office)
    office.register()
    world.passes(days=7, hours=17)  # the limit was missed in the night
    tick(office.database, settings)
    before = fired(office), firings(office), notices(office)
    assert before[0] > 0
    world.later(days=days)
    started(office)
    tick(office.database, settings)
    assert [hold.why for hold in holds(office)] == held
    world.later(days=-days)
    for _again in range(2):
        tick(office.database, settings)
    assert (fired(office), firings(office)) == before[:2]
    assert all(hold.by_itself for hold in holds(office)), "it is right again"
    world.passes(days=5)
    tick(office.database, settings)
    assert firings(office) == fired(office), "each once"


@pytest.mark.parametrize(("hours", "held"), [(12, []), (64, []), (11 * 24, ["cold_start"])])
def test_a_machine_that_slept_is_one_that_was_off(office: Office, world: World, hours: int, held: list[str]):
    assert clock.BOOTED == time.CLOCK_BOOTTIME, "the count of seconds goes on while the machine sleeps"
    assert started(office)
    world.passes(hours=hours)
    assert not clock.has_leapt()
    assert timekeeping.keep(office.database) == (not held)
    assert [hold.why for hold in holds(office)] == held


def test_an_older_backup_put_back_under_a_right_clock_is_held_only_where_more_than_ten_days_are_lost(
    office: Office, world: World
):
    for days, believed in ((9, True), (11, False)):
        world.passes(days=1)
        started(office)
        with office.work() as session:
            session.execute(update(Pulse).values(at=office.now - dt.timedelta(days=days)))
        assert started(office) == believed


@pytest.mark.parametrize("office", [pytest.param("server", marks=pytest.mark.postgres)], indirect=True)
def test_workers_on_machines_hours_apart_go_by_the_time_of_their_database(office: Office, world: World):
    assert started(office)
    office.register()
    world.passes(days=8)
    for astray in (5, -7, 24 * 400):
        world.machine_ahead = dt.timedelta(hours=astray)
        assert started(office), "the machine is not asked"
        assert abs(clock.now() - office.now) < dt.timedelta(minutes=1)
        drain_timers(office.database)
    assert holds(office) == []
    assert firings(office) == fired(office) > 0, "whoever comes first fires, and nobody after it"


@pytest.mark.parametrize("office", ["embedded"], indirect=True)
def test_a_clock_that_leaps_between_two_timers_stops_before_the_second(office: Office, world: World):
    assert started(office)
    for _petition in range(2):
        office.register()
    world.passes(days=8)
    assert timekeeping.keep(office.database)
    event.listen(office.database.engine, "commit", lambda _c: world.shows(MONDAY + dt.timedelta(days=400)))
    assert drain_timers(office.database) == 1
