"""The deadlines of a case: armed from a legal event, paused, extended, met, always explained."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import clock, language
from app.casework import agreements, moved_days
from app.casework.hold import Hold
from app.legaltime import limits
from app.legaltime.limits import Limit
from app.legaltime.own import AGREED, INTAKE, PASS_BY_THEMSELVES, count, event_of
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import Reckoning
from db.base import NEVER, new_id
from db.models import Deadline, Run, Suspension

AT_REST = frozenset({"suspended"})  # events whose limits run while the case rests: both are told of it


def find(hold: Hold, rule: str, run: Run | None = None) -> Deadline | None:
    """Find the deadline of a rule that is not over in this case.

    Of a rule whose last day is agreed each time, every run has its own.
    """
    mine = run.id if run is not None and rule in AGREED else None
    return next((d for d in reversed(hold.deadlines) if d.rule == rule and mine in {None, d.run_id}), None)


def by_id(hold: Hold, deadline_id: UUID) -> Deadline:
    """Give one deadline of the case, over or not."""
    known = next((d for d in hold.deadlines if d.id == deadline_id), None)
    return known or hold.session.get_one(Deadline, deadline_id)


def arm(hold: Hold, run: Run, rule: str) -> Deadline:
    """Start a deadline from its legal event, unless it already runs.

    The event's date may lie in the past (back-dating is allowed and audited); an event that was
    never recorded means that the limit starts today.
    """
    known = find(hold, rule, run)
    if known is not None:
        return known
    deadline = _drawn_up(hold, run, rule)
    hold.deadlines.append(deadline)
    hold.session.add(deadline)
    recompute(hold, deadline)
    return deadline


def foreseen(hold: Hold, run: Run, rule: str) -> Deadline:
    """Tell how a limit runs, or would run if it were started now; nothing is started."""
    known = find(hold, rule, run)
    if known is not None:
        return known
    deadline = _drawn_up(hold, run, rule)
    recompute(hold, deadline)
    del hold.moved[deadline.id]
    return deadline


def _drawn_up(hold: Hold, run: Run, rule: str) -> Deadline:
    event = event_of(rule, hold.today)
    agreed = agreements.last_day(hold.session, run.id, today=hold.today) if rule in AGREED else None
    return Deadline(
        id=new_id(),
        case_id=hold.case.id,
        authority_id=hold.case.authority_id,
        run_id=run.id,
        unit_id=hold.case.lead_unit_id,
        rule=rule,
        variant=hold.case.variant,
        base_event=event,
        base_on=agreed or hold.milestones.get(event, hold.today),
        extended=0,
        due_on=NEVER,
        promised_on=None,
        steps=[],
        state="running",
        met_on=None,
        kept=None,
        breached_at=None,
        next_look_on=None,
        law_known=hold.law.revision,
        list_known=hold.law.revision,
    )


def recompute(hold: Hold, deadline: Deadline) -> None:
    """Reckon a deadline anew and let its timers follow."""
    pauses = [] if deadline.base_event in AT_REST else pauses_of(hold)
    if deadline.rule in AGREED:
        deadline.due_on, deadline.steps = deadline.base_on, explained(hold, deadline, [])[:1]
    elif any(to is None for _, to in pauses) and not _promised_only(deadline):
        moved_days.take_off(deadline)
        deadline.state, deadline.due_on = "suspended", NEVER
    else:
        result = _reckon(hold, deadline, pauses)
        deadline.state = "running"
        deadline.due_on = result.due or result.promised or NEVER
        deadline.promised_on = result.promised
        deadline.steps = explained(hold, deadline, pauses)
    deadline.list_known = hold.law.revision
    moved_days.lay_over(deadline)
    hold.moved[deadline.id] = deadline


def meet(hold: Hold, rule: str, on: dt.date, run: Run | None = None) -> Deadline | None:
    """Record that what a limit asks for was done, and freeze whether it was kept."""
    deadline = find(hold, rule, run)
    if deadline is None:
        return None
    if deadline.state == "suspended":
        deadline.due_on = _reckon(hold, deadline, pauses_of(hold)).due or NEVER
    kept = on <= deadline.due_on or rule in PASS_BY_THEMSELVES
    deadline.state, deadline.met_on, deadline.kept = "met", on, kept
    hold.deadlines.remove(deadline)
    return deadline


def end(hold: Hold, rule: str, run: Run) -> None:
    """Let one limit rest: what it waited for is overtaken by another event."""
    deadline = find(hold, rule, run)
    if deadline is not None:
        deadline.state = "ended"
        hold.deadlines.remove(deadline)


def end_all(hold: Hold) -> None:
    """Let the limits of a closed case rest: nothing more is owed under them."""
    for deadline in list(hold.deadlines):
        deadline.state = "ended"
        hold.deadlines.remove(deadline)


def extend(hold: Hold, deadline: Deadline) -> None:
    """Raise the cap of a limit, as measured from its own start."""
    deadline.extended += 1
    moved_days.take_off(deadline)  # what is decided by the law counts from the law
    recompute(hold, deadline)


def rebase(hold: Hold, kind: str) -> None:
    """Let the intake limit follow the type now known, from the same date of receipt."""
    deadline = find(hold, INTAKE)
    if deadline is not None:
        deadline.variant = hold.case.variant
        hold.case.kind = kind
        recompute(hold, deadline)


def pauses_of(hold: Hold) -> list[tuple[dt.date, dt.date | None]]:
    """Give the stretches in which the clock of the case stood still, the open one last."""
    if hold.pauses is None:
        hold.pauses = [
            (row.from_on, row.to_on)
            for row in hold.session.scalars(
                select(Suspension).where(Suspension.case_id == hold.case.id).order_by(Suspension.from_on)
            )
        ]
    return hold.pauses


def nearest(hold: Hold) -> dt.date:
    """Give the nearest date by which something is owed in this case."""
    return min((d.due_on for d in hold.deadlines), default=NEVER)


def is_promise(rule: str) -> bool:
    """Tell whether a rule is only a local promise: no law pauses or moves it."""
    return rule != INTAKE and limits.find(rule, clock.today()).normal is None


def _promised_only(deadline: Deadline) -> bool:
    return deadline.rule != INTAKE and limit_of(deadline).normal is None


def explained(
    hold: Hold, deadline: Deadline, pauses: list[tuple[dt.date, dt.date | None]]
) -> list[dict[str, Any]]:
    """Write down why a deadline falls on its day, in both languages."""
    told: dict[str, Reckoning] = {}
    for tongue in language.LANGUAGES:
        with language.use(tongue):
            told[tongue] = _reckon(hold, deadline, pauses)
    return [
        {
            "kind": vi.kind,
            "from": vi.from_.isoformat() if vi.from_ else None,
            "to": vi.to.isoformat() if vi.to else None,
            "days": vi.days,
            "text": {"vi": vi.text, "en": en.text},
        }
        for vi, en in zip(told["vi"].steps, told["en"].steps, strict=True)
    ]


def _reckon(hold: Hold, deadline: Deadline, pauses: list[tuple[dt.date, dt.date | None]]) -> Reckoning:
    return count(
        deadline.rule,
        kind=hold.case.kind,
        base=deadline.base_on,
        variant=deadline.variant,
        pauses=(Pause(start, end or hold.today) for start, end in pauses),
        extended=deadline.extended,
        known=deadline.law_known,
    )


def limit_of(deadline: Deadline) -> Limit:
    """Give the limit by which a deadline was counted and is counted on: a case under way keeps its law.

    Raises: UnknownRule for the limit of intake, which is none of the law.
    """
    return limits.find(deadline.rule, deadline.base_on, known=deadline.law_known)
