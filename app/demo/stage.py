"""The stage: one database, one moving clock; before anybody acts, what is due by then has fired."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework.drain import drain_timers
from app.legaltime.calendar import Calendar
from db.models import Timer
from db.models.runs import PENDING
from db.session import Database

OPENS, CLOSES = 8, 16  # hours between which the people of the demonstration work


class Stage:
    """Where the demonstration is played, and what time it is there."""

    def __init__(self, database: Database, begin: dt.datetime) -> None:
        self.database = database
        self.now = begin
        self.answered: dict[str, str] = {}  # by ward: the number of a case that was answered
        self.opened: dict[str, str] = {}  # by ward: the number of a case that is open

    @property
    def today(self) -> dt.date:
        """Say which legal day it is on the stage."""
        return clock.local(self.now).date()

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Do one piece of work at the stage's present instant."""
        with clock.at(self.now), self.database.transaction() as session:
            yield session

    @contextmanager
    def look(self) -> Iterator[Session]:
        """Look at the stage's present instant."""
        with clock.at(self.now), self.database.reading() as session:
            yield session

    def turn_to(self, instant: dt.datetime) -> None:
        """Let time pass until an instant; every timer fires at its own moment on the way."""
        while (due := self._next_timer()) is not None and due <= instant:
            self.now = max(self.now, due)
            with clock.at(self.now):
                drain_timers(self.database)
        self.now = max(self.now, instant)

    def _next_timer(self) -> dt.datetime | None:
        with self.database.reading() as session:
            return session.scalar(select(func.min(Timer.next_try_at)).where(Timer.state == PENDING))


def working_day(day: dt.date, ahead: int) -> dt.date:
    """Give the working day that lies some working days ahead, or behind."""
    calendar = Calendar.official()
    if ahead == 0:
        return calendar.next_working_day(day)
    return calendar.add_working_days(day, ahead)


def hour_of(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """Give the instant of an hour of a day in Vietnam."""
    return dt.datetime.combine(day, dt.time(hour, minute), clock.VIETNAM).astimezone(dt.UTC)
