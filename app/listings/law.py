"""The legal page: every limit with its source, the days off, the register of texts, and a calculator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app import clock
from app.language import _, content
from app.legaltime import book, limits, wording
from app.legaltime import years as yearly
from app.legaltime.entries import LOCAL
from app.legaltime.limits import VARIANTS, Limit
from app.legaltime.pauses import Pause
from app.legaltime.report import report
from app.legaltime.steps import VARIANT
from app.legaltime.years import Year
from app.listings import days_off
from app.listings.law_entries import when


@dataclass(frozen=True, kw_only=True)
class LimitRow:
    """One limit as the page shows it, every word in the reader's language."""

    rule: str
    name: str
    event: str
    days: tuple[tuple[str, str, str], ...]  # variant, length, what an extension leads to
    promise: str
    article: str
    confidence: str
    remark: str
    since: dt.date
    until: dt.date | None
    when: str  # past | now | coming
    local: bool


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """One year's days off and days worked instead."""

    number: int
    confidence: str
    source: str
    remark: str
    days: tuple[tuple[str, str, str], ...]  # days, name, "off" or "worked"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the calculator is asked."""

    rule: str
    base: dt.date
    variant: str = "normal"
    pause: tuple[dt.date, dt.date] | None = None
    extended: bool = False


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What it answers: the last day, the promise, and how it was reached."""

    name: str
    due: dt.date | None
    promised: dt.date | None
    steps: tuple[str, ...]


def groups() -> tuple[tuple[str, tuple[LimitRow, ...]], ...]:
    """Give all limits under the headings of the law, in their order."""
    grouped: dict[str, list[LimitRow]] = {}
    entries = book.current().of("limit")
    for entry in entries:
        limit = limits.of(entry)
        versions = [each for each in entries if each.key == entry.key]
        row = _limit(limit, when(entry, versions, clock.today()), local=entry.origin == LOCAL)
        grouped.setdefault(content(limit.group), []).append(row)
    return tuple((group, tuple(rows)) for group, rows in grouped.items())


def years() -> tuple[YearRow, ...]:
    """Give the days off and the swapped days of each year of the official list, the newest first."""
    return tuple(_year(each) for _number, each in sorted(yearly.listed().items(), reverse=True))


def rules() -> list[tuple[str, str]]:
    """Give the limits to choose from, each once."""
    return list(
        {
            limit.rule: f"{content(limit.group)}: {content(limit.name)}" for limit in limits.all_limits()
        }.items()
    )


def variants() -> list[tuple[str, str]]:
    """Give the variants of cases to choose from."""
    return [(key, _(VARIANT[key])) for key in VARIANTS]


def reckon(question: Question) -> Reckoned:
    """Count one limit and say how.

    Raises: UnknownRule, UnknownVariant, PauseBackwards, DateOutOfReach.
    """
    pauses = [Pause(*question.pause)] if question.pause else []
    told: dict[str, Any] = report(
        question.rule, question.base, question.variant, pauses, extended=question.extended
    )
    limit = limits.find(question.rule, question.base)
    return Reckoned(
        name=content(limit.name),
        due=_day(told["due"]),
        promised=_day(told["promised"]),
        steps=(*(str(step["text"]) for step in told["steps"]), *wording.about(limit)),
    )


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def _limit(limit: Limit, state: str, *, local: bool) -> LimitRow:
    promise = limit.promise
    return LimitRow(
        rule=limit.rule,
        name=content(limit.name),
        event=content(limit.event_name),
        days=lengths(limit),
        promise=wording.amount(promise.days, promise.unit) if promise else "",
        article=content(limit.article),
        confidence=limit.confidence,
        remark=content(limit.remark),
        since=limit.effective_from,
        until=limit.effective_to,
        when=state,
        local=local,
    )


def lengths(limit: Limit) -> tuple[tuple[str, str, str], ...]:
    """Say how long a limit is for each sort of case, and what an extension leads to."""
    return tuple(_lengths(limit))


def _lengths(limit: Limit) -> Iterator[tuple[str, str, str]]:
    for variant, days in limit.caps.items():
        more = limit.extensions(variant)
        longer = ", ".join(wording.amount(cap, limit.unit) for cap in more)
        yield _(VARIANT[variant]), wording.amount(days, limit.unit), longer


def _year(year: Year) -> YearRow:
    return YearRow(
        number=year.number,
        confidence=year.confidence,
        source=content(year.source),
        remark=content(year.remark),
        days=tuple(days_off.blocks(year)),
    )
