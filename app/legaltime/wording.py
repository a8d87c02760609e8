"""How legal time is said to people: time left on a page, and why a date is what it is."""

from __future__ import annotations

import datetime as dt

from app.language import N_, _, content
from app.legaltime.calendar import Calendar
from app.legaltime.instants import days_left
from app.legaltime.limits import Limit, Unit
from app.legaltime.reckoning import Reckoning
from app.legaltime.steps import Amount

CONFIDENCE = {
    "confirmed": N_("compared with a published text"),
    "believed": N_("believed right, not yet compared with the text"),
    "uncertain": N_("uncertain: check the text before relying on it"),
}
UNIT = {"d": N_("calendar days"), "wd": N_("working days")}


def time_left(
    today: dt.date, due: dt.date | None, unit: Unit, *, paused: bool = False, calendar: Calendar | None = None
) -> str:
    """Say in a few words how a deadline stands today, in the unit of the law."""
    if due is None:
        return _("no statutory limit")
    if paused:
        return _("suspended, time not counted")
    left = days_left(today, due, unit, calendar)
    if left < 0:
        return _("{amount} overdue", amount=Amount(-left, "d"))
    return _("due today") if left == 0 else _("{amount} left", amount=Amount(left, unit))


def amount(days: int, unit: Unit) -> str:
    """Say a length of time: 3 working days."""
    return str(Amount(days, unit))


def why(reckoning: Reckoning) -> tuple[str, ...]:
    """Say, sentence by sentence, why a deadline falls where it does, ending with how sure the rule is."""
    return (*(step.text for step in reckoning.steps), *about(reckoning.limit))


def about(limit: Limit) -> tuple[str, ...]:
    """Say what else a reader should know of a limit: its remark, and how surely it is known."""
    sureness = _("How sure this limit is: {confidence}.", confidence=_(CONFIDENCE[limit.confidence]))
    return (content(limit.remark), sureness) if limit.remark else (sureness,)
