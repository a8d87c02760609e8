"""What each measure of the leader would do to the clock, worked out before it is chosen.

The desk shows it beside each choice; the same functions of the clock carry the measure out afterwards, so
that what was said is what happens.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.casework import clockwork, deadlines
from app.casework.hold import Hold
from app.legaltime.calendar import Calendar
from app.legaltime.own import INTAKE
from db.models import Deadline

LOOK_AGAIN = 3  # working days, unless the leader names a day
CHANGES = frozenset({"extend", "suspend"})


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """One measure: whether the law lets it be taken now, and where the limit and the desk item then stand."""

    measure: str
    possible: bool
    due_before: dt.date  # NEVER while the clock stands still
    due_after: dt.date
    look_on: dt.date | None  # when the matter comes back to the desk; None: it leaves the desk
    steps: tuple[dict[str, Any], ...] = ()  # why the new date


def of(hold: Hold, deadline: Deadline, looks: Mapping[str, dt.date | None]) -> dict[str, Foreseen]:
    """Foresee every measure about one limit; ``looks`` are the days on which each is to be looked at again.

    Nothing is stored: the caller is only looking, and forgets the session afterwards.
    """
    before = deadline.due_on
    open_to_change = can_change(hold, deadline)
    # An extension is tried on the row itself, so it comes last.
    ordered = sorted(looks, key=lambda measure: measure == "extend")
    return {
        each: _unchanged(hold, each, before, looks[each])
        if each not in CHANGES
        else _changed(hold, deadline, each, before, possible=open_to_change)
        for each in ordered
    }


def comes_back_on(today: dt.date, wanted: dt.date | None) -> dt.date:
    """Say on which working day the matter stands on the desk again."""
    calendar = Calendar.official()
    return calendar.next_working_day(wanted or calendar.add_working_days(today, LOOK_AGAIN))


def _unchanged(hold: Hold, measure: str, before: dt.date, wanted: dt.date | None) -> Foreseen:
    back = comes_back_on(hold.today, wanted)
    return Foreseen(measure=measure, possible=True, due_before=before, due_after=before, look_on=back)


def _changed(hold: Hold, deadline: Deadline, measure: str, before: dt.date, *, possible: bool) -> Foreseen:
    after = clockwork.preview(hold, deadline.rule, measure)[1] if possible else before
    extended = measure == "extend" and after > before
    return Foreseen(
        measure=measure,
        possible=extended or (measure == "suspend" and possible),
        due_before=before,
        due_after=after,
        look_on=None,
        steps=tuple(deadline.steps) if extended else (),
    )


def can_change(hold: Hold, deadline: Deadline) -> bool:
    """Tell whether the law's clock can still be moved: it runs, has not run out, and is the law's own."""
    if deadline.state != "running" or deadline.due_on < hold.today or deadlines.is_promise(deadline.rule):
        return False
    return deadline.rule != INTAKE and deadlines.limit_of(deadline).normal is not None
