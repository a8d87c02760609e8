"""A deadline as a page shows it: words, how much of the time is used, and why it falls on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import language
from app.casework.deadlines import limit_of
from app.language import N_, _, content
from app.legaltime import limits, wording
from app.legaltime.calendar import Calendar
from app.legaltime.limits import Unit
from db.base import NEVER
from db.models import Deadline

SOON = 3  # working days
INTAKE = "INTAKE"
INTAKE_NAME = N_("Time to look at the petition, the shortest it may have")


@dataclass(frozen=True, kw_only=True)
class Due:
    """One deadline today; ``state`` is a word of the macro ``deadline``: on, soon, late, held, done."""

    words: str  # «còn 3 ngày làm việc»
    state: str
    on: dt.date | None
    used: float | None = None  # share of the time, 0…100
    name: str = ""  # of the limit
    promised_on: dt.date | None = None
    why: tuple[str, ...] = ()


def due(deadline: Deadline | None, on: dt.date, today: dt.date) -> Due:
    """Show the date by which a step is owed: that of its limit, or the office's own for the step."""
    if deadline is None:
        return _own(on, today)
    if deadline.state == "met":
        return _met(deadline)
    held = deadline.state == "suspended"
    shown = None if on == NEVER else on
    return Due(
        words=wording.time_left(today, shown if not held else today, unit_of(deadline), paused=held),
        state="held" if held else state_of(on, today),
        on=shown,
        used=None if held or shown is None else used(deadline.base_on, on, today),
        name=name_of(deadline.rule),
        promised_on=deadline.promised_on if deadline.promised_on != shown else None,
        why=said(deadline.steps),
    )


def state_of(on: dt.date, today: dt.date) -> str:
    """Tell how urgent a date is: late, soon (three working days or less), or on time."""
    if on < today:
        return "late"
    return "soon" if on <= soon_until(today) else "on"


def soon_until(today: dt.date) -> dt.date:
    """Give the last date that counts as due soon."""
    return Calendar.official().add_working_days(today, SOON)


def used(base: dt.date, on: dt.date, today: dt.date) -> float:
    """Give the share of the time that is used, 0…100."""
    whole = (on - base).days
    return 100.0 if whole <= 0 else max(0.0, min(100.0, 100 * (today - base).days / whole))


def unit_of(deadline: Deadline) -> Unit:
    """Tell in which days a deadline is counted; where only a promise runs, in those of the promise."""
    if deadline.rule == INTAKE:
        return "wd"
    limit = limit_of(deadline)
    return limit.promise.unit if limit.normal is None and limit.promise else limit.unit


def name_of(rule: str) -> str:
    """Say what a limit is called, in the reader's language."""
    return _(INTAKE_NAME) if rule == INTAKE else content(limits.find(rule).name)


def said(steps: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Give the stored sentences of a reckoning in the reader's language."""
    tongue = language.current()
    return tuple(str(step["text"].get(tongue) or "") for step in steps)


def _own(on: dt.date, today: dt.date) -> Due:
    if on == NEVER:
        return Due(words=_("no statutory limit"), state="on", on=None)
    return Due(
        words=wording.time_left(today, on, "wd"),
        state=state_of(on, today),
        on=on,
        name=_("The office's own time for this step"),
    )


def _met(deadline: Deadline) -> Due:
    kept = _("met in time") if deadline.kept else _("met, but late")
    return Due(
        words=kept,
        state="done" if deadline.kept else "late",
        on=deadline.due_on if deadline.due_on != NEVER else None,
        name=name_of(deadline.rule),
        why=said(deadline.steps),
    )
