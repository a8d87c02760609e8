"""What could not be carried out: open ones first, with how old they are, where they stand and how often."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, grants
from app.casework.numbers import number_of
from app.language import _, content
from app.listings.incident_words import RESOLUTIONS, kind_word
from app.policy.actor import Actor
from app.policy.incidents import MAIL, sees_content
from db.models import Case, Incident, IncidentAct, Timer

OPEN, PAST = 200, 50  # rows shown


@dataclass(frozen=True, kw_only=True)
class Line:
    """One incident in the list; ``procedure`` and ``step`` are empty where only the number may be read."""

    id: UUID
    kind: str
    number: str
    sealed: bool
    procedure: str
    step: str
    since: dt.datetime
    last: dt.datetime
    age: str
    times: int
    dead: bool  # a timer that is not tried again by itself
    waiting: bool  # for a second person
    ended: str  # how it was settled; empty while it is open


@dataclass(frozen=True)
class Incidents:
    """The whole page."""

    open: tuple[Line, ...]
    past: tuple[Line, ...]


def show(session: Session, *, actor: Actor) -> Incidents:
    """List the incidents of one's authority, the newest first, open ones before those that are over."""
    waiting = Incident.resolved_at.is_(None)
    rows = session.execute(_lines(actor).where(waiting).order_by(Incident.last_at.desc()).limit(OPEN)).all()
    past = _lines(actor).where(~waiting).order_by(Incident.resolved_at.desc()).limit(PAST)
    return Incidents(
        tuple(line(session, row, actor=actor) for row in rows),
        tuple(line(session, row, actor=actor) for row in session.execute(past)),
    )


def find(session: Session, incident_id: UUID, *, actor: Actor) -> Row[Incident, Case, str, bool] | None:
    """Find one incident of one's authority with its case, the state of its timer, and whether it waits."""
    return session.execute(_lines(actor).where(Incident.id == incident_id)).one_or_none()


def line(session: Session, row: Row[Incident, Case, str, bool], *, actor: Actor) -> Line:
    """Say one incident in words, as far as its reader may know of it."""
    incident, case, timer, waiting = row
    seen = sees_content(actor, case, grants.of(session, case) if case and case.sealed else ())
    procedure, step = place(session, incident) if seen else ("", "")
    return Line(
        id=incident.id,
        kind=kind_word(incident.kind),
        number=number_of(case) if case else "",
        sealed=bool(case and case.sealed),
        procedure=procedure,
        step=step,
        since=clock.local(incident.at),
        last=clock.local(incident.last_at),
        age=_age(clock.now() - incident.at),
        times=incident.times,
        dead=timer == "dead",
        waiting=waiting,
        ended=_(RESOLUTIONS.get(incident.resolution or "", "Went on")) if incident.resolved_at else "",
    )


def place(session: Session, incident: Incident) -> tuple[str, str]:
    """Name the procedure and the step at which an incident stands."""
    if incident.command == MAIL:
        return _("Mail"), _("The day's digest") if incident.element == "digest" else _("A notice")
    if incident.version_id is None:
        return "", ""
    definition = definitions.pinned(session, incident.version_id).definition
    node = definition.nodes.get(incident.element)
    return content(definition.name), content(node.name) if node and node.name else ""


def _lines(actor: Actor) -> Select[Incident, Case, str, bool]:
    waits = exists().where(IncidentAct.incident_id == Incident.id, IncidentAct.state == "waiting")
    return (
        select(Incident, Case, Timer.state, waits)
        .outerjoin(Case, Case.id == Incident.case_id)
        .outerjoin(Timer, Timer.id == Incident.timer_id)
        .where(Incident.authority_id == actor.authority_id)
    )


def _age(passed: dt.timedelta) -> str:
    if passed >= dt.timedelta(days=1):
        return _("{count} days", count=passed.days) if passed.days > 1 else _("1 day")
    hours = int(passed.total_seconds()) // 3600
    if hours:
        return _("{count} hours", count=hours) if hours > 1 else _("1 hour")
    return _("{count} minutes", count=int(passed.total_seconds()) // 60)
