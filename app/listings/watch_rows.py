"""The rows of the watchlist: who is on it, who should be, the cohort, the local rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One case on the list; ``matter`` is empty while the case is sealed."""

    case_id: UUID
    number: str
    matter: str
    unit: str
    received_on: dt.date
    since: dt.date
    criteria: tuple[str, ...]
    review_on: dt.date | None
    review_late: bool
    waiting: tuple[tuple[str, dt.date, bool], ...]  # higher authority, answer asked for by, overdue


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A case that meets the criteria and is not on the list."""

    case_id: UUID
    number: str
    matter: str
    unit: str
    received_on: dt.date
    criteria: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The cohort since a baseline day: how many cases it has, how many of them are solved."""

    on: dt.date
    whole: int
    solved: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One setting of the local rule to hear people first."""

    required: bool
    since: dt.date
    who: str


@dataclass(frozen=True, kw_only=True)
class Watchlist:
    """Everything on the page of the watchlist."""

    criteria: tuple[tuple[str, str], ...]  # name, the row's own words
    criteria_since: dt.date
    watched: tuple[Watched, ...]
    candidates: tuple[Candidate, ...]
    baseline: Baseline | None
    rule_holds: bool
    rules: tuple[Rule, ...]
