"""What people do about incidents: try again, put a value right, end a procedure, settle it by hand.

What is tried is undone where it fails again; that somebody tried stands on record all the same. So these
verbs open their own short transactions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import drafts, grants, incidents, routing_fields, said, vault
from app.casework.audit import Tag
from app.casework.hold import hold_case
from app.casework.notices import holders
from app.casework.stuck import Stuck, Trouble
from app.errors import NotAllowed, NotFound, NotPossibleNow, OfficeError, Unacceptable
from app.language import _
from app.policy import incidents as policy
from app.policy.actor import CHAIRMAN, Actor
from app.policy.incidents import CORRECT, RETRY
from app.services import staff_trail
from app.services.incident_carrying import TAGS, AskedAgain, carry_out
from db.base import new_id
from db.models import Case, Incident, IncidentAct, Timer
from db.session import Database

DONE, FAILED, WAITING, REFUSED, TRYING = "done", "failed", "waiting", "refused", "trying"


class OwnProposal(NotAllowed):
    """You proposed this yourself; somebody else confirms it."""


class StillStuck(OfficeError):
    """It cannot be carried out still, so nothing was changed. That it was tried is on record."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants to do about an incident, and why; for a correction the field and what was typed."""

    act: str
    reason: str
    field: str = ""
    typed: Sequence[str] = ()


def met(session: Session, trouble: Trouble) -> None:
    """Keep what a person's click met, after its own work was undone; a timer in its way is put off."""
    incidents.keep(session, trouble)
    timer = session.get(Timer, trouble.timer_id) if trouble.timer_id else None
    if timer is not None and timer.state == "pending":
        incidents.put_off(session, timer, clock.now())


def keep_typed(
    session: Session, task_id: UUID, posted: Mapping[str, Sequence[str]], trouble: Trouble, *, actor: Actor
) -> None:
    """Keep, sealed, what was sent and could not be carried out, as of the instant at which it was met."""
    with clock.at(trouble.at):
        drafts.keep(session, f"task:{task_id}", posted, actor=actor)


def act(database: Database, incident_id: UUID, wanted: Wanted, *, actor: Actor) -> str:
    """Do something about an incident, or propose it where a second person confirms; tell which.

    Raises: NotFound, NotAllowed, NotPossibleNow, Unacceptable, StillStuck, AskedAgain.
    """
    with database.transaction() as session:
        incident = _held(session, incident_id, actor)
        value = _checked(session, incident, wanted, actor)
        second = policy.needs_second(wanted.act, incident.command)
        made = _write(session, incident, wanted, value, actor=actor, state=WAITING if second else TRYING)
        tag = Tag.INCIDENT_PROPOSE if second else TAGS[wanted.act]
        _trail(session, incident, tag, made, wanted.reason, actor)
        if second:
            incidents.tell(session, _seconds(session, incident, actor), incident, kind=incidents.WORD_ASKED)
            return WAITING
    return _carry_out(database, incident_id, made.id, actor=actor)


def decide(
    database: Database, incident_id: UUID, act_id: UUID, *, agreed: bool, reason: str, actor: Actor
) -> str:
    """Confirm, as a second person, what was proposed, and have it carried out; or refuse it.

    Raises: NotFound, NotAllowed, OwnProposal, NotPossibleNow, Unacceptable, StillStuck, AskedAgain.
    """
    with database.transaction() as session:
        incident = _held(session, incident_id, actor)
        row = session.get(IncidentAct, act_id)
        if row is None or row.incident_id != incident.id:
            raise NotFound
        if row.by_id == actor.person_id:
            raise OwnProposal
        if row.state != WAITING or incident.resolved_at is not None:
            raise NotPossibleNow(reason=_("it was decided already"))
        _require_reason(reason)
        row.state = TRYING if agreed else REFUSED
        row.decided_by_id, row.decided_at = actor.person_id, clock.now()
        _trail(session, incident, TAGS[row.act] if agreed else Tag.INCIDENT_REFUSE, row, reason, actor)
    return _carry_out(database, incident_id, act_id, actor=actor) if agreed else REFUSED


def retry_by_hand(database: Database, incident_id: UUID) -> str:
    """Try once more what an incident meant, as whoever serves the machine.

    Raises: NotFound, NotPossibleNow for what only its sender can do again, StillStuck, AskedAgain.
    """
    with database.transaction() as session:
        incident = session.get(Incident, incident_id)
        if incident is None:
            raise NotFound
        if RETRY not in policy.possible(incident):
            raise NotPossibleNow(reason=_("this incident is over, or cannot be settled in this way"))
        row = IncidentAct(act=RETRY, field=None, value=None)
        _trail(session, incident, Tag.INCIDENT_RETRY, row, "donthu incidents retry", None)
    return _carry_out(database, incident_id, None, actor=None)


