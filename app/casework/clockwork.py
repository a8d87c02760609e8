"""Changes of a case's clock and contents: extension, suspension, resumption, partial withdrawal.

Each was proposed as a form (kept as the answer of the run that approves it) and is applied here,
once, to rows; the timers follow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework import deadlines, reclassify, vault
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.errors import NotPossibleNow, Unacceptable
from app.language import _
from db.base import NEVER
from db.models import Answer, Case, ContentItem, Run, Suspension


def apply(hold: Hold, run: Run) -> None:
    """Carry out what the leader approved in this run."""
    answer = hold.session.scalars(select(Answer).where(Answer.task_id == run.id)).one()
    facts = vault.read_data(hold.session, hold.key, answer.body)
    change = str(facts["change"])
    if change in KINDS:
        KINDS[change](hold, run, facts)
    else:
        CLOCK[change](hold, facts)
    record(
        hold.session, hold.case, Tag.CLOCK_CHANGE, actor=hold.actor, now=hold.now, facts={"change": change}
    )


def procedure_for(case: Case, change: str) -> str:
    """Name the procedure in which a change is decided: those of a denunciation have letters of their own."""
    return "denunciation_clock" if case.kind == "denunciation" and change in CLOCK else "clock_change"


def extend(hold: Hold, facts: Mapping[str, Any]) -> None:
    """Raise the cap of the settling limit; possible only before it has run out (Law 02/2011, article 28)."""
    deadline = deadlines.find(hold, str(facts.get("rule", "")))
    if deadline is None or deadline.state != "running":
        raise NotPossibleNow(reason=_("this limit does not run now"))
    if deadline.due_on < hold.today:
        raise NotPossibleNow(reason=_("a limit can be extended only before it has run out"))
    before = deadline.due_on
    deadlines.extend(hold, deadline)
    if deadline.due_on <= before:
        raise NotPossibleNow(reason=_("the law allows no further extension of this limit"))


def suspend(hold: Hold, facts: Mapping[str, Any]) -> None:
    """Stop the clock of the case from a legal date on (Law 02/2011, article 11a)."""
    start = _day(facts, "from_on") or hold.today
    if any(to is None for _from, to in deadlines.pauses_of(hold)):
        raise NotPossibleNow(reason=_("the clock of this case stands still already"))
    if start > hold.today:
        raise Unacceptable(reason=_("a suspension cannot begin in the future"))
    hold.session.add(
        Suspension(
            case_id=hold.case.id,
            from_on=start,
            to_on=None,
            ground=str(facts.get("ground", "other")),
            reason=vault.seal(hold.session, hold.key, str(facts.get("reason", ""))),
            by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
            at=hold.now,
        )
    )
    deadlines.pauses_of(hold).append((start, None))
    hold.case.state = "suspended"
    _recompute_all(hold)


def resume(hold: Hold, facts: Mapping[str, Any]) -> None:
    """Let the clock run on; the last suspended day is the day before the ground ended."""
    last = _day(facts, "to_on") or hold.today
    row = hold.session.scalars(
        select(Suspension).where(Suspension.case_id == hold.case.id, Suspension.to_on.is_(None))
    ).one_or_none()
    if row is None:
        raise NotPossibleNow(reason=_("the clock of this case runs already"))
    if last < row.from_on or last > hold.today:
        raise Unacceptable(reason=_("the suspension must end between its first day and today"))
    row.to_on = last
    hold.pauses = [(start, to if to is not None else last) for start, to in deadlines.pauses_of(hold)]
    hold.case.state = "open"
    _recompute_all(hold)


def withdraw_part(hold: Hold, facts: Mapping[str, Any]) -> None:
    """Take single contents out of the case; the rest goes on (Law 02/2011, article 10)."""
    chosen = {UUID(str(item)) for item in facts.get("items", [])}
    items = list(hold.session.scalars(select(ContentItem).where(ContentItem.case_id == hold.case.id)))
    left = [item for item in items if item.state == "open" and item.id not in chosen]
    if not left:
        raise Unacceptable(reason=_("withdrawing everything ends the case: use full withdrawal"))
    on = _day(facts, "withdrawn_on") or hold.today
    for item in items:
        if item.id in chosen and item.state == "open":
            item.state, item.withdrawn_on = "withdrawn", on


CLOCK = {"extend": extend, "suspend": suspend, "resume": resume, "withdraw_part": withdraw_part}
KINDS = {"reclassify": reclassify.reclassify, "split": reclassify.split}


def _recompute_all(hold: Hold) -> None:
    for deadline in hold.deadlines:
        deadlines.recompute(hold, deadline)


def _day(facts: Mapping[str, Any], name: str) -> dt.date | None:
    value = facts.get(name)
    return dt.date.fromisoformat(str(value)) if value else None


def preview(hold: Hold, rule: str, change: str) -> tuple[dt.date, dt.date]:
    """Say what a change would do to a limit before anybody decides: due now, due then.

    Nothing is stored: the caller is only looking, and forgets the session afterwards.
    """
    deadline = deadlines.find(hold, rule)
    if deadline is None:
        return NEVER, NEVER
    before = deadline.due_on
    if (
        change == "extend"
        and deadline.due_on >= hold.today
        and deadlines.limit_of(deadline).normal is not None
    ):
        deadlines.extend(hold, deadline)
    elif change == "suspend":
        return before, NEVER
    return before, deadline.due_on
