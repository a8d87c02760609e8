"""What may be done to a case beside its steps: asked for with a form, each only when possible and allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import choices, deadlines, evidence, grants, prefill, vault
from app.casework.choices import extendable
from app.casework.hold import Hold
from app.casework.reclassify import PROCEDURES, SETTLED
from app.errors import NotFound, NotPossibleNow
from app.formdefs import Choice, FormDefinition
from app.language import _
from app.policy import cases as policy
from app.policy.actor import Actor
from app.services import events
from db.models import Case, ContentItem, Deadline, Run

WITHDRAWAL, SUPPLEMENT = "withdrawal", "supplemented"
SUSPENDABLE = frozenset({"complaint", "denunciation"})  # may rest: Law 02/2011 art. 11a, 25/2018 art. 34
SPLITTABLE = 2  # contents, of which one may go and one is left


@dataclass(frozen=True, kw_only=True)
class Possible:
    """The acts that this person may do to this case now."""

    withdraw: bool = False
    supplement: bool = False
    changes: tuple[str, ...] = ()  # extend, suspend, resume, withdraw_part, split, reclassify
    desk: tuple[UUID, ...] = ()  # limits that the leader may take onto the desk
    happenings: tuple[tuple[str, str], ...] = ()  # what else may be recorded: message and words


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A form about a case before it is sent: what it asks, what it offers, what stands in it."""

    form: FormDefinition | None  # None: nothing is asked but the click itself
    choices: Mapping[str, Sequence[Choice]]
    context: Mapping[str, Any]
    files: tuple[str, ...] = ()  # fields for which files wait; they stand among the choices


def possible(session: Session, case_id: UUID, *, actor: Actor) -> Possible:
    """Tell what may be done to a case beside its steps.

    Raises: NotFound.
    """
    return of(looking(session, case_id, actor=actor), actor)


def of(hold: Hold, actor: Actor) -> Possible:
    """Tell what may be done to a case that somebody looks at."""
    rights = grants.of(hold.session, hold.case)
    if not policy.may_act(actor, hold.case, rights) or hold.case.state == "closed":
        return Possible()
    awaited = events.awaited(hold)
    return Possible(
        withdraw=WITHDRAWAL in awaited,
        supplement=SUPPLEMENT in awaited,
        changes=tuple(_changes(hold)),
        desk=tuple(_for_desk(hold)) if actor.leads else (),
        happenings=events.recordable(awaited),
    )


def asking(session: Session, case_id: UUID, message: str, *, actor: Actor) -> Asking:
    """Give the form by which an event of a case is recorded.

    Raises: NotFound, NotPossibleNow when nothing waits for it now.
    """
    hold = looking(session, case_id, actor=actor)
    run, _node, form = events.listening(hold, message)
    return asking_for(hold, form, run)


def proposing(session: Session, case_id: UUID, *, actor: Actor) -> Asking:
    """Give the form by which a change of the limits or the contents of a case is proposed.

    Only what is possible now is offered.

    Raises: NotFound, NotPossibleNow when no change is possible.
    """
    hold = looking(session, case_id, actor=actor)
    if (
        not policy.may_act(actor, hold.case, grants.of(session, hold.case))
        or hold.case.state == "closed"
        or not list(_changes(hold))
    ):
        raise NotPossibleNow(reason=_("no limit of this case can be changed now"))
    return asking_for(hold, _offering(events.change_form(session, hold), _changes(hold)))


def _offering(form: FormDefinition, changes: Sequence[str]) -> FormDefinition:
    """Leave only those changes in the form that are possible now."""
    parts = tuple(
        replace(part, choices=tuple(choice for choice in part.choices if choice.value in changes))
        if part.key == "change"
        else part
        for part in form.components
    )
    return replace(form, components=parts)


def looking(session: Session, case_id: UUID, *, actor: Actor) -> Hold:
    """Look at a case as a command would, without locking it.

    Raises: NotFound, also for a case that may not be seen.
    """
    case = session.get(Case, case_id, populate_existing=True)
    if case is None:
        raise NotFound
    policy.require_may_see(actor, case, grants.of(session, case))
    return Hold(session=session, case=case, key=vault.key_of(session, case), now=clock.now(), actor=actor)


def asking_for(hold: Hold, form: FormDefinition | None, run: Run | None = None) -> Asking:
    """Give a form about a case with what it offers and what stands in it."""
    context = prefill.known(hold.session, hold.case, run, hold.today)
    if form is None or hold.actor is None:
        return Asking(form=form, choices={}, context=context)
    files = evidence.waiting(hold.session, form, hold.case.id, actor=hold.actor)
    offered = {**choices.of(hold.session, form, hold.case, hold.today), **files}
    return Asking(form=form, choices=offered, context=context, files=tuple(files))


def _changes(hold: Hold) -> list[str]:
    """List the changes of clock and contents that the law knows for this case as it stands."""
    running = [d for d in hold.deadlines if d.state == "running" and not deadlines.is_promise(d.rule)]
    found = []
    if any(d.rule in extendable() and d.due_on >= hold.today for d in running):
        found.append("extend")
    if hold.case.kind in SUSPENDABLE and hold.case.state == "open" and running:
        found.append("suspend")
    if hold.case.state == "suspended":
        found.append("resume")
    if hold.case.kind in PROCEDURES:
        found += ["withdraw_part", "split"] if _open_items(hold) >= SPLITTABLE else []
        found += ["reclassify"] if not SETTLED & hold.milestones.keys() else []
    return found


def _open_items(hold: Hold) -> int:
    whole = select(func.count()).select_from(ContentItem)
    return (
        hold.session.scalar(whole.where(ContentItem.case_id == hold.case.id, ContentItem.state == "open"))
        or 0
    )


def _for_desk(hold: Hold) -> list[UUID]:
    busy = set(
        hold.session.scalars(
            select(Run.subject_id).where(Run.case_id == hold.case.id, Run.status == "running")
        )
    )
    running: list[Deadline] = [d for d in hold.deadlines if d.state == "running"]
    return [deadline.id for deadline in running if deadline.id not in busy]
