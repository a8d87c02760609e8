"""The Steering Committee for prolonged cases: who sits in it, its meetings, and what it directs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, asked, choices, directives, grants, office_forms, search
from app.errors import NotAllowed, NotFound, Unacceptable
from app.formdefs import Checked, Problem, check
from app.language import _
from app.policy import cases as policy
from app.policy.actor import Actor
from app.services.case_acts import Asking
from app.services.tasks import Posted
from db.base import new_id
from db.models import Cohort, Committee, CommitteeMeeting, CommitteeMember, Holding, Person

MEMBER, MEETING = "committee_member", "committee_meeting"
NAME = "Ban Chỉ đạo giải quyết các vụ việc phức tạp, tồn đọng, kéo dài"


def set_up(session: Session, *, decision: str, since: dt.date, actor: Actor) -> None:
    """Set the committee up, by the decision that names it.

    Raises: NotAllowed, Unacceptable when there is one, or no decision is named.
    """
    _require_leader(actor)
    if not decision.strip():
        raise Unacceptable(reason=_("name the decision that sets the committee up"))
    if standing(session, actor) is not None:
        raise Unacceptable(reason=_("the committee is set up already"))
    session.add(
        Committee(
            id=new_id(),
            authority_id=actor.authority_id,
            name=NAME,
            decision=decision.strip()[:300],
            since=since,
            until=None,
        )
    )


def add_member(session: Session, posted: Posted, *, actor: Actor) -> tuple[Problem, ...]:
    """Let somebody sit in the committee from a day on; there is one head at a time.

    Raises: NotAllowed, NotFound, Unacceptable.
    """
    committee, checked = _checked(session, MEMBER, posted, actor)
    if checked.problems:
        return checked.problems
    answers = checked.answers
    since = asked.day_of(answers["since"]) or clock.today()
    name, title = _named(session, answers, since)
    if answers["committee_role"] == "head" and _heads(session, committee):
        raise Unacceptable(reason=_("the committee has a head; end that seat first"))
    session.add(
        CommitteeMember(
            id=new_id(),
            committee_id=committee.id,
            person_id=asked.unit_of(answers.get("member")),
            name=name,
            title=title,
            role=str(answers["committee_role"]),
            since=since,
            until=None,
        )
    )
    return ()


def end_member(session: Session, member_id: UUID, *, until: dt.date, actor: Actor) -> None:
    """End a seat in the committee on a day.

    Raises: NotAllowed, NotFound, Unacceptable.
    """
    _require_leader(actor)
    committee = standing(session, actor)
    member = session.get(CommitteeMember, member_id)
    if committee is None or member is None or member.committee_id != committee.id:
        raise NotFound
    if until < member.since:
        raise Unacceptable(reason=_("a seat cannot end before it began"))
    member.until = until


def hold_meeting(session: Session, posted: Posted, *, actor: Actor) -> tuple[Problem, ...]:
    """Record a meeting; each of its directives becomes a task of the unit it names, in its own case.

    Raises: NotAllowed, NotFound for a case that is not here, Unacceptable for a sealed one.
    """
    committee, checked = _checked(session, MEETING, posted, actor)
    if checked.problems:
        return checked.problems
    meeting = CommitteeMeeting(
        id=new_id(),
        committee_id=committee.id,
        on=asked.day_of(checked.answers["met_on"]) or clock.today(),
        place=str(checked.answers["met_at"])[:300],
        by_id=actor.person_id,
        at=clock.now(),
    )
    session.add(meeting)
    rows: list[dict[str, Any]] = checked.answers.get("directives") or []  # type: ignore[assignment]
    about = [(_case(session, row, actor), row) for row in rows]
    for case_id in sorted({case_id for case_id, _row in about}):  # one order, so that nobody waits in a ring
        own = [row for each, row in about if each == case_id]
        with advance.moving(session, case_id, actor=actor) as hold:
            policy.require_may_see(actor, hold.case, grants.of(session, hold.case))
            directives.begin(hold, own, meeting_id=meeting.id)
    return ()


def set_baseline(session: Session, *, on: dt.date, actor: Actor) -> None:
    """Follow the cases that are on the watchlist on a day as one cohort from then on.

    Raises: NotAllowed, Unacceptable for a day to come.
    """
    _require_leader(actor)
    if on > clock.today():
        raise Unacceptable(reason=_("the baseline day cannot lie in the future"))
    session.add(
        Cohort(id=new_id(), authority_id=actor.authority_id, on=on, by_id=actor.person_id, at=clock.now())
    )


def asking(session: Session, form: str, *, actor: Actor) -> Asking:
    """Give the form by which somebody is added, or a meeting is recorded.

    Raises: NotAllowed.
    """
    _require_leader(actor)
    definition = office_forms.form(form)
    offered = choices.of_authority(session, definition, actor.authority_id, clock.today())
    return Asking(form=definition, choices=offered, context={})


def standing(session: Session, actor: Actor) -> Committee | None:
    """Give the committee of one's authority that stands now."""
    rows = select(Committee).where(Committee.authority_id == actor.authority_id, Committee.until.is_(None))
    return session.scalars(rows.limit(1)).one_or_none()


def _checked(session: Session, form: str, posted: Posted, actor: Actor) -> tuple[Committee, Checked]:
    _require_leader(actor)
    committee = standing(session, actor)
    if committee is None:
        raise NotFound
    definition = office_forms.form(form)
    offered = choices.of_authority(session, definition, actor.authority_id, clock.today())
    return committee, check(definition, posted, choices=offered, context={})


def _named(session: Session, answers: Mapping[str, Any], on: dt.date) -> tuple[str, str]:
    """Give name and office as they are written down: a person of the office, or somebody named."""
    person_id = asked.unit_of(answers.get("member"))
    if person_id is None:
        return str(answers.get("member_name") or ""), str(answers.get("member_title") or "")
    rows = select(Holding.title).where(Holding.person_id == person_id, Holding.since <= on)
    title = session.scalars(rows.order_by(Holding.since.desc()).limit(1)).first()
    return session.get_one(Person, person_id).name, title or ""


def _heads(session: Session, committee: Committee) -> bool:
    rows = select(CommitteeMember.id).where(
        CommitteeMember.committee_id == committee.id,
        CommitteeMember.role == "head",
        CommitteeMember.until.is_(None),
    )
    return session.scalars(rows.limit(1)).first() is not None


def _case(session: Session, row: Mapping[str, Any], actor: Actor) -> UUID:
    number = str(row["case_number"]).strip()
    found = search.by_number(session, actor.authority_id, number)
    if found is None or not policy.may_see(actor, found, grants.of(session, found)):
        raise Unacceptable(reason=_("there is no case {number} here", number=number))
    return found.id


def _require_leader(actor: Actor) -> None:
    if not actor.leads:
        raise NotAllowed
