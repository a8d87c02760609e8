"""Messages to people of the office: rows now, sent after the commit, names never in them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from app.casework import grants
from app.casework.hold import Hold
from app.casework.under_limit import under
from app.policy.actor import CHAIRMAN, UNIT_HEAD
from app.policy.cases import UNCLASSIFIED
from db.models import Deadline, Holding, Notice, Task

MOVED = "day_moved"


def remind(hold: Hold, deadline: Deadline) -> None:
    """Remind whoever holds the open steps under a limit, or else the heads of their unit."""
    tell(hold, working_on(hold, deadline), kind="reminder", rule=deadline.rule)


def move(hold: Hold, deadline: Deadline) -> None:
    """Tell whoever works under a limit that its last day moved, because the list of days off did."""
    tell(hold, working_on(hold, deadline), kind=MOVED, rule=deadline.rule)


def working_on(hold: Hold, deadline: Deadline) -> set[UUID]:
    """Give whoever holds the open steps under a limit, or else the heads of their unit."""
    people = set(
        hold.session.scalars(select(Task.assignee_id).where(under(deadline), Task.assignee_id.is_not(None)))
    )
    return {p for p in people if p} or holders(
        hold.session, hold.today, role=UNIT_HEAD, unit_id=deadline.unit_id
    )


def breach(hold: Hold, deadline: Deadline) -> None:
    """Tell the leader and the head of the unit that a limit was missed."""
    chairs = holders(hold.session, hold.today, role=CHAIRMAN, authority_id=hold.case.authority_id)
    heads = holders(hold.session, hold.today, role=UNIT_HEAD, unit_id=deadline.unit_id)
    tell(hold, chairs | heads, kind="breach", rule=deadline.rule)


def tell(hold: Hold, people: set[UUID], *, kind: str, rule: str | None, named: bool = True) -> None:
    """Write one notice a person; a reminder and the breach of the same limit on one day are one.

    Of a sealed case only those hear who may see it; who may not hears at most, with ``named`` false, that
    something happened, and not in which case.
    """
    if hold.case.state == "suspended" and kind == "reminder":
        return
    for person_id in sorted(people & seers(hold) if hold.case.sealed and named else people):
        hold.session.add(
            Notice(
                person_id=person_id,
                case_id=hold.case.id if named else None,
                task_id=None,
                kind=kind,
                rule=rule,
                on=hold.today,
                at=hold.now,
                next_try_at=None,  # it reaches the person in the day's digest
                attempts=0,
                sent_at=None,
                read_at=None,
            )
        )


def seers(hold: Hold) -> set[UUID]:
    """Find who may hear of a sealed case: who holds a right to it, its receiver, and the leader."""
    case = hold.case
    chairs = holders(hold.session, hold.today, role=CHAIRMAN, authority_id=case.authority_id)
    barred = {case.contested_author_id}
    if case.contested_unit_id is not None:
        barred |= holders(hold.session, hold.today, unit_id=case.contested_unit_id)
    named = {grant.person_id for grant in grants.of(hold.session, case)}
    return (named | chairs | ({case.registrar_id} if case.kind == UNCLASSIFIED else set())) - barred


def holders(
    session: Session,
    today: dt.date,
    *,
    role: str | None = None,
    unit_id: UUID | None = None,
    authority_id: UUID | None = None,
) -> set[UUID]:
    """Find who holds a role, or any, today in a unit or in an authority."""
    where = Holding.unit_id == unit_id if unit_id else Holding.authority_id == authority_id
    return set(
        session.scalars(
            select(Holding.person_id).where(
                where,
                true() if role is None else Holding.role == role,
                Holding.since <= today,
                or_(Holding.until.is_(None), Holding.until >= today),
            )
        )
    )
