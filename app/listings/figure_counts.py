"""The counts behind the office's figures: one SELECT each, over a period, of one authority or of all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app import clock
from app.casework.linked import BESIDES
from db.models import (
    Case,
    CasePetition,
    Classification,
    ContentItem,
    Handover,
    Letter,
    Petition,
    Ruling,
)

WITHIN = ("accept", "assign", "leader")  # outcomes of intake by which the authority itself settles
SETTLED = ("settled", "answered", "withdrawn", "conciliated")

Grouped = Mapping[str, int]
DayColumn = InstrumentedAttribute[dt.date] | InstrumentedAttribute[dt.date | None]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is counted: days from and to, both included; one authority, or all for None."""

    first: dt.date
    last: dt.date
    authority_id: UUID | None = None

    def of(self, column: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
        """Keep to the authority asked about."""
        return column.is_not(None) if self.authority_id is None else column == self.authority_id

    def on(self, column: DayColumn) -> ColumnElement[bool]:
        """Keep to the days of the period."""
        return and_(column >= self.first, column <= self.last)


def petitions(session: Session, scope: Scope, by: str) -> Grouped:
    """Count petitions received, by a column of theirs: channel, signer_class."""
    column = getattr(Petition, by)
    return grouped(session, _petitions(scope, column))


def petitions_by_kind(session: Session, scope: Scope) -> Grouped:
    """Count petitions received, by the kind they were last classified as."""
    latest = _latest(Classification.petition_id)
    rows = (
        select(latest.kind, func.count())
        .select_from(Petition)
        .outerjoin(latest, latest.petition_id == Petition.id)
        .where(scope.of(Petition.authority_id), scope.on(Petition.received_on))
        .group_by(latest.kind)
    )
    found = {kind or "unclassified": count for kind, count in session.execute(rows)}
    return dict(sorted(found.items()))


def repeats(session: Session, scope: Scope) -> Grouped:
    """Count petitions of people who had been here before, and those joined to a case as duplicates."""
    again = _count(session, _petitions(scope, Petition.first_visit).where(Petition.first_visit.is_(False)))
    joined = (
        select(CasePetition.kind, func.count())
        .join(Petition, Petition.id == CasePetition.petition_id)
        .where(
            CasePetition.kind == "duplicate",
            CasePetition.undone_at.is_(None),
            scope.of(Petition.authority_id),
            scope.on(Petition.received_on),
        )
        .group_by(CasePetition.kind)
    )
    return {"repeat": again, "duplicate": _count(session, joined)}


def over_level(session: Session, scope: Scope) -> Grouped:
    """Count the petitions that belong to a lower level, by what was done with them."""
    latest = _latest(Classification.petition_id)
    rows = (
        select(latest.outcome, func.count())
        .select_from(Petition)
        .join(latest, latest.petition_id == Petition.id)
        .where(scope.of(Petition.authority_id), scope.on(Petition.received_on), latest.over_level)
        .group_by(latest.outcome)
    )
    return grouped(session, rows)


def pushed_on(session: Session, scope: Scope) -> Grouped:
    """Count how often work was sent back or on, and settled by the leader."""
    begin, end = clock.midnight(scope.first), clock.midnight(scope.last) + dt.timedelta(days=1)
    rows = (
        select(Handover.kind, func.count())
        .join(Case, Case.id == Handover.case_id)
        .where(scope.of(Case.authority_id), Handover.at >= begin, Handover.at < end)
        .group_by(Handover.kind)
    )
    return grouped(session, rows)


def cases_opened(session: Session, scope: Scope) -> Grouped:
    """Count the cases opened, by kind; a petition joined to an earlier case opens none."""
    rows = (
        select(Case.kind, func.count())
        .where(scope.of(Case.authority_id), scope.on(Case.received_on), _is_own(), settles_petitions())
        .group_by(Case.kind)
    )
    return grouped(session, rows)


def cases_closed(session: Session, scope: Scope) -> Grouped:
    """Count the cases closed, by how they were closed."""
    rows = (
        select(Case.closed_as, func.count())
        .where(scope.of(Case.authority_id), scope.on(Case.closed_on), settles_petitions())
        .group_by(Case.closed_as)
    )
    return grouped(session, rows)


def within(session: Session, scope: Scope) -> int:
    """Count the cases to be settled here: carried over and new, within the authority's competence."""
    return session.scalar(_within(scope)) or 0


def settled(session: Session, scope: Scope) -> int:
    """Count those of ``within`` that were settled, answered or withdrawn in the period."""
    rows = _within(scope).where(Case.closed_as.in_(SETTLED), scope.on(Case.closed_on))
    return session.scalar(rows) or 0


def cases_open(session: Session, scope: Scope) -> Grouped:
    """Count the cases open or suspended now."""
    rows = select(Case.state, func.count()).where(
        scope.of(Case.authority_id), Case.state != "closed", settles_petitions()
    )
    return grouped(session, rows.group_by(Case.state))


def sealed_now(session: Session, scope: Scope) -> int:
    """Count the open cases that are sealed now."""
    rows = select(func.count()).where(
        scope.of(Case.authority_id), Case.sealed, Case.state != "closed", settles_petitions()
    )
    return session.scalar(rows) or 0


def withdrawals(session: Session, scope: Scope) -> Grouped:
    """Count cases withdrawn whole, and cases of which single contents were withdrawn."""
    whole = select(func.count()).where(
        scope.of(Case.authority_id),
        Case.closed_as == "withdrawn",
        scope.on(Case.closed_on),
        settles_petitions(),
    )
    part = (
        select(func.count(func.distinct(Case.id)))
        .join(ContentItem, ContentItem.case_id == Case.id)
        .where(scope.of(Case.authority_id), scope.on(ContentItem.withdrawn_on))
    )
    return {"whole": session.scalar(whole) or 0, "part": session.scalar(part) or 0}


def letters(session: Session, scope: Scope) -> Grouped:
    """Count the letters begun in the period, by their state now."""
    begin, end = clock.midnight(scope.first), clock.midnight(scope.last) + dt.timedelta(days=1)
    rows = (
        select(Letter.state, func.count())
        .where(scope.of(Letter.authority_id), Letter.created_at >= begin, Letter.created_at < end)
        .group_by(Letter.state)
    )
    return grouped(session, rows)


def rulings(session: Session, scope: Scope) -> Grouped:
    """Count the rulings decided in the period, and add up what they give back."""
    rows = (
        select(
            func.count(),
            func.coalesce(func.sum(Ruling.money_dong), 0),
            func.coalesce(func.sum(Ruling.land_m2), 0),
        )
        .join(Case, Case.id == Ruling.case_id)
        .where(scope.of(Case.authority_id), scope.on(Ruling.decided_on))
    )
    count, money, land = session.execute(rows).one()
    return {"rulings": int(count), "money_dong": int(money), "land_m2": int(land)}


def _petitions(scope: Scope, column: InstrumentedAttribute[Any]) -> Select[Any, int]:
    return (
        select(column, func.count())
        .where(scope.of(Petition.authority_id), scope.on(Petition.received_on))
        .group_by(column)
    )


def _within(scope: Scope) -> Select[int]:
    latest = _latest(Classification.case_id)
    return (
        select(func.count())
        .select_from(Case)
        .join(latest, latest.case_id == Case.id)
        .where(
            scope.of(Case.authority_id),
            Case.received_on <= scope.last,
            or_(Case.closed_on.is_(None), Case.closed_on >= scope.first),
            latest.competence == "within",
            latest.outcome.in_(WITHIN),
        )
    )


def _latest(column: InstrumentedAttribute[UUID]) -> type[Classification]:
    """Read each case's, or petition's, last classification."""
    newest = (Classification.at.desc(), Classification.id.desc())
    place = func.row_number().over(partition_by=column, order_by=newest)
    ranked = select(Classification, place.label("place")).subquery()
    return aliased(Classification, select(ranked).where(ranked.c.place == 1).subquery())


def settles_petitions() -> ColumnElement[bool]:
    """Leave out the cases that only carry out, protect or end what another case settled."""
    return Case.kind.not_in(BESIDES)


def _is_own() -> ColumnElement[bool]:
    return or_(Case.closed_as.is_(None), Case.closed_as != "duplicate")


def _count(session: Session, rows: Select[Any, int]) -> int:
    return sum(count for _value, count in session.execute(rows))


def grouped(session: Session, rows: Select[Any, int]) -> Grouped:
    """Give counts by their names, in the order of the names."""
    found = {str(name): int(count) for name, count in session.execute(rows)}
    return dict(sorted(found.items()))
