"""The register of receptions: a line each visit; of sealed ones that somebody was received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.language import short_date
from app.listings import book_pages, reception_lines
from app.listings.book_pages import Order, Stretch
from app.listings.counts import MOST
from app.listings.reception_lines import Line
from app.listings.visits_visible import seen_by
from app.policy.actor import Actor
from db.models import Case, ReceptionSession, ReceptionVisit

ORDER = Order(ReceptionVisit.on, ReceptionVisit.id)


@dataclass(frozen=True, kw_only=True)
class Filter(Stretch):
    """What the address asks for."""

    kind: str = ""  # of the sitting
    duty: str = ""  # in what office somebody received
    loose: bool = False  # only visits that belong to no case


@dataclass(frozen=True, kw_only=True)
class Register:
    """One page of the register."""

    lines: tuple[Line, ...]
    after: str | None
    total: int  # up to a thousand
    loose: int  # visits of the same stretch that belong to no case


def usual(today: dt.date | None = None) -> Filter:
    """Give what the register shows when nothing was asked for: this year so far."""
    since, until = book_pages.this_year(today)
    return Filter(since=since, until=until)


def page(session: Session, asked: Filter, *, actor: Actor) -> Register:
    """Give one page, the newest visit first."""
    query = _within(asked, actor)
    rows, after = book_pages.newest(session, query, ORDER, asked.after)
    return Register(
        lines=reception_lines.of(session, [(visit, sitting, case) for visit, sitting, case in rows]),
        after=after,
        total=_count(session, query),
        loose=_count(session, query.where(ReceptionVisit.case_id.is_(None))),
    )


def of_sitting(session: Session, sitting_id: UUID, *, actor: Actor) -> tuple[Line, ...]:
    """Give the visits of one sitting in the order in which they were taken down."""
    rows = session.execute(
        _visits(actor).where(ReceptionVisit.session_id == sitting_id).order_by(ReceptionVisit.id)
    )
    return reception_lines.of(session, [(visit, sitting, case) for visit, sitting, case in rows])


def of_case(session: Session, case_id: UUID) -> tuple[tuple[str, str], ...]:
    """Say when somebody was received about a case, by whom, and what came of it; nobody is named.

    Whoever calls it has found the case for its reader.
    """
    rows = session.execute(
        select(ReceptionVisit, ReceptionSession)
        .join(ReceptionSession, ReceptionSession.id == ReceptionVisit.session_id)
        .where(ReceptionVisit.case_id == case_id)
        .order_by(ReceptionVisit.on, ReceptionVisit.id)
    )
    return tuple(
        (short_date(visit.on), f"{sitting.receiver}: {reception_lines.handling(visit)}")
        for visit, sitting in rows
    )


def every(session: Session, asked: Filter, *, actor: Actor) -> Iterator[Line]:
    """Give all lines in the order of the book, a batch at a time: for paper and spreadsheets."""
    place = 1
    for rows in book_pages.batches(session, _within(asked, actor), ORDER):
        found = [(visit, sitting, case) for visit, sitting, case in rows]
        yield from reception_lines.of(session, found, first=place)
        place += len(found)


def _visits(actor: Actor) -> Select[ReceptionVisit, ReceptionSession, Case]:
    return (
        select(ReceptionVisit, ReceptionSession, Case)
        .join(ReceptionSession, ReceptionSession.id == ReceptionVisit.session_id)
        .outerjoin(Case, Case.id == ReceptionVisit.case_id)
        .where(seen_by(actor))
    )


def _within(asked: Filter, actor: Actor) -> Select[ReceptionVisit, ReceptionSession, Case]:
    query = _visits(actor).where(ReceptionVisit.on.between(asked.since, asked.until))
    if asked.kind:
        query = query.where(ReceptionSession.kind == asked.kind)
    if asked.duty:
        query = query.where(ReceptionSession.duty == asked.duty)
    return query.where(ReceptionVisit.case_id.is_(None)) if asked.loose else query


def _count(session: Session, query: Select[ReceptionVisit, ReceptionSession, Case]) -> int:
    some = query.with_only_columns(ReceptionVisit.id).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0
