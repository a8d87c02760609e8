"""Who sees what could not be carried out, who may mend it, and what a second person confirms."""

from __future__ import annotations

from collections.abc import Sequence

from app.policy import cases
from app.policy.actor import ADMINISTRATOR, AUDITOR, CHAIRMAN, Actor
from db.models import Case, Grant, Incident

RETRY, CORRECT, CANCEL, RESOLVE, GIVE_UP = "retry", "correct", "cancel", "resolve", "give_up"
TIMER, TASK, MAIL, ACT = "timer", "task", "mail", "act"  # commands


def may_read(actor: Actor) -> bool:
    """Tell whether somebody sees incidents at all."""
    return actor.has(ADMINISTRATOR, CHAIRMAN, AUDITOR)


def may_mend(actor: Actor) -> bool:
    """Tell whether somebody may do something about an incident: the administrator, or the leader."""
    return actor.has(ADMINISTRATOR, CHAIRMAN)


def sees_content(actor: Actor, case: Case | None, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether more than its number may be shown of the case that an incident is about.

    Which step of which procedure stands still tells of a sealed case what it is, so only who may see it reads
    that. An open case's procedure, step and routing values are shown to all who see incidents.
    """
    return case is None or not case.sealed or cases.may_see(actor, case, grants)


def needs_second(act: str, command: str) -> bool:
    """Tell whether a second person confirms an act before it is carried out.

    Whatever takes a case another way than the procedure in force would have: a routing value that an answer
    set, a procedure that ends before its end, an instant of the law that is never carried out.
    """
    return act in {CORRECT, CANCEL} or (act == RESOLVE and command == TIMER)


def possible(incident: Incident) -> tuple[str, ...]:
    """List what can be done about an incident that is open."""
    if incident.resolved_at is not None:
        return ()
    if incident.command == MAIL:
        return (RETRY, GIVE_UP)
    again = (RETRY,) if incident.command in {TIMER, TASK} else ()
    run = (CORRECT, CANCEL) if incident.run_id is not None else ()
    return (*again, *run, RESOLVE)
