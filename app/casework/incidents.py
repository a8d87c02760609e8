"""Incidents: what could not be carried out, kept in a transaction of its own after the work was undone.

There is one open row for each case, element and kind; meeting it again counts it. The administrator is told
once, by a notice that names nobody and nothing of the case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from app import clock
from app.casework.notices import holders
from app.casework.stuck import Trouble
from app.policy.actor import ADMINISTRATOR, CHAIRMAN
from db.base import new_id
from db.models import Authority, Case, Holding, Incident, Notice, Run, Task, Timer

LONGEST = 300
NEW, WORD_ASKED = "incident", "incident_asked"  # kinds of notices
SEND_AGAIN, SETTLED = "incident_send_again", "incident_settled"  # to whoever met it
MAIL = "mail"
MOVED = "moved"  # resolved by itself: what was meant was carried out after all
BACKOFF = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))  # then it is dead


def keep(session: Session, trouble: Trouble) -> Incident:
    """Keep what could not be carried out, counted where it is known already; tell the administrator once.

    Call it in a transaction in which nothing of the failed work was done.
    """
    case = session.scalars(select(Case).where(Case.id == trouble.case_id).with_for_update()).one_or_none()
    if case is None:  # it would have been opened by what was undone, or there was none
        session.execute(select(Authority.id).where(Authority.id == trouble.authority_id).with_for_update())
    known = case.id if case else trouble.authority_id
    told = {name: value for name, value in asdict(trouble).items() if name not in {"at", "case_id", "run_id"}}
    run = session.get(Run, trouble.run_id) if trouble.run_id else None
    told |= {"case_id": case.id if case else None, "run_id": run.id if run else None}
    return _count(session, f"{known}/{trouble.element}/{trouble.kind}"[:LONGEST], trouble.at, told)


def keep_mail(session: Session, notice: Notice) -> Incident:
    """Keep that a notice could not be sent by mail and will not be tried again by itself."""
    told = {
        "kind": MAIL,
        "element": notice.kind,
        "authority_id": _authority_of(session, notice.person_id),
        "command": MAIL,
        "notice_id": notice.id,
    }
    return _count(session, f"notice/{notice.id}", clock.now(), told)


def put_off(session: Session, timer: Timer, now: dt.datetime) -> None:
    """Try a timer again later; after the last attempt it is dead, and stays an open incident."""
    timer.attempts += 1
    if timer.attempts > len(BACKOFF):
        timer.state = "dead"
    else:
        timer.next_try_at = now + BACKOFF[timer.attempts - 1]
    session.flush()


def went_on(session: Session, *, timer_id: UUID, now: dt.datetime) -> None:
    """Resolve the incident of a timer that fired after all."""
    session.execute(
        update(Incident)
        .where(Incident.timer_id == timer_id, Incident.resolved_at.is_(None))
        .values(resolved_at=now, resolution=MOVED)
    )


def has_passed(session: Session) -> bool:
    """Tell whether a step with an open incident was done, or overtaken, since."""
    return session.scalar(_passed().limit(1)) is not None


def settle_passed(session: Session) -> None:
    """Resolve the incidents of steps that were done, or overtaken, since."""
    session.execute(
        update(Incident)
        .where(Incident.id.in_(list(session.scalars(_passed()))))
        .values(resolved_at=clock.now(), resolution=MOVED)
    )


def _passed() -> Select[UUID]:
    step = select(Incident.id).join(Task, Task.id == Incident.task_id)
    return step.where(Incident.resolved_at.is_(None), Incident.command == "task", Task.state != "open")


def tell(session: Session, people: set[UUID], incident: Incident, *, kind: str) -> None:
    """Write a notice that leads to an incident; it names no case, for not everybody may know of each."""
    now = clock.now()
    for person_id in sorted(people):
        session.add(
            Notice(
                person_id=person_id,
                case_id=None,
                task_id=incident.task_id if kind == SEND_AGAIN else None,
                incident_id=incident.id,
                kind=kind,
                rule=None,
                on=clock.local(now).date(),
                at=now,
                next_try_at=None,
                attempts=0,
                sent_at=None,
                read_at=None,
            )
        )


def keepers(session: Session, authority_id: UUID | None) -> set[UUID]:
    """Find who looks after incidents: the administrators of an authority, or its leader if there is none."""
    if authority_id is None:
        return set()
    today = clock.today()
    found = holders(session, today, role=ADMINISTRATOR, authority_id=authority_id)
    return found or holders(session, today, role=CHAIRMAN, authority_id=authority_id)


def _authority_of(session: Session, person_id: UUID) -> UUID | None:
    held = select(Holding.authority_id).where(Holding.person_id == person_id, Holding.since <= clock.today())
    return session.scalars(held.order_by(Holding.since.desc()).limit(1)).first()


def _count(session: Session, mark: str, at: dt.datetime, told: Mapping[str, object]) -> Incident:
    known = session.scalars(
        select(Incident).where(Incident.mark == mark, Incident.resolved_at.is_(None))
    ).one_or_none()
    if known is not None:
        for name, value in told.items():
            setattr(known, name, value)
        known.times, known.last_at = known.times + 1, at
        return known
    counted = {"mark": mark, "at": at, "last_at": at, "times": 1, "attempts": 0}
    row = dict.fromkeys(_OPTIONAL) | dict(told) | counted
    made = Incident(id=new_id(), **row)
    session.add(made)
    tell(session, keepers(session, made.authority_id), made, kind=NEW)
    return made


_OPTIONAL = (
    *("case_id", "run_id", "version_id", "timer_id", "task_id", "notice_id", "outcome", "person_id"),
    *("unit_id", "sent_at", "resolved_at", "resolved_by_id", "resolution"),
)
