"""From legal days to moments: when a limit is broken, when its reminder comes, how many days are left."""

from __future__ import annotations

import datetime as dt

from app import clock
from app.legaltime.calendar import Calendar
from app.legaltime.limits import Unit
from app.legaltime.years import ONE_DAY

MORNING = dt.time(8)
FAR = clock.midnight(dt.date(9998, 12, 31))  # an instant for what does not come, or not while a clock stands


def for_run(instant: dt.datetime) -> str:
    """Write an instant as timers of a run are given it: in Vietnam's time, with its offset."""
    return clock.local(instant).isoformat()


def breach_at(due: dt.date) -> dt.datetime:
    """Give the UTC instant at which a limit is broken: midnight in Vietnam after its last day."""
    return clock.midnight(due + ONE_DAY)


def reminder_at(due: dt.date, working_days: int, calendar: Calendar | None = None) -> dt.datetime:
    """Give the UTC instant of a reminder: 08:00 in Vietnam, so many working days before the last day.

    With zero it comes on the last day itself. Should that day be off, the working day before stands for it.
    """
    calendar = calendar or Calendar.official()
    day = calendar.add_working_days(due + ONE_DAY, -1 - working_days)
    return dt.datetime.combine(day, MORNING, clock.VIETNAM).astimezone(dt.UTC)


def days_left(today: dt.date, due: dt.date, unit: Unit, calendar: Calendar | None = None) -> int:
    """Say how many days of the limit's unit are left; 0 on the last day.

    A broken limit gives a negative number of calendar days whatever its unit: the citizen waits on every day.
    """
    if unit == "d" or today > due:
        return (due - today).days
    return (calendar or Calendar.official()).working_days_between(today, due)
