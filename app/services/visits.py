"""Receiving somebody: one screen is checked and kept, tied to a case or leading to a new petition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import advance, choices, definitions, grants, numbers, once, proposals, visits
from app.casework.definitions import Pinned
from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.formdefs import Checked, Choice, FormDefinition, Problem
from app.language import _, short_date
from app.policy import cases as policy
from app.policy import receptions as visit_policy
from app.policy.actor import OFFICER, UNIT_HEAD, Actor
from app.services import counter, receptions, staff_trail
from app.services.staff_trail import Tag
from app.services.tasks import Sending
from db.models import Case, ReceptionSession, ReceptionVisit

FORM = "reception_visit"
Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of the screen: a visit, or what is wrong with it; a petition goes on at the counter."""

    visit_id: UUID | None = None
    draft_id: UUID | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Screen:
    """The screen of a visit: its form, what its fields offer, what its tables say."""

    form: FormDefinition
    choices: Mapping[str, Sequence[Choice]]
    checked: Checked
    refused_by: str  # receiver | head, where somebody is refused


def screen(session: Session, posted: Posted, *, actor: Actor) -> Screen:
    """Give the screen as it stands for what was typed so far.

    Raises: NotAllowed.
    """
    _require_receiver(actor)
    pinned = _pinned(session)
    form = pinned.forms[FORM]
    offered = choices.of_authority(session, form, actor.authority_id, clock.today())
    checked = formdefs.check(form, posted, choices=offered)
    refusal = proposals.look_up(pinned.tables["reception_refusal.dmn"], "reception_refusal", checked.answers)
    return Screen(
        form=form, choices=offered, checked=checked, refused_by=str(refusal.get("refused_by") or "")
    )


def take(session: Session, sitting_id: UUID, sending: Sending, *, actor: Actor) -> Taken:
    """Keep one visit of a sitting, once, and let what follows from it begin.

    Raises: NotFound, NotAllowed, NotPossibleNow for a sitting of another day, Unacceptable.
    """
    sitting = receptions.find(session, sitting_id, actor=actor)
    before = once.earlier(session, sending.key, sending.posted, actor=actor)
    if before is not None:
        known = session.get_one(ReceptionVisit, UUID(before))
        return Taken(visit_id=known.id, draft_id=None if known.case_id else known.draft_id)
    seen = screen(session, sending.posted, actor=actor)
    answers = seen.checked.answers
    case, problems = _named_case(session, seen, actor)
    if seen.checked.problems or problems:
        return Taken(problems=(*seen.checked.problems, *problems))
    receptions.begin(session, sitting, actor=actor)
    visit = visits.keep(
        session,
        sitting,
        answers,
        crowd=_is_crowd(session, answers),
        sealed=case.sealed if case else None,
        actor=actor,
    )
    once.remember(session, sending.key, sending.posted, actor=actor, result=str(visit.id))
    _go_on(session, sitting, visit, case, seen, actor=actor)
    return Taken(visit_id=visit.id, draft_id=visit.draft_id)


def attach(session: Session, visit_id: UUID, number: str, *, actor: Actor) -> None:
    """Join a visit that stands alone to a case; it is answered there.

    Raises: NotFound, NotAllowed, NotPossibleNow when it belongs to a case, Unacceptable.
    """
    visit = find(session, visit_id, actor=actor)
    _require_receiver(actor)
    if visit.case_id is not None:
        raise NotPossibleNow(reason=_("this visit belongs to a case already"))
    case = _case_numbered(session, number, actor)
    if case is None:
        raise Unacceptable(reason=_("there is no case of this number that you may see"))
    sitting = session.get_one(ReceptionSession, visit.session_id)
    visit.outcome = visits.ATTACHED
    _join(session, sitting, visit, case, owed=True, actor=actor)


def find(session: Session, visit_id: UUID, *, actor: Actor) -> ReceptionVisit:
    """Find a visit that may be seen.

    Raises: NotFound.
    """
    visit = session.get(ReceptionVisit, visit_id)
    if visit is None or not may_see(session, visit, actor=actor):
        raise NotFound
    return visit


