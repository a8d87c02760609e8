"""Carrying out what was decided about an incident: again, with another value, not at all, by hand.

Each verb works within the transaction it is given; what raises leaves the case as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, drafts, incidents, routing_fields, standstill
from app.casework.audit import Tag
from app.casework.hold import Hold
from app.casework.stuck import Stuck
from app.errors import NotPossibleNow, OfficeError
from app.language import _
from app.policy.actor import Actor
from app.policy.incidents import CANCEL, CORRECT, GIVE_UP, MAIL, RESOLVE, RETRY, TASK, TIMER
from app.services import tasks
from app.services.sessions import held_on
from app.services.tasks import Sending
from db.models import Draft, Holding, Incident, IncidentAct, Notice, Person, Run, Task, Timer

CORRECTED, CANCELLED, BY_HAND, GIVEN_UP = "corrected", "cancelled", "by_hand", "given_up"


class AskedAgain(OfficeError):
    """What was sent then cannot be carried out for its sender: it was changed since, or is not acceptable now. They were asked to send it again."""  # noqa: E501


def carry_out(session: Session, incident: Incident, act: IncidentAct, *, actor: Actor | None) -> None:
    """Do what was decided, and resolve the incident if nothing is left of it.

    Raises: Stuck when it cannot be carried out still, AskedAgain, NotPossibleNow.
    """
    resolution = _VERBS[act.act](session, incident, act, actor)
    if resolution:
        incident.resolved_at, incident.resolution = clock.now(), resolution
        incident.resolved_by_id = actor.person_id if actor else None
        if incident.person_id is not None and incident.command != TIMER:
            incidents.tell(session, {incident.person_id}, incident, kind=incidents.SETTLED)


def _retry(session: Session, incident: Incident, act: IncidentAct, actor: Actor | None) -> str:
    del act, actor
    if incident.command == MAIL:
        notice = _notice(session, incident)
        notice.attempts, notice.next_try_at = 0, clock.now()
    elif incident.command == TIMER:
        _require_clock(session)
        with advance.moving(session, _case(incident), actor=None, due_first=False) as hold:
            _ring(hold, incident)
    elif incident.command == TASK:
        _send(session, incident)
    else:
        raise NotPossibleNow(
            reason=_("only whoever did it can do it again; what is wrong can be mended first")
        )
    return incidents.MOVED


def _correct(session: Session, incident: Incident, act: IncidentAct, actor: Actor | None) -> str:
    """Put the value right and try again; where nothing can be tried, the value alone."""
    if incident.command == TIMER:
        _require_clock(session)
    with advance.moving(session, _case(incident), actor=actor, due_first=False) as hold:
        run = session.get_one(Run, incident.run_id)
        routing_fields.put(hold, run, str(act.field), act.value)
        if incident.command == TIMER:
            hold.actor = None  # the clock fires; who put the value right stands in an entry of their own
            _ring(hold, incident)
    if incident.command == TASK:
        try:
            _send(session, incident)
        except AskedAgain:
            return ""  # the value is right now; the sender was asked
    return CORRECTED


def _cancel(session: Session, incident: Incident, act: IncidentAct, actor: Actor | None) -> str:
    del act
    with advance.moving(session, _case(incident), actor=actor, due_first=False) as hold:
        run = session.get(Run, incident.run_id) if incident.run_id else None
        if run is None or run.status not in {"running", "incident"}:
            raise NotPossibleNow(reason=_("this procedure has ended already"))
        advance.end(hold, run)
        session.execute(
            update(Timer).where(Timer.run_id == run.id, Timer.state == "dead").values(state="cancelled")
        )
    return CANCELLED


def _resolve(session: Session, incident: Incident, act: IncidentAct, actor: Actor | None) -> str:
    del act, actor
    timer = session.get(Timer, incident.timer_id) if incident.timer_id else None
    if timer is not None and timer.state == "pending":
        timer.state = "dead"  # what was done by hand is not done once more by the clock
    run = session.get(Run, incident.run_id) if incident.run_id else None
    if run is not None and run.status == "incident":  # stored so by an earlier release
        run.status = "running"
    return BY_HAND


def _give_up(session: Session, incident: Incident, act: IncidentAct, actor: Actor | None) -> str:
    del act, actor
    _notice(session, incident).next_try_at = None
    return GIVEN_UP


_VERBS: dict[str, Callable[[Session, Incident, IncidentAct, Actor | None], str]] = {
    RETRY: _retry,
    CORRECT: _correct,
    CANCEL: _cancel,
    RESOLVE: _resolve,
    GIVE_UP: _give_up,
}
TAGS = {
    RETRY: Tag.INCIDENT_RETRY,
    CORRECT: Tag.INCIDENT_CORRECT,
    CANCEL: Tag.INCIDENT_CANCEL,
    RESOLVE: Tag.INCIDENT_RESOLVE,
    GIVE_UP: Tag.INCIDENT_RESOLVE,
}


def _ring(hold: Hold, incident: Incident) -> None:
    """Fire a timer now if it is due still; one that is not waits for its instant again."""
    timer = hold.session.get(Timer, incident.timer_id) if incident.timer_id else None
    if timer is None or timer.state not in {"pending", "dead"}:
        return
    timer.state, timer.next_try_at = "pending", timer.due_at
    timer.attempts = max(timer.attempts, 1)  # so that its firing resolves what is open of it
    hold.session.flush()
    hold.has_due = True
    advance.fire_due(hold)


def _require_clock(session: Session) -> None:
    """Fire nothing by hand while nobody can tell whether the clock is right."""
    if clock.has_leapt() or standstill.hold_in(session) is not None:
        raise NotPossibleNow(reason=_("the clock is in doubt; somebody looks at it first"))


def _send(session: Session, incident: Incident) -> None:
    """Send, in its sender's name, what they sent then; only if they left it unchanged since."""
    task = session.get(Task, incident.task_id) if incident.task_id else None
    if task is None or task.state != "open":
        return
    form = f"task:{task.id}"
    sender = _sender(session, incident)
    kept = session.scalars(
        select(Draft).where(Draft.person_id == incident.person_id, Draft.form == form)
    ).one_or_none()
    if sender is None or kept is None or kept.at != incident.sent_at:
        raise AskedAgain
    posted = drafts.find(session, form, actor=sender) or {}
    try:
        done = tasks.complete(session, task.id, Sending(posted=posted, key=uuid4().hex), actor=sender)
    except Stuck:
        raise
    except OfficeError as refusal:
        raise AskedAgain from refusal
    if done.problems:
        raise AskedAgain
    drafts.forget(session, form, actor=sender)


def _sender(session: Session, incident: Incident) -> Actor | None:
    """Give whoever met the incident, in the office in which they acted, if they hold it still."""
    found = session.execute(
        select(Holding, Person)
        .join(Person, Person.id == Holding.person_id)
        .where(Person.id == incident.person_id, Person.active, held_on(clock.today()))
        .order_by(Holding.id)
    ).all()
    here = [holding for holding, _person in found if holding.unit_id == incident.unit_id]
    if not here:
        return None
    return Actor(
        person_id=here[0].person_id,
        name=found[0][1].name,
        authority_id=here[0].authority_id,
        unit_id=here[0].unit_id,
        holding_id=here[0].id,
        roles=frozenset(holding.role for holding in here),
        title=here[0].title,
        units=frozenset(holding.unit_id for holding, _person in found),
    )


def _notice(session: Session, incident: Incident) -> Notice:
    notice = session.get(Notice, incident.notice_id) if incident.notice_id else None
    if notice is None:
        raise NotPossibleNow(reason=_("this message is not kept any more"))
    return notice


def _case(incident: Incident) -> UUID:
    if incident.case_id is None:
        raise NotPossibleNow(reason=_("no case was opened by it, so nothing waits"))
    return incident.case_id
