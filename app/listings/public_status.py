"""What a citizen is told about a petition: what was done, what comes next and by when, what they can do.

No names, no numbers of the office, no words of the petition. Of a sealed petition, or one that is not
classified yet, nothing but that it came in and is being looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.language import N_, _, content, current
from app.listings import public_place
from app.listings.due import name_of
from app.listings.public_place import OpenStep, Place
from db.base import NEVER
from db.models import (
    Authority,
    Case,
    CasePetition,
    Deadline,
    Letter,
    Milestone,
    Petition,
    Run,
    Suspension,
    Task,
)

DONE = {
    "accepted": N_("Your petition was accepted and is being settled."),
    "assigned": N_("Somebody was given the task to verify what you wrote."),
    "verified": N_("The verification is finished."),
    "dialogued": N_("The dialogue with you was held."),
    "decided": N_("The decision was made."),
    "sent": N_("The decision was sent to you."),
    "published": N_("The decision was made public."),
    "effective": N_("The decision is in force."),
    "answered": N_("The answer was signed and is on its way to you."),
    "withdrawn": N_("Your withdrawal was recorded."),
}
CLOSED = {
    "filed": N_("The petition was filed without being handled. The office can tell you why."),
    "transferred": N_("The petition was sent on to the body that is competent for it."),
    "guided": N_("We wrote to you which body is competent for your petition."),
    "returned": N_("The petition was returned to the body that had forwarded it."),
    "refused": N_("The petition was not accepted. The letter sent to you gives the reason."),
    "duplicate": N_("The petition is handled together with an earlier one on the same matter."),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One sentence, with the day it belongs to."""

    text: str
    on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Status:
    """The answers to a citizen's three questions."""

    bare: bool  # nothing is told but that it came in
    authority: str = ""
    done: tuple[Told, ...] = ()
    now: tuple[str, ...] = ()
    by: Told | None = None  # the limit and its day
    late: bool = False
    place: Place | None = None  # where on the map of its procedure the matter stands
    suspended_since: dt.date | None = None
    closed: bool = False
    rights: tuple[str, ...] = ()


def of_petition(session: Session, petition_id: UUID) -> Status:
    """Tell how a petition stands, to whoever holds its code; in a constant number of statements."""
    found = _case(session, petition_id)
    if found is None:
        return Status(bare=True)
    petition, case, authority = found
    milestones = session.scalars(
        select(Milestone).where(Milestone.case_id == case.id).order_by(Milestone.on, Milestone.id)
    ).all()
    limit = None if case.state == "closed" else _limit(session, case)
    closed = case.state == "closed"
    open_steps = () if closed else _open(session, case)
    reached = {row.name for row in milestones}
    return Status(
        bare=False,
        authority=authority.name_en if current() == "en" else authority.name,
        done=(*_done(petition, milestones), *_ended(case)),
        now=_said(open_steps),
        place=public_place.of(open_steps),
        by=_by(limit),
        late=limit is not None and limit.due_on < clock.today(),
        suspended_since=_suspended(session, case),
        closed=closed,
        rights=tuple(_rights(case, reached, late=limit is not None and limit.due_on < clock.today())),
    )


def _case(session: Session, petition_id: UUID) -> tuple[Petition, Case, Authority] | None:
    """Find the case that handles a petition: one it was joined to, else its own; never a sealed one."""
    rows = session.execute(
        select(Petition, Case, Authority, CasePetition.kind)
        .join(CasePetition, CasePetition.petition_id == Petition.id)
        .join(Case, Case.id == CasePetition.case_id)
        .join(Authority, Authority.id == Petition.authority_id)
        .where(Petition.id == petition_id, CasePetition.undone_at.is_(None), CasePetition.kind != "linked")
    ).all()
    if any(row[0].sealed or (row.kind == "first" and row[1].sealed) for row in rows):
        return None
    seen = sorted((row for row in rows if not row[1].sealed), key=lambda row: row.kind == "first")
    return (seen[0][0], seen[0][1], seen[0][2]) if seen else None


def _done(petition: Petition, milestones: Sequence[Milestone]) -> list[Told]:
    told = [Told(text=_("We received your petition."), on=petition.received_on)]
    return told + [
        Told(text=_(DONE[row.name]), on=row.on)
        for row in milestones
        if row.name in DONE and row.on >= petition.received_on
    ]


def _ended(case: Case) -> list[Told]:
    if case.closed_as not in CLOSED:
        return []
    return [Told(text=_(CLOSED[case.closed_as]), on=case.closed_on)]


def _open(session: Session, case: Case) -> tuple[OpenStep, ...]:
    rows = session.execute(
        select(Task.node, Run.version_id, Letter.template)
        .join(Run, Run.id == Task.run_id)
        .outerjoin(Letter, Letter.id == Task.letter_id)
        .where(Task.case_id == case.id, Task.state == "open", ~Run.beside)
        .order_by(Task.opened_at, Task.id)
    )
    return tuple(
        OpenStep(definitions.pinned(session, version), node, letter or "") for node, version, letter in rows
    )


def _said(steps: Sequence[OpenStep]) -> tuple[str, ...]:
    """Say what the office does now, in the words that the drawing of its procedure has for citizens."""
    said = [content(step.pinned.definition.nodes[step.node].properties.get("citizen", "")) for step in steps]
    return tuple(dict.fromkeys(text for text in said if text)) or (_("Your petition is being handled."),)


def _limit(session: Session, case: Case) -> Deadline | None:
    return session.scalars(
        select(Deadline)
        .where(Deadline.case_id == case.id, Deadline.state == "running", Deadline.due_on != NEVER)
        .order_by(Deadline.due_on, Deadline.id)
        .limit(1)
    ).first()


def _by(limit: Deadline | None) -> Told | None:
    return Told(text=name_of(limit.rule), on=limit.due_on) if limit else None


def _suspended(session: Session, case: Case) -> dt.date | None:
    return session.scalars(
        select(Suspension.from_on).where(Suspension.case_id == case.id, Suspension.to_on.is_(None))
    ).first()


def _rights(case: Case, reached: set[str], *, late: bool) -> list[str]:
    """Say what the petitioner can do as the case stands (Law on Complaints 2011, articles 7, 10, 12, 33)."""
    complaint, closed = case.kind == "complaint", case.state == "closed"
    rights = []
    if late:
        rights.append(
            _("The limit has passed. You can ask the leader of this authority why, at any reception day.")
        )
    if complaint and late and "decided" not in reached:
        rights.append(
            _(
                "As the limit has passed, you can complain to the higher level "
                "or sue at the administrative court."
            )
        )
    if complaint and "decided" in reached:
        rights.append(
            _(
                "If you do not agree: within 30 days of receiving the decision (45 days in remote areas) "
                "you can complain a second time, or you can sue at the administrative court."
            )
        )
    if not closed:
        rights.append(_("You can bring further papers to the counter, with the number on your receipt."))
        rights.append(
            _("You can withdraw the whole petition or a part of it at any time, in writing and signed.")
        )
    if complaint and not closed:
        rights.append(
            _("You can act yourself or through a representative or a lawyer, and you can ask for a dialogue.")
        )
        rights.append(
            _("You can read and copy the papers collected to settle your complaint, except state secrets.")
        )
    if closed and not complaint:
        rights.append(_("If the matter comes back or you have something new, you can send another petition."))
    rights.append(_("You can come to the reception of citizens of this authority with your receipt."))
    return rights
