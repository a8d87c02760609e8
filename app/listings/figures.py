"""The office's figures with their definitions: what is counted, over what, and whether sealed cases are in.

Statutory totals include sealed cases: they say how many there are and nothing about any of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import OfficeError
from app.language import _
from app.listings.figure_counts import Scope
from app.listings.figure_definitions import DEFINITIONS
from db.models import Authority

BEGINNING = dt.date(2020, 1, 1)  # no petition of this office is older


class AuthorityUnknown(OfficeError):
    """There is no authority {key} here. Known are: {known}"""


class PeriodBackwards(OfficeError):
    """The period ends before it begins. Check both dates."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: its value, its parts, and for a rate what was divided by what."""

    key: str
    name: str
    definition: str
    value: float | None  # None: nothing to divide by, or not counted here
    sealed: bool  # whether sealed cases are counted in it
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The figures of one authority, or of all together."""

    key: str
    name: str
    first: dt.date
    last: dt.date
    figures: tuple[Figure, ...]


def of_office(
    session: Session, *, first: dt.date | None, last: dt.date | None, authority: str | None
) -> tuple[Sheet, ...]:
    """Count everything over a period: for all authorities together, then for each; or for one.

    The installation itself asks, not a person: the command line has no actor.

    Raises: AuthorityUnknown, PeriodBackwards.
    """
    first, last = first or BEGINNING, last or clock.today()
    if last < first:
        raise PeriodBackwards
    known = {row.key: row for row in session.scalars(select(Authority).order_by(Authority.id))}
    if authority is not None and authority not in known:
        raise AuthorityUnknown(key=authority, known=", ".join(known))
    asked = [known[authority]] if authority else list(known.values())
    sheets = [
        _sheet(session, row.key, row.name, Scope(first=first, last=last, authority_id=row.id))
        for row in asked
    ]
    if authority is None:
        sheets.insert(0, _sheet(session, "all", _("All authorities"), Scope(first=first, last=last)))
    return tuple(sheets)


def _sheet(session: Session, key: str, name: str, scope: Scope) -> Sheet:
    figures = tuple(
        Figure(
            key=each.key,
            name=_(each.name),
            definition=_(each.text),
            sealed=each.sealed,
            **each.count(session, scope),
        )
        for each in DEFINITIONS
    )
    return Sheet(key=key, name=name, first=scope.first, last=scope.last, figures=figures)