def may_see(session: Session, visit: ReceptionVisit, *, actor: Actor) -> bool:
    """Tell whether a visit may be seen: as its case may be, or while it stands alone by its own seal."""
    if visit.case_id is None:
        return visit_policy.may_see(actor, visit)
    case = session.get_one(Case, visit.case_id)
    return policy.may_see(actor, case, grants.of(session, case))


def _go_on(
    session: Session,
    sitting: ReceptionSession,
    visit: ReceptionVisit,
    case: Case | None,
    seen: Screen,
    *,
    actor: Actor,
) -> None:
    answers = seen.checked.answers
    if case is not None:
        owed = bool(answers.get("answer_owed")) or seen.refused_by == "head"
        _join(session, sitting, visit, case, owed=owed, actor=actor)
        return
    if visit.outcome == visits.PETITION:
        visit.draft_id = uuid4()
        counter.keep(session, visit.draft_id, _for_counter(visit, answers), actor=actor)
    facts = {"visit": str(visit.id), "sitting": str(sitting.id)}
    staff_trail.record(
        session, Tag.RECEPTION_VISIT, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts
    )


def _join(
    session: Session,
    sitting: ReceptionSession,
    visit: ReceptionVisit,
    case: Case,
    *,
    owed: bool,
    actor: Actor,
) -> None:
    by_leader = sitting.duty in visits.LEADERS
    with advance.moving(session, case.id, actor=actor) as hold:
        policy.require_may_see(actor, hold.case, grants.of(session, hold.case))
        visits.join(hold, visit)
        visits.follow(hold, visit, by_leader=by_leader, owed=owed)
        session.flush()


def _named_case(session: Session, seen: Screen, actor: Actor) -> tuple[Case | None, tuple[Problem, ...]]:
    """Find the case that the screen names; only a settled one bars its citizen from being received."""
    number = str(seen.checked.answers.get("case_number") or "")
    if not number:
        return None, ()
    case = _case_numbered(session, number, actor)
    if case is None:
        return None, (Problem("case_number", _("There is no case of this number that you may see.")),)
    if seen.refused_by == "head" and case.state != "closed":
        sentence = _("This case is not settled yet: nobody is refused because of it.")
        return None, (Problem("case_number", sentence),)
    return case, ()


def _case_numbered(session: Session, number: str, actor: Actor) -> Case | None:
    written = numbers.read(number)
    if written is None:
        return None
    case = session.scalars(
        select(Case).where(
            Case.authority_id == actor.authority_id, Case.number == written[0], Case.year == written[1]
        )
    ).one_or_none()
    if case is None or not policy.may_see(actor, case, grants.of(session, case)):
        return None
    return case


def _is_crowd(session: Session, answers: Mapping[str, Any]) -> bool:
    table = _pinned(session).tables["reception_group.dmn"]
    return bool(proposals.look_up(table, "reception_group", answers).get("crowd"))


def _for_counter(visit: ReceptionVisit, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Fill the counter's screen with what was said, so that nothing is typed twice."""
    same = ("petitioner_kind", "organisation_name", "full_name", "phone", "identity_number", "address")
    known: dict[str, object] = {name: answers.get(name) for name in (*same, "identity_skip_reason", "matter")}
    known |= {
        "channel": "reception",
        "received_on": visit.on.isoformat(),
        "earlier_visit": "first" if visit.times == 1 else "repeat",
        "signer_class": "one" if visit.people == 1 else "many",
        "signers": visit.people if visit.petitioner_kind == "group" else None,
        "content_items.0.text": answers.get("visit_summary"),
        "content_items.0.request": answers.get("visit_request"),
        "petition_kind": visit.kind if visit.kind != "unclassified" else None,
    }
    if visit.on < clock.today():
        known["backdating_reason"] = _("Taken at the reception of {day}", day=short_date(visit.on))
    for name in ("documents", "representatives"):
        for position, row in enumerate(answers.get(name) or []):
            known |= {f"{name}.{position}.{field}": value for field, value in row.items()}
    return {name: [str(value)] for name, value in known.items() if value not in {None, ""}}


def _pinned(session: Session) -> Pinned:
    version = definitions.in_force(session, visits.PROCEDURE, clock.today())
    return definitions.pinned(session, version)


def _require_receiver(actor: Actor) -> None:
    if not actor.has(OFFICER, UNIT_HEAD):
        raise NotAllowed
