"""The register of petitions: a line each, in the official columns; of sealed ones only that they came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app import clock
from app.listings import book_pages, register_lines
from app.listings.book_pages import Order, Stretch
from app.listings.case_found import unit_name
from app.listings.counts import MOST
from app.listings.register_lines import Line
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Authority, Case, CasePetition, Petition, Unit

STATES = ("open", "suspended", "closed", "late")
CHANNELS = ("counter", "post", "online", "reception", "forwarded")
ORDER = Order(Petition.received_on, Petition.id)


@dataclass(frozen=True, kw_only=True)
class Filter(Stretch):
    """What the address asks for."""

    kind: str = ""
    state: str = ""
    channel: str = ""
    unit: UUID | None = None

    @property
    def looks_inside(self) -> bool:
        """Tell whether it asks for what a sealed petition must not tell."""
        return bool(self.kind or self.state or self.unit)


@dataclass(frozen=True, kw_only=True)
class Register:
    """One page of the register."""

    lines: tuple[Line, ...]
    after: str | None
    total: int  # up to a thousand


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Whose register it is, as the first lines of the paper say."""

    superior: str
    authority: str


def usual(today: dt.date | None = None) -> Filter:
    """Give what the register shows when nothing was asked for: this year so far."""
    since, until = book_pages.this_year(today)
    return Filter(since=since, until=until)


def page(session: Session, asked: Filter, *, actor: Actor) -> Register:
    """Give one page, the newest petition first, in a constant number of statements."""
    rows, after = book_pages.newest(session, _within(asked, actor), ORDER, asked.after)
    return Register(
        lines=register_lines.of(session, [(petition, case) for petition, case in rows]),
        after=after,
        total=_total(session, asked, actor),
    )


def every(session: Session, asked: Filter, *, actor: Actor) -> Iterator[Line]:
    """Give all lines in the order of the book, a batch at a time: for paper and spreadsheets."""
    for rows in book_pages.batches(session, _within(asked, actor), ORDER):
        yield from register_lines.of(session, [(petition, case) for petition, case in rows])


def heading(session: Session, *, actor: Actor) -> Heading:
    """Say whose register it is."""
    own = session.get_one(Authority, actor.authority_id)
    return Heading(superior=own.superior, authority=f"ỦY BAN NHÂN DÂN {own.name.upper()}")


def units(session: Session, *, actor: Actor) -> tuple[tuple[str, str], ...]:
    """List the units that can lead a case, for the filter."""
    rows = session.scalars(select(Unit).where(Unit.authority_id == actor.authority_id).order_by(Unit.key))
    return tuple((str(unit.id), unit_name(unit)) for unit in rows)


def _within(asked: Filter, actor: Actor) -> Select[Petition, Case]:
    return (
        select(Petition, Case)
        .join(CasePetition, (CasePetition.petition_id == Petition.id) & (CasePetition.kind == "first"))
        .join(Case, Case.id == CasePetition.case_id)
        .where(
            Petition.authority_id == actor.authority_id,
            visible(actor),
            Petition.received_on.between(asked.since, asked.until),
            *_narrowed(asked),
        )
    )


def _narrowed(asked: Filter) -> Sequence[ColumnElement[bool]]:
    """Narrow; whoever asks for a kind, a state or a unit is shown nothing sealed, so that none is guessed."""
    found: list[ColumnElement[bool]] = []
    if asked.looks_inside:
        found += [Petition.sealed.is_(False), Case.sealed.is_(False)]
    if asked.channel:
        found.append(Petition.channel == asked.channel)
    if asked.kind:
        found.append(Case.kind == asked.kind)
    if asked.unit:
        found.append(Case.lead_unit_id == asked.unit)
    if asked.state == "late":
        found += [Case.state == "open", Case.due_on < clock.today()]
    elif asked.state:
        found.append(Case.state == asked.state)
    return found


def _total(session: Session, asked: Filter, actor: Actor) -> int:
    some = _within(asked, actor).with_only_columns(Petition.id).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0
