"""What can be begun on a case now: a second round, a protection, an execution – each with its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import advance, definitions, evidence, grants, linked, once, preconditions
from app.casework.definitions import Pinned
from app.casework.hold import Begin, Hold
from app.errors import NotAllowed, NotFound, NotPossibleNow
from app.formdefs import Checked, FormDefinition
from app.language import content
from app.policy import cases as policy
from app.policy.actor import CHAIRMAN, OFFICER, UNIT_HEAD, Actor
from app.services import case_acts, events
from app.services.case_acts import Asking, Possible
from app.services.tasks import Completed, Sending

BY_COMMAND = "by_command"
REOPENS = "was_ended"  # what only a closed case can fulfil
RECEIVED_ON = "received_on"  # the field of a start's form that says since when its case counts


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One procedure that can be begun on a case, or what stands in its way."""

    procedure: str
    title: str
    about: str
    reason: str = ""  # why it cannot be begun now
    own_case: bool = False  # it goes on in a case of its own, tied to this one

    @property
    def is_possible(self) -> bool:
        """Tell whether it can be begun now."""
        return not self.reason


def possible(session: Session, case_id: UUID, *, actor: Actor) -> tuple[Opening, ...]:
    """List what can be begun on a case, what is possible now first; nothing for who may only read it.

    Raises: NotFound.
    """
    return of(case_acts.looking(session, case_id, actor=actor), actor)


def with_acts(session: Session, case_id: UUID, *, actor: Actor) -> tuple[Possible, tuple[Opening, ...]]:
    """Tell what may be done to a case beside its steps, and what can be begun on it, in one look.

    Raises: NotFound.
    """
    hold = case_acts.looking(session, case_id, actor=actor)
    return case_acts.of(hold, actor), of(hold, actor)


def of(hold: Hold, actor: Actor) -> tuple[Opening, ...]:
    """List what can be begun on a case that somebody looks at."""
    if not policy.may_act(actor, hold.case, grants.of(hold.session, hold.case)):
        return ()
    found = [_opening(hold, pinned) for pinned in _offered(hold, actor)]
    return tuple(sorted(found, key=lambda each: (not each.is_possible, each.title)))


def asking(session: Session, case_id: UUID, procedure: str, *, actor: Actor) -> tuple[Opening, Asking]:
    """Give the form with which a procedure is begun on a case.

    Raises: NotFound, NotPossibleNow with what stands in its way.
    """
    hold = case_acts.looking(session, case_id, actor=actor)
    pinned = _find(hold, procedure, actor)
    opening = _opening(hold, pinned)
    if not opening.is_possible:
        raise NotPossibleNow(reason=opening.reason)
    return opening, case_acts.asking_for(hold, _form(pinned))


def begin(session: Session, case_id: UUID, procedure: str, sending: Sending, *, actor: Actor) -> Completed:
    """Begin a procedure on a case: beside its own, or in a case tied to it; gives the case it goes on in.

    Raises: NotFound, NotAllowed, NotPossibleNow, Unacceptable.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        if once.was_sent(session, sending.key, None, actor=actor):
            return Completed(case_id, case_id)
        rights = grants.of(session, hold.case)
        policy.require_may_see(actor, hold.case, rights)
        if not policy.may_act(actor, hold.case, rights):
            raise NotAllowed
        pinned = _find(hold, procedure, actor)
        if reason := _missing(hold, pinned):
            raise NotPossibleNow(reason=reason)
        form = _form(pinned)
        checked = events.check_form(hold, None, form, sending.posted) if form else Checked({})
        if checked.problems:
            return Completed(case_id, case_id, checked.problems)
        goes_on = _carry_out(hold, pinned, checked, once.usable(sending.key))
        if form is not None:
            evidence.file(goes_on, form, case_id)
    seen = policy.may_see(actor, goes_on.case, grants.of(session, goes_on.case))
    return Completed(case_id, goes_on.case.id if seen else case_id)


def _carry_out(hold: Hold, pinned: Pinned, checked: Checked, key: str) -> Hold:
    """Let the procedure begin where it belongs, and give the case it goes on in."""
    data = {k: v for k, v in checked.routing.items() if v is None or isinstance(v, str | int | bool)}
    if pinned.definition.is_beside:
        order = Begin(
            procedure=pinned.procedure, as_of=hold.today, data=data, answers=dict(checked.answers), sent=key
        )
        hold.followups.append(order)
        return hold
    received = checked.answers.get(RECEIVED_ON)
    case = linked.open_linked(
        hold,
        pinned.procedure,
        data=data,
        answers=dict(checked.answers),
        sent=key,
        received_on=dt.date.fromisoformat(str(received)) if received else None,
    )
    return next(each for each in hold.linked if each.case is case)


def _offered(hold: Hold, actor: Actor) -> Iterator[Pinned]:
    """Give the procedures in force that a person may begin on a case of this kind."""
    for version_id in definitions.all_in_force(hold.session, hold.today).values():
        pinned = definitions.pinned(hold.session, version_id)
        said = pinned.definition.opening
        kinds, roles = _listed(said.get("kinds", "")), _listed(said.get("role", ""))
        mine = actor.has(*(roles or (OFFICER, UNIT_HEAD, CHAIRMAN)))
        if (
            BY_COMMAND in _listed(said.get("begins", ""))
            and mine
            and hold.case.kind in (kinds or [hold.case.kind])
        ):
            yield pinned


def _find(hold: Hold, procedure: str, actor: Actor) -> Pinned:
    found = next((pinned for pinned in _offered(hold, actor) if pinned.procedure == procedure), None)
    if found is None:
        raise NotFound
    return found


def _opening(hold: Hold, pinned: Pinned) -> Opening:
    return Opening(
        procedure=pinned.procedure,
        title=content(pinned.definition.name),
        about=content(pinned.definition.opening.get("about", "")),
        reason=_missing(hold, pinned),
        own_case=not pinned.definition.is_beside,
    )


def _missing(hold: Hold, pinned: Pinned) -> str:
    """Say what stands in the way; beside a case that is closed nothing goes on but its reopening."""
    needs = pinned.definition.opening.get("needs", "")
    open_first = pinned.definition.is_beside and needs != REOPENS
    return preconditions.missing(hold, f"still_open,{needs}" if open_first else needs)


def _form(pinned: Pinned) -> FormDefinition | None:
    return pinned.forms.get(pinned.definition.opening.get("form", ""))


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]
