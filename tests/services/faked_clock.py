"""What lies outside the program: a machine's clock and the seconds it counts, or the database's clock."""

import datetime as dt

import pytest
from sqlalchemy import func, select, text

from app import clock
from app.services import timekeeping
from db.models import AuditEntry, ClockHold, Notice, Timer
from tests.office import MONDAY, Office

__all__ = ["World", "fired", "firings", "holds", "notices", "started", "world"]
MACHINE, SECONDS = clock.machine, clock.seconds
ASTRAY = -dt.timedelta(days=700)  # what the machine's own clock shows where nobody asks it


class World:
    """A clock that is set behind the back of every process, and a machine that can be put to sleep."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self.office, self.ahead, self.machine_ahead = office, dt.timedelta(), ASTRAY
        self._asleep = 0.0
        own = office.database.embedded
        monkeypatch.setattr(clock, "machine", lambda: MACHINE() + (self.ahead if own else self.machine_ahead))
        monkeypatch.setattr(clock, "seconds", lambda: SECONDS() + self._asleep)
        self.shows(MONDAY)

    def shows(self, instant: dt.datetime) -> None:
        """Set the clock."""
        self.ahead = instant - MACHINE()
        if not self.office.database.embedded:
            self._set_server()
        self.office.now = instant

    def later(self, **time: float) -> None:
        """Set it ahead, or back."""
        self.shows(self.office.now + dt.timedelta(**time))

    def passes(self, **time: float) -> None:
        """Let time pass, awake or asleep: every clock and every count of seconds goes on."""
        self._asleep += dt.timedelta(**time).total_seconds()
        self.later(**time)

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
def world(office: Office, monkeypatch: pytest.MonkeyPatch):
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
        return session.scalar(select(func.count()).select_from(Timer).where(Timer.state == "fired"))


def firings(office: Office) -> int:
    """Count how often a timer fired, by the audit trail."""
    with office.look() as session:
        return session.scalar(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.tag == "timer.fire")
        )


def notices(office: Office) -> int:
    with office.look() as session:
        return session.scalar(select(func.count()).select_from(Notice))
