"""The clock: one for all machines, nothing twice when it goes back, nothing at all when it leaps."""

import datetime as dt

import pytest
from sqlalchemy import event, select, text

from app import clock
from app.casework.drain import drain_timers
from app.errors import NotAllowed
from app.services import staff_trail, timekeeping
from app.services.timekeeping import NotHeld, ReasonMissing
from app.settings import from_environment
from app.worker.tick import tick
from db.models import AuditEntry, ClockHold, Notice, Pulse, Timer
from tests.office import MONDAY, Office

REAL = clock.machine


class World:
    """What lies outside the program: the machine's clock, or on the server that of the database."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self.office, self.ahead = office, dt.timedelta()
        if office.database.embedded:
            monkeypatch.setattr(clock, "machine", lambda: REAL() + self.ahead)
        else:
            monkeypatch.setattr(clock, "machine", lambda: REAL() - dt.timedelta(days=700))  # nobody asks it
        self.shows(MONDAY)

    def shows(self, instant: dt.datetime) -> None:
        """Set the clock, behind the back of every process."""
        self.ahead = instant - REAL()
        if not self.office.database.embedded:
            self._set_server()
        self.office.now = instant

    def later(self, **time: float) -> None:
        """Set it ahead, or back."""
        self.shows(self.office.now + dt.timedelta(**time))

    def _set_server(self) -> None:
        body = f"SELECT pg_catalog.clock_timestamp() + interval '{self.ahead.total_seconds()} seconds'"
        with self.office.database.engine.begin() as connection:
            connection.execute(
                text(
                    "CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz"
                    f" LANGUAGE sql AS $$ {body} $$"
                )
            )
            name = connection.execute(text("SELECT current_database()")).scalar_one()
            connection.execute(text(f'ALTER DATABASE "{name}" SET search_path = public, pg_catalog'))
        self.office.database.engine.dispose()  # whoever connects from here on sees it


@pytest.fixture
def world(office: Office, monkeypatch):
    clock.forget()
    yield World(office, monkeypatch)
    clock.forget()


def started(office: Office) -> bool:
    """Start a process: it knows nothing of earlier looks."""
    clock.forget()
    return timekeeping.keep(office.database)


def holds(office: Office) -> list[ClockHold]:
    with office.look() as session:
        return list(session.scalars(select(ClockHold).order_by(ClockHold.id)))


def fired(office: Office) -> int:
    with office.look() as session:
        return len(session.scalars(select(Timer.id).where(Timer.state == "fired")).all())


def overdue(office: Office) -> int:
    """Register a petition; gives after how many days its first limit has surely run out."""
    assert started(office)
    office.register()
    return 20


@pytest.mark.usefixtures("world")
def test_the_office_goes_by_one_clock_whatever_a_machine_says(office: Office):
    assert started(office)
    assert abs(clock.now() - MONDAY) < dt.timedelta(minutes=1)
    with office.look() as session:
        assert abs(session.get_one(Pulse, "clock").at - MONDAY) < dt.timedelta(minutes=1), "the last tick"


@pytest.mark.parametrize("days", [2, 9])
def test_a_weekend_off_and_nine_days_off_hold_nothing(office: Office, world: World, days):
    overdue(office)
    world.later(days=days)
    assert started(office)
    assert holds(office) == []


def test_a_cold_start_after_more_than_ten_days_holds_the_timers_until_somebody_says_why_not(
    office: Office, world: World
):
    world.later(days=overdue(office))
    assert not started(office)
    assert [hold.why for hold in holds(office)] == ["cold_start"]
    assert drain_timers(office.database) == 0
    registered = office.register()
    office.classify(registered.case_id)
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


def test_a_held_case_that_somebody_works_on_fires_nothing_either(office: Office, world: World):
    assert started(office)
    registered = office.register()
    world.later(days=20)
    assert not started(office)
    office.classify(registered.case_id)
    assert fired(office) == 0


def test_a_leap_while_the_office_runs_holds_before_anything_fires(office: Office, world: World):
    overdue(office)
    world.later(days=20)
    if not office.database.embedded:
        timekeeping.keep(office.database)  # the database's clock is only known by asking it
    assert clock.has_leapt() or holds(office)
    assert drain_timers(office.database) == 0, "also before the tick has written it down"
    assert not timekeeping.keep(office.database)
    assert [hold.why for hold in holds(office)] == ["leap"]
    assert not started(office), "a process that starts meanwhile holds too"
    assert drain_timers(office.database) == 0


def test_what_leapt_and_goes_back_is_released_by_itself(office: Office, world: World):
    overdue(office)
    world.later(days=20)
    assert not timekeeping.keep(office.database)
    world.later(days=-20)
    assert timekeeping.keep(office.database)
    (hold,) = holds(office)
    assert (hold.by_itself, hold.released_by_id, hold.reason) == (True, None, "")
    assert drain_timers(office.database) == 0, "nothing is due by the right clock"
    world.later(hours=1)
    assert timekeeping.keep(office.database)


def test_half_the_way_back_is_not_right_yet(office: Office, world: World):
    overdue(office)
    world.later(days=20)
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
    overdue(office)
    settings = from_environment({"DATA": str(tmp_path)})
    for _day in range(12):
        world.later(hours=23)
        tick(office.database, settings)
    before, told = fired(office), _notices(office)
    assert before > 0
    world.later(days=-5)
    tick(office.database, settings)
    assert (fired(office), _notices(office)) == (before, told)
    world.later(days=5)
    tick(office.database, settings)
    assert holds(office) == [], "it is where it was before it went back"
    assert (fired(office), _notices(office)) == (before, told)


def test_only_an_administrator_releases_and_only_with_a_reason(office: Office, world: World):
    with office.work() as session, pytest.raises(NotHeld):
        timekeeping.release(session, "nhầm", actor=office.an)
    world.later(days=overdue(office))
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


def _notices(office: Office) -> int:
    with office.look() as session:
        return len(session.scalars(select(Notice.id)).all())
