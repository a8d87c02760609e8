"""A day that somebody set in the place of the one that was counted, and how the limit explains it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app import language
from app.language import _, content, short_date
from app.legaltime import grounds
from db.base import NEVER
from db.models import Deadline

KIND = "moved"
GROUNDS = ("KN.SUSPEND", "TC.SUSPEND")  # the law's own, of complaints and of denunciations


def lay_over(deadline: Deadline) -> None:
    """Let a limit that was just counted keep the day that somebody set, and say so."""
    if deadline.moved_to is None or deadline.state == "suspended":
        return
    counted, deadline.due_on = deadline.due_on, deadline.moved_to
    deadline.steps = [*deadline.steps, _step(deadline, counted)]


def take_off(deadline: Deadline) -> None:
    """Forget a day that somebody set: a decision of the law takes its place."""
    if deadline.moved_to is not None:
        deadline.moved_to = deadline.moved_ground = deadline.moved_basis = None


def offered(kind: str | None, on: dt.date) -> tuple[grounds.Ground, ...]:
    """Give the grounds on which the clock of a case of this kind may wait."""
    return grounds.offered(GROUNDS[1] if kind == "denunciation" else GROUNDS[0], on)


def _step(deadline: Deadline, counted: dt.date) -> dict[str, Any]:
    told: dict[str, str] = {}
    for tongue in language.LANGUAGES:
        with language.use(tongue):
            told[tongue] = _said(deadline, counted)
    return {
        "kind": KIND,
        "from": None if counted == NEVER else counted.isoformat(),
        "to": deadline.due_on.isoformat(),
        "days": 0,
        "text": told,
    }


def _said(deadline: Deadline, counted: dt.date) -> str:
    day, before, basis = short_date(deadline.due_on), short_date(counted), deadline.moved_basis or ""
    ground = content(grounds.said(deadline.moved_ground, *GROUNDS)) if deadline.moved_ground else ""
    if ground:
        return _(
            "Set to {day} instead of {before}, because: {ground} ({basis}).",
            day=day,
            before=before,
            ground=ground,
            basis=basis,
        )
    return _("Set to {day} instead of {before} ({basis}).", day=day, before=before, basis=basis)
