"""When a limit ends, and the steps that lead there.

The day of the event is not counted; suspended days are not counted; a limit in calendar days that ends on a
day off rolls, once and at the very end, to the end of the next working day; a limit in working days counts
swapped Saturdays; an extension changes the cap, measured from the same event. (Civil Code, articles 147 and
148; Law on Complaints, article 11a; Law on Denunciations, articles 30 and 34.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from app.legaltime import limits
from app.legaltime.calendar import Calendar
from app.legaltime.limits import Limit, Promise
from app.legaltime.pauses import Pause, merged
from app.legaltime.steps import Amount, Kind, Lists, Named, Names, Span, Step
from app.legaltime.years import ONE_DAY

__all__ = ["Pause", "Reckoning", "Step", "reckon"]

COUNTED: frozenset[Kind] = frozenset({"count", "worked"})
Mark = tuple[dt.date, Kind, str]  # one day after the event: what it is to this limit, and its name


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The result of counting one limit for one case; the page, the letter and the timer read the same."""

    rule: str
    variant: str
    from_: dt.date
    due: dt.date | None  # the limit ends at the end of this day; None where the law sets none
    promised: dt.date | None
    steps: tuple[Step, ...]
    limit: Limit


def reckon(
    rule: str | Limit,
    *,
    base: dt.date,
    variant: str = "normal",
    pauses: Iterable[Pause] = (),
    extended: int = 0,
    promise: Promise | None = None,
    calendar: Calendar | None = None,
) -> Reckoning:
    """Count one limit from the day of its event.

    ``extended`` is the number of extension decisions taken (True counts as one); ``promise`` replaces the
    promise of the register by the office's own. A promise runs on while a limit is suspended and is never
    later than the law. Raises: UnknownRule, UnknownVariant, DateOutOfReach.
    """
    limit = limits.find(rule, base) if isinstance(rule, str) else rule
    calendar = calendar or Calendar.official()
    steps = list(_opening(limit, base, variant, int(extended)))
    cap = limit.days(variant, extended=int(extended))
    due = None
    if cap is not None:
        union = merged(pauses)
        _within_reach(base, union, calendar)
        marks = tuple(_marks(base, cap, limit.unit, union, calendar))
        due = calendar.next_working_day(marks[-1][0])
        steps += [*_segments(marks, limit.unit), *_closing(marks[-1][0], due, base, calendar)]
    promised = _promised(base, promise or limit.promise, due, calendar)
    if promised is not None:
        steps += [_list_step(base, promised, calendar)] if due is None else []
        steps.append(_promise_step(base, promised, promise or limit.promise))
    return Reckoning(limit.rule, variant, base, due, promised, tuple(steps), limit)


def _within_reach(base: dt.date, pauses: tuple[Pause, ...], calendar: Calendar) -> None:
    for day in (base, *(pause.to for pause in pauses)):
        calendar.year(day.year)  # a suspension without a sensible end is refused, not walked through


def _opening(limit: Limit, base: dt.date, variant: str, extended: int) -> Iterator[Step]:
    yield Step("event", base, base, 0, {"event": limit.event_name, "start": base})
    if base < limit.effective_from:
        yield Step("older", None, None, 0, {"since": limit.effective_from})
    cap = limit.days(variant)
    if cap is None:
        yield Step("no_limit", None, None, 0, {})
        return
    amount = Amount(cap, limit.unit)
    name = Named(limit.name, variant)
    yield Step("limit", None, None, cap, {"limit": name, "amount": amount, "article": limit.article})
    granted = limit.days(variant, extended=extended)
    if extended and granted is not None:
        if granted > cap:
            yield Step("extended", None, None, granted - cap, {"amount": Amount(granted, limit.unit)})
        if extended > len(limit.extensions(variant)):
            yield Step("not_extended", None, None, 0, {})


def _marks(
    base: dt.date, cap: int, unit: str, pauses: tuple[Pause, ...], calendar: Calendar
) -> Iterator[Mark]:
    """Go day by day from the event until the cap is used up, saying what each day is to the limit."""
    day, left = base, cap
    while left:
        day += ONE_DAY
        kind, name = _mark(day, unit, pauses, calendar)
        left -= kind in COUNTED
        yield day, kind, name


def _mark(day: dt.date, unit: str, pauses: tuple[Pause, ...], calendar: Calendar) -> tuple[Kind, str]:
    if any(pause.from_ <= day <= pause.to for pause in pauses):
        return "pause", ""
    if unit == "d":
        return "count", ""
    known = calendar.kind_of(day)
    if known.kind == "working":
        return "count", ""
    return ("worked" if known.kind == "swapped_work" else "off"), known.name


def _segments(marks: tuple[Mark, ...], unit: str) -> Iterator[Step]:
    for kind, group in groupby(marks, key=lambda mark: mark[1]):
        run = tuple(group)
        first, last = run[0][0], run[-1][0]
        names: dict[str, object] = {"days": Span(first, last)}
        if kind in COUNTED:
            names["amount"] = Amount(len(run), unit)
        elif kind == "pause":
            names["amount"] = Amount(len(run), "d")
        else:
            names["names"] = Names(_said_once(name for _day, _kind, name in run))
        yield Step(kind, first, last, len(run), names)


def _closing(last: dt.date, due: dt.date, base: dt.date, calendar: Calendar) -> Iterator[Step]:
    if due != last:
        days_off = [calendar.kind_of(last + n * ONE_DAY).name for n in range((due - last).days)]
        yield Step("roll", last, due, (due - last).days, {"names": Names(_said_once(days_off))})
    yield _list_step(base, due, calendar)
    yield Step("due", due, due, 0, {"due": due})


def _list_step(base: dt.date, until: dt.date, calendar: Calendar) -> Step:
    """Name the lists of days off, also where none of their days was met: it was looked whether one was."""
    known = (calendar.year(number) for number in range(base.year, until.year + 1))
    return Step("list", None, None, 0, {"lists": Lists(tuple((year.number, year.source) for year in known))})


def _said_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _promised(
    base: dt.date, promise: Promise | None, due: dt.date | None, calendar: Calendar
) -> dt.date | None:
    if promise is None:
        return None
    if promise.unit == "wd":
        day = calendar.add_working_days(base, promise.days)
    else:
        day = calendar.next_working_day(base + promise.days * ONE_DAY)
    return day if due is None else min(day, due)


def _promise_step(base: dt.date, promised: dt.date, promise: Promise | None) -> Step:
    days, unit = promise or Promise((promised - base).days, "d")
    return Step("promise", base, promised, days, {"amount": Amount(days, unit), "due": promised})
