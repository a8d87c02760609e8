"""What is done about hearing people beside the steps: outreach, questions to units, the local rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import (
    advance,
    asked,
    choices,
    consultations,
    evidence,
    grants,
    office_forms,
    once,
    prefill,
    said,
    vault,
)
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.casework.linked import tell
from app.casework.records import hearing
from app.errors import NotAllowed, NotPossibleNow, Unacceptable
from app.formdefs import Checked, FormDefinition, check
from app.language import _
from app.policy import cases as policy
from app.policy.actor import CHAIRMAN, OFFICER, UNIT_HEAD, Actor
from app.services import case_acts
from app.services.case_acts import Asking
from app.services.tasks import Completed, Posted, Sending
from db.base import new_id
from db.models import HearingOverride, HearingRule, Milestone, Outreach

OUTREACH, CONSULT, OVERRIDE, SURVEY = "outreach", "consult", "override", "survey"
FORMS = {
    OUTREACH: "outreach",
    CONSULT: "consultation_request",
    OVERRIDE: "hearing_override",
    SURVEY: "field_survey",
}
LEADERS_ALONE = frozenset({OVERRIDE, SURVEY})


def asking(session: Session, case_id: UUID, what: str, *, actor: Actor) -> Asking:
    """Give the form by which outreach is logged, units are asked, or a case is let pass.

    Raises: NotFound, NotAllowed.
    """
    hold = case_acts.looking(session, case_id, actor=actor)
    _require(hold, what, actor)
    return case_acts.asking_for(hold, office_forms.form(FORMS[what]))


def send(session: Session, case_id: UUID, what: str, sending: Sending, *, actor: Actor) -> Completed:
    """Carry out what such a form says.

    Raises: NotFound, NotAllowed, NotPossibleNow, Unacceptable.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        _require(hold, what, actor)
        if once.was_sent(session, sending.key, None, actor=actor):
            return Completed(case_id, case_id)
        checked = _check(hold, office_forms.form(FORMS[what]), sending.posted)
        if checked.problems:
            return Completed(case_id, case_id, checked.problems)
        CARRY_OUT[what](hold, checked.answers)
        evidence.file(hold, office_forms.form(FORMS[what]), case_id)
        advance.keep_answers(hold, new_id(), checked.answers, sent=once.usable(sending.key))
    return Completed(case_id, case_id)


def close_round(session: Session, case_id: UUID, *, actor: Actor) -> None:
    """Close the round of questions: who has not answered is recorded as silent, and the case goes on.

    Raises: NotFound, NotAllowed, NotPossibleNow when nothing is awaited.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        _require(hold, CONSULT, actor)
        if not consultations.awaited(hold):
            raise NotPossibleNow(reason=_("no opinion is awaited in this case"))
        record(session, hold.case, Tag.ROUND_CLOSE, actor=actor, now=hold.now, facts={})
        tell(hold, "round_closed", beside=True)


def set_rule(session: Session, *, required: bool, since: dt.date, today: dt.date, actor: Actor) -> None:
    """Set from which day on grave cases are ruled on only after survey and dialogue or reception.

    Raises: NotAllowed, Unacceptable for a day that is past.
    """
    if not actor.leads:
        raise NotAllowed
    if since < today:
        raise Unacceptable(reason=_("the rule can begin today or later"))
    session.add(
        HearingRule(
            id=new_id(),
            authority_id=actor.authority_id,
            required=required,
            since=since,
            by_id=actor.person_id,
            at=clock.now(),
        )
    )


def _log(hold: Hold, answers: Mapping[str, Any]) -> None:
    hold.session.add(
        Outreach(
            id=new_id(),
            case_id=hold.case.id,
            kind=str(answers["outreach_kind"]),
            on=asked.day_of(answers["outreach_on"]) or hold.today,
            text=vault.seal(hold.session, hold.key, str(answers["outreach_text"])),
            by_id=_who(hold),
            at=hold.now,
        )
    )
    facts = {"kind": str(answers["outreach_kind"])}
    record(hold.session, hold.case, Tag.OUTREACH_LOG, actor=hold.actor, now=hold.now, facts=facts)


def _survey(hold: Hold, answers: Mapping[str, Any]) -> None:
    """Keep a survey that the leader made outside the steps of a procedure."""
    hearing.survey(hold, None, None, answers)
    day = asked.day_of(answers["surveyed_on"]) or hold.today
    hold.session.add(
        Milestone(
            id=new_id(),
            case_id=hold.case.id,
            run_id=None,
            name="surveyed",
            on=day,
            recorded_at=hold.now,
            by_id=_who(hold),
        )
    )
    facts = {"on": day.isoformat()}
    record(hold.session, hold.case, Tag.SURVEY_LOG, actor=hold.actor, now=hold.now, facts=facts)


def _let_pass(hold: Hold, answers: Mapping[str, Any]) -> None:
    reason = str(answers["override_because"])
    hold.session.add(
        HearingOverride(
            id=new_id(),
            case_id=hold.case.id,
            reason=vault.seal(hold.session, hold.key, reason),
            by_id=_who(hold),
            at=hold.now,
        )
    )
    said.record(hold, Tag.HEARING_OVERRIDE, {}, reason)


def _who(hold: Hold) -> UUID:
    return hold.actor.person_id if hold.actor else hold.case.registrar_id


def _check(hold: Hold, form: FormDefinition, posted: Posted) -> Checked:
    known = prefill.known(hold.session, hold.case, None, hold.today)
    offered = choices.of(hold.session, form, hold.case, hold.today)
    if hold.actor is not None:
        files = evidence.waiting(hold.session, form, hold.case.id, actor=hold.actor)
        offered, posted = {**offered, **files}, evidence.with_waiting(posted, files)
    return check(form, posted, choices=offered, context=known)


def _require(hold: Hold, what: str, actor: Actor) -> None:
    policy.require_may_see(actor, hold.case, grants.of(hold.session, hold.case))
    if not actor.has(OFFICER, UNIT_HEAD, CHAIRMAN) or (what in LEADERS_ALONE and not actor.leads):
        raise NotAllowed
    if hold.case.state == "closed":
        raise NotPossibleNow(reason=_("the case is closed"))


CARRY_OUT: Mapping[str, Callable[[Hold, Mapping[str, Any]], None]] = {
    OUTREACH: _log,
    CONSULT: consultations.begin,
    OVERRIDE: _let_pass,
    SURVEY: _survey,
}