def _carry_out(database: Database, incident_id: UUID, act_id: UUID | None, *, actor: Actor | None) -> str:
    refusal: OfficeError
    try:
        with database.transaction() as session:
            incident = _open(session, incident_id)
            row = session.get(IncidentAct, act_id) if act_id else None
            incident.attempts += 1
            carry_out(session, incident, row or IncidentAct(act=RETRY, field=None, value=None), actor=actor)
            if row is not None:
                row.state = DONE
    except Stuck as stuck:
        refusal = StillStuck()
        with database.transaction() as session:  # what was sent then can be tried once more
            sent_at = session.get_one(Incident, incident_id).sent_at
            incidents.keep(session, replace(stuck.trouble, sent_at=sent_at))
    except OfficeError as known:
        refusal = known
    else:
        return DONE
    _note_failure(database, incident_id, act_id, asked=isinstance(refusal, AskedAgain))
    raise refusal


def _note_failure(database: Database, incident_id: UUID, act_id: UUID | None, *, asked: bool) -> None:
    with database.transaction() as session:
        incident = session.get_one(Incident, incident_id)
        incident.attempts += 1
        if act_id is not None:
            session.get_one(IncidentAct, act_id).state = FAILED
        if asked and incident.person_id is not None:
            incidents.tell(session, {incident.person_id}, incident, kind=incidents.SEND_AGAIN)


def _held(session: Session, incident_id: UUID, actor: Actor) -> Incident:
    incident = session.get(Incident, incident_id)
    if incident is None or incident.authority_id != actor.authority_id:
        raise NotFound
    if not policy.may_mend(actor):
        raise NotAllowed
    return _locked(session, incident)


def _open(session: Session, incident_id: UUID) -> Incident:
    """Hold an incident while something is done about it. Raises: NotPossibleNow if another settled it."""
    incident = _locked(session, session.get_one(Incident, incident_id))
    if incident.resolved_at is not None:
        raise NotPossibleNow(reason=_("this incident is over, or cannot be settled in this way"))
    return incident


def _locked(session: Session, incident: Incident) -> Incident:
    """Let two people do something about one incident only one after the other; the case is held first."""
    if incident.case_id is not None:
        session.execute(select(Case.id).where(Case.id == incident.case_id).with_for_update())
    session.refresh(incident, with_for_update=True)
    return incident


def _checked(session: Session, incident: Incident, wanted: Wanted, actor: Actor) -> object:
    if wanted.act not in policy.possible(incident):
        raise NotPossibleNow(reason=_("this incident is over, or cannot be settled in this way"))
    _require_reason(wanted.reason)
    if wanted.act != CORRECT:
        return None
    case = session.get_one(Case, incident.case_id)
    if not policy.sees_content(actor, case, grants.of(session, case)):
        raise NotAllowed
    return routing_fields.read(routing_fields.one(session, case, incident.run_id, wanted.field), wanted.typed)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Unacceptable(reason=_("say why; it stands on record"))


def _write(
    session: Session, incident: Incident, wanted: Wanted, value: object, *, actor: Actor, state: str
) -> IncidentAct:
    case = _kept_case(session, incident)
    key = vault.key_of(session, case) if case else vault.new_key(session)
    made = IncidentAct(
        id=new_id(),
        incident_id=incident.id,
        act=wanted.act,
        field=wanted.field if wanted.act == CORRECT else None,
        value=value,
        key_id=key.id,
        reason=vault.seal(session, key, wanted.reason.strip()[: said.LONGEST]),
        by_id=actor.person_id,
        at=clock.now(),
        state=state,
        decided_by_id=None,
        decided_at=None,
    )
    session.add(made)
    return made


def _trail(
    session: Session, incident: Incident, tag: Tag, row: IncidentAct, reason: str, actor: Actor | None
) -> None:
    """Put an act on record, in the chain of its case or in the office's own."""
    facts = {"incident": str(incident.id), "act": row.act, "element": incident.element, "kind": incident.kind}
    facts |= {"field": row.field, "run": str(incident.run_id)} if row.field else {}
    case = _kept_case(session, incident)
    if case is not None:
        hold = hold_case(session, case.id, actor=actor)
        said.record(hold, tag, facts, reason)
        return
    person, unit = (actor.person_id, actor.unit_id) if actor else (None, None)
    staff_trail.record(session, staff_trail.Tag(tag.value), actor_id=person, unit_id=unit, facts=facts)


def _kept_case(session: Session, incident: Incident) -> Case | None:
    """Give the case of an incident, unless what was sealed of it was destroyed: no words go there."""
    case = session.get(Case, incident.case_id) if incident.case_id else None
    return None if case is None or vault.is_destroyed(vault.key_of(session, case)) else case


def _seconds(session: Session, incident: Incident, actor: Actor) -> set[UUID]:
    """Find who can confirm what somebody proposed."""
    chairs = holders(session, clock.today(), role=CHAIRMAN, authority_id=incident.authority_id)
    return (chairs | incidents.keepers(session, incident.authority_id)) - {actor.person_id}
