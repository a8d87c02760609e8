"""What the measures of the leader do, and do to the clock, in words."""

from __future__ import annotations

import datetime as dt

from app.casework.deadlines import is_promise
from app.casework.foresight import Foreseen
from app.language import N_, _, long_date, short_date
from db.base import NEVER
from db.models import Deadline

LETTERS = ("remind", "urge", "rectify", "criticise")  # measures that are signed letters
WORDS = {
    "urge": N_("A numbered letter goes to {people}."),
    "remind": N_("A numbered letter that reminds goes to {people}; whoever holds the steps is told too."),
    "rectify": N_("A numbered letter that demands to put it right goes to {people}."),
    "criticise": N_("A numbered letter that criticises goes to {people}; it counts in the assessment."),
    "reassign": N_("The open steps move to the unit you choose; whoever had them loses them."),
    "take_over": N_("The open steps move to you."),
    "extend": N_("The limit is extended once, within what the law allows; the decision is drafted for you."),
    "suspend": N_(
        "The clock of the whole case stands still until you let it run on; the decision is drafted."
    ),
    "record_reason": N_("The reason for the delay is on record; whoever inspects the office can read it."),
}
CHANGED = {
    "extend": N_("Limit: {before} → {after}. The matter leaves the desk."),
    "suspend": N_("Limit: {before} → no date while suspended. The matter leaves the desk."),
}
SAME = N_("The limit stays {before}; on the desk again on {look}, unless you name another day.")
STILL = N_("The clock stands still already; on the desk again on {look}, unless you name another day.")
NOT_NOW = {
    "extend": N_("The law allows no further extension of this limit."),
    "suspend": N_("A promise of the office is not suspended; the law stops only its own limits."),
}
TOO_LATE = N_("The limit has run out: only before it runs out may it be extended or suspended.")


def does(measure: str, people: str) -> str:
    """Say what a measure does, and to whom."""
    if measure in LETTERS and not people:
        return _("Nobody else works on this case: there is nobody to write to.")
    return _(WORDS[measure], people=people) if measure in WORDS else ""


def on_the_clock(foreseen: Foreseen) -> str:
    """Say what a measure does to the clock."""
    if foreseen.measure in CHANGED:
        words = CHANGED[foreseen.measure]
        return _(words, before=_day(foreseen.due_before), after=_day(foreseen.due_after))
    look = long_date(foreseen.look_on)
    if foreseen.due_before == NEVER:
        return _(STILL, look=look)
    return _(SAME, before=short_date(foreseen.due_before), look=look)


def _day(day: dt.date) -> str:
    return long_date(day) if day != NEVER else "—"


def why_not(measure: str, deadline: Deadline, *, too_late: bool) -> str:
    """Say why a measure cannot be taken now."""
    if too_late and not is_promise(deadline.rule):
        return _(TOO_LATE)
    return _(NOT_NOW.get(measure, TOO_LATE))
