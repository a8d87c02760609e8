"""What would become of one running procedure on another version: tried on a copy, touching nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import deadlines, definitions, lawbook
from app.casework.definitions import Pinned
from app.casework.hold import Hold
from app.engine import timed
from app.engine.definition import Definition
from app.engine.note import Note
from app.engine.picture import Picture
from app.engine.takeover import Moved, move_over
from app.errors import OfficeError
from app.gate import ahead
from app.language import N_
from app.legaltime.instants import FAR, breach_at, reminder_at
from app.rehearsal import onward
from db.base import NEVER
from db.models import Case, Run, Task, VaultKey

SAFE, DECLARED, REFUSED = "safe", "declared", "refused"
STANDS_STILL = N_("This procedure stands still in the case; that has to be mended first.")
UNCOUNTED = N_("“{name}” cannot be counted in this case: {reason}")


@dataclass(frozen=True)
class Decided:
    """What somebody decided for all cases: which element takes the place of which, which limits begin."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    begins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """A version to which cases go, with all its files."""

    pinned: Pinned
    files: Mapping[str, bytes]

    @property
    def definition(self) -> Definition:
        """Give what the engine runs."""
        return self.pinned.definition


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a trial found; ``moved`` is the copy on the new version, ``undecided`` what could be decided."""

    verdict: str
    reasons: tuple[Note, ...]
    notes: tuple[Note, ...] = ()
    undecided: tuple[str, ...] = ()
    before: dict[str, Any]
    after: dict[str, Any]
    moved: Moved | None = None
    begun: Mapping[str, dt.datetime | None] = field(default_factory=dict)


def target(session: Session, version_id: UUID) -> Target:
    """Give a version to which cases may go. Raises: NotFound."""
    return Target(definitions.pinned(session, version_id), definitions.files_of(session, version_id))


def peek(session: Session, case_id: UUID) -> Hold:
    """Look at a case as if it were held, without locking it; nothing may be changed through this."""
    case = session.get_one(Case, case_id)
    return Hold(
        session=session,
        case=case,
        key=session.get_one(VaultKey, case.key_id),
        now=clock.now(),
        actor=None,
        law=lawbook.refresh(session),
        has_due=False,
    )


def of(hold: Hold, run: Run, goal: Target, decided: Decided) -> Outlook:
    """Try one running procedure on a copy."""
    old = definitions.pinned(hold.session, run.version_id).definition
    due = _due_days(hold.session, run.id)
    got = move_over(old, goal.definition, run.state, now=hold.now, renamed=decided.renamed)
    begun: dict[str, dt.datetime | None] = {}
    undecided = () if isinstance(got, Moved) else got.undecided
    if undecided and {*undecided} <= {*decided.begins}:
        try:
            begun = {element: _instant(hold, run, goal.definition, element) for element in undecided}
        except OfficeError as refusal:
            names = (("name", undecided[0]), ("reason", refusal.sentence))
            uncounted = Note(undecided[0], "uncounted", UNCOUNTED, names)
            return _refused(old, got.before, due, (uncounted,))
        got = move_over(old, goal.definition, run.state, now=hold.now, renamed=decided.renamed, begun=begun)
    if not isinstance(got, Moved):
        return _refused(old, got.before, due, got.reasons, undecided)
    reasons = (*_stuck(hold, run, goal, got),)
    if reasons:
        return _refused(old, got.before, due, reasons)
    declared = begun or any(one.node_id in decided.renamed for one in _waiting(got.before))
    return Outlook(
        verdict=DECLARED if declared else SAFE,
        reasons=(),
        notes=got.notes,
        before=_summary(old, got.before, due),
        after=_summary(goal.definition, got.after, _due_then(hold, run, goal.definition, got, due, begun)),
        moved=got,
        begun=begun,
    )


def _refused(
    old: Definition,
    before: Picture,
    due: Mapping[UUID, dt.date],
    reasons: tuple[Note, ...],
    undecided: tuple[str, ...] = (),
) -> Outlook:
    return Outlook(
        verdict=REFUSED, reasons=reasons, undecided=undecided, before=_summary(old, before, due), after={}
    )


def _stuck(hold: Hold, run: Run, goal: Target, moved: Moved) -> Iterator[Note]:
    """Tell what would stop the case later on: what is never set, and ways without an end."""
    if run.status != "running":
        yield Note("", "still", STANDS_STILL)
        return
    told = tuple(
        ahead.unset(goal.files, goal.definition.process_id, standing=moved.standing, known=moved.known)
    )
    yield from told
    if not told:
        yield from onward.without_end(
            goal.files, goal.definition, moved.state, moved.after, kind=hold.case.kind, now=hold.now
        )


def _instant(hold: Hold, run: Run, definition: Definition, element: str) -> dt.datetime | None:
    """Say when a limit or reminder of the new version is due in a case; None for what is no timer.

    Raises what a limit raises that cannot be counted.
    """
    node = definition.nodes[element]
    if not node.timer:
        return None
    kind, rule, working_days = timed.rule_of_timer(node.timer)
    if rule is None:
        raise _NoRule(timer=node.timer)
    due_on = deadlines.foreseen(hold, run, rule).due_on
    if due_on == NEVER:
        return FAR
    if kind == "limit":
        return breach_at(due_on)
    instant = reminder_at(due_on, working_days)
    return instant if instant > hold.now else FAR


class _NoRule(OfficeError):
    """It names no limit of the law: {timer}"""


def _due_days(session: Session, run_id: UUID) -> dict[UUID, dt.date]:
    rows = select(Task.id, Task.due_on).where(Task.run_id == run_id, Task.state == "open")
    return {row[0]: row[1] for row in session.execute(rows)}


def _due_then(
    hold: Hold,
    run: Run,
    definition: Definition,
    moved: Moved,
    due: Mapping[UUID, dt.date],
    begun: Mapping[str, dt.datetime | None],
) -> dict[UUID, dt.date]:
    """Give until when each open step waits afterwards: as before, but for limits that were let begin."""
    new = {timed.rule_of_timer(definition.nodes[element].timer)[1] for element in begun}
    found = dict(due)
    for task_id, ready in moved.after.ready.items():
        around = timed.limits_around(definition, ready.node_id)
        if {*around} & new and task_id in found:
            found[task_id] = min(deadlines.foreseen(hold, run, rule).due_on for rule in around)
    return found


def _waiting(picture: Picture) -> Iterator[Any]:
    for group in (picture.ready, picture.timers, picture.messages):
        yield from group.values()


def _summary(definition: Definition, picture: Picture, due: Mapping[UUID, dt.date]) -> dict[str, Any]:
    """Say what is open, until when, and what is waited for: elements, names of the drawing, days."""

    def named(element: str) -> list[str]:
        return [element, definition.nodes[element].name or element]

    return {
        "steps": [
            [*named(one.node_id), None if due.get(key, NEVER) == NEVER else due[key].isoformat()]
            for key, one in picture.ready.items()
        ],
        "timers": [
            [*named(one.node_id), None if one.due_at >= FAR else one.due_at.isoformat()]
            for one in sorted(picture.timers.values(), key=lambda one: (one.due_at, one.node_id))
        ],
        "messages": sorted(named(one.node_id) for one in picture.messages.values()),
        "done": list(dict.fromkeys(reversed(picture.done)))[::-1],
    }
