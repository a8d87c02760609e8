"""What a change would do to the limits of a case, told before anybody decides; nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import clockwork
from app.casework.choices import extendable
from app.casework.deadlines import is_promise
from app.casework.hold import Hold
from app.errors import OfficeError
from app.language import N_, _, content
from app.legaltime import limits, wording
from app.legaltime.own import INTAKE
from app.policy.actor import Actor
from app.services.case_acts import looking
from db.base import NEVER
from db.models import Deadline

NAMES = {
    "suspend": N_("Suspend"),
    "resume": N_("Resume"),
    "withdraw_part": N_("Withdraw a part"),
    "split": N_("Split a content off"),
    "reclassify": N_("Classify again"),
}
CONTENTS = {  # what leaves the limits as they are, or begins anew
    "withdraw_part": N_("The limits stay; only what is left is settled."),
    "split": N_(
        "The limits stay; what is split off gets a case and limits of its own, from the day of receipt."
    ),
    "reclassify": N_("What goes on ends; the limits of the right kind count from the day of receipt."),
}


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What one choice does to one limit, in words."""

    change: str
    name: str
    limit: str
    before: str
    after: str
    possible: bool = True


def of(
    session: Session,
    case_id: UUID,
    changes: tuple[str, ...],
    *,
    actor: Actor,
    facts: Mapping[str, Any] | None = None,
) -> tuple[Effect, ...]:
    """Tell what each of these changes would do, made today or with the facts typed so far.

    The session is for looking only and is forgotten afterwards.

    Raises: NotFound.
    """
    found: list[Effect] = []
    for change in changes:
        session.expunge_all()  # what the change before this one did in memory must not be seen
        hold = looking(session, case_id, actor=actor)
        found += _of_change(hold, change, dict(facts or {}))
    session.expunge_all()
    return tuple(found)


def _of_change(hold: Hold, change: str, facts: dict[str, Any]) -> list[Effect]:
    if change in CONTENTS:
        return [Effect(change=change, name=_(NAMES[change]), limit="", before="", after=_(CONTENTS[change]))]
    if change == "extend":
        return [_extended(hold, deadline) for deadline in _running(hold) if deadline.rule in extendable()]
    touched = [d for d in hold.deadlines if not is_promise(d.rule)]
    before = {deadline.id: _date(hold, deadline) for deadline in touched}
    try:
        {"suspend": clockwork.suspend, "resume": clockwork.resume}[change](hold, facts)
    except OfficeError as refusal:
        return [_refused(change, refusal)]
    return [
        Effect(
            change=change,
            name=_(NAMES[change]),
            limit=_limit_name(deadline.rule),
            before=before[deadline.id],
            after=_left(hold, before[deadline.id]) if change == "suspend" else _date(hold, deadline),
        )
        for deadline in touched
    ]


def _extended(hold: Hold, deadline: Deadline) -> Effect:
    before, after = clockwork.preview(hold, deadline.rule, "extend")
    told = _day(after) if after > before else _("the law allows no further extension of this limit")
    return Effect(
        change="extend",
        name=_("Extend"),
        limit=_limit_name(deadline.rule),
        before=_day(before),
        after=told,
        possible=after > before,
    )


def _running(hold: Hold) -> list[Deadline]:
    return [d for d in hold.deadlines if d.state == "running" and not is_promise(d.rule)]


def _refused(change: str, refusal: OfficeError) -> Effect:
    return Effect(
        change=change, name=_(NAMES[change]), limit="", before="", after=refusal.sentence, possible=False
    )


def _left(_hold: Hold, before: str) -> str:
    return _("the clock stands still; the days left until {date} are kept", date=before)


def _date(hold: Hold, deadline: Deadline) -> str:
    if deadline.state == "suspended" or deadline.due_on == NEVER:
        return wording.time_left(hold.today, hold.today, "d", paused=True)
    return _day(deadline.due_on)


def _day(on: dt.date) -> str:
    return f"{on:%d/%m/%Y}"


def _limit_name(rule: str) -> str:
    return _("Classification of the petition") if rule == INTAKE else content(limits.find(rule).name)
