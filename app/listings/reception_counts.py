"""Receptions counted as form 01/TCD does: visits, people, cases and crowds, each by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import N_
from app.listings.visits_visible import seen_by
from app.policy.actor import Actor
from db.models import ReceptionSession, ReceptionVisit

PERIODIC, DEPUTY = "periodic", "deputy"
# What each column counts, as the page prints it below its table.
DEFINITIONS = (
    (N_("Sittings"), N_("Sittings that were held in these days; one that was only planned does not count.")),
    (N_("Visits"), N_("How often somebody was received: who comes twice is two visits, a group is one.")),
    (N_("Number of people"), N_("People who were received, all members of a group included.")),
    (
        N_("Cases"),
        N_("Cases that visits of these days belong to, each once; first where nobody came before."),
    ),
    (N_("Crowds"), N_("Visits of five people or more about the same matter.")),
    (
        N_("Stood in for"),
        N_("Periodic sittings in which a deputy received; none since the law forbids it."),
    ),
)
ROWS = (
    ("regular", N_("Regular")),
    ("periodic", N_("Periodic, by the leader")),
    ("unscheduled", N_("Unscheduled, by the leader")),
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One row of the form."""

    name: str
    sittings: int
    visits: int
    people: int
    cases: int
    first: int  # of the cases: received about for the first time
    crowds: int
    stood_in: int


def of(session: Session, since: dt.date, until: dt.date, *, actor: Actor) -> tuple[Counted, ...]:
    """Count the receptions of a stretch by kind of sitting, with their sum as the last row."""
    held = session.execute(
        select(ReceptionSession.kind, ReceptionSession.duty, func.count().label("sittings"))
        .where(
            ReceptionSession.authority_id == actor.authority_id,
            ReceptionSession.state == "held",
            ReceptionSession.held_on.between(since, until),
        )
        .group_by(ReceptionSession.kind, ReceptionSession.duty)
    ).all()
    visits = session.execute(
        select(
            ReceptionSession.kind,
            ReceptionVisit.people,
            ReceptionVisit.crowd,
            ReceptionVisit.times,
            ReceptionVisit.case_id,
        )
        .join(ReceptionSession, ReceptionSession.id == ReceptionVisit.session_id)
        .where(ReceptionVisit.on.between(since, until), seen_by(actor))
    ).all()
    rows = [
        _counted(name, [row for row in held if row.kind == kind], [row for row in visits if row.kind == kind])
        for kind, name in ROWS
    ]
    return (*rows, _counted(N_("Together"), held, visits))


def _counted(name: str, held: Sequence[Any], visits: Sequence[Any]) -> Counted:
    cases: set[UUID] = {row.case_id for row in visits if row.case_id is not None}
    again = {row.case_id for row in visits if row.times > 1}
    return Counted(
        name=name,
        sittings=sum(row.sittings for row in held),
        visits=len(visits),
        people=sum(row.people for row in visits),
        cases=len(cases),
        first=len(cases - again),
        crowds=sum(row.crowd for row in visits),
        stood_in=sum(row.sittings for row in held if row.kind == PERIODIC and row.duty == DEPUTY),
    )
