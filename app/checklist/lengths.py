"""How long the longest way from one legal event to the next may take, as it is drawn.

A step takes what it promises; a phase takes what another limit on its border allows, counted from that
limit's own event where the way has passed it; a wait for a limit takes the whole limit. Ways side by
side count by the longer one, what leads back is counted once, and the time of a suspension is not counted.
Working days are counted as seven fifths of a day; holidays are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from app.checklist.ways import Place, Ways, acts, deadlines
from app.engine.model import reached
from app.legaltime import limits
from app.legaltime.errors import UnknownRule
from app.legaltime.limits import Limit

WEEK = Fraction(7, 5)  # days of the calendar in a working day
MOST_STEPS = 20_000  # followed within one loop
Steps = Mapping[Place, list[Place]]
Trail = tuple[Place, Fraction, Any]  # a place, the days that it took, and the trail before it


@dataclass(frozen=True)
class Span:
    """One stretch of a drawing that a limit of the law measures: where it begins, where it may be over."""

    limit: Limit
    begins: Place
    ends: frozenset[Place]
    again: frozenset[Place] = frozenset()  # where the same event happens anew: from there it counts afresh


@dataclass(frozen=True)
class Case:
    """For which kind of case the days are counted, and after how many extensions."""

    variant: str = "normal"
    extended: int = 0


@dataclass(frozen=True)
class Longest:
    """The longest way of a span: its days of the calendar, where they go, and whether all were followed."""

    span: Span
    case: Case
    days: Fraction
    way: tuple[tuple[Place, Fraction], ...]
    whole: bool = True

    @property
    def allowed(self) -> int | None:
        """Say how many days of its own unit the law allows; None where it sets none."""
        return self.span.limit.days(self.case.variant, extended=self.case.extended)

    @property
    def counted(self) -> Fraction:
        """Say how many days of the limit's unit the way takes."""
        return self.days / WEEK if self.span.limit.unit == "wd" else self.days


@dataclass
class _Count:
    ways: Ways
    span: Span
    case: Case
    on: dt.date
    times: dict[Place, Fraction] = field(default_factory=dict)
    trails: dict[Place, Trail] = field(default_factory=dict)

    def arrive(self, place: Place, at: Fraction, trail: Trail) -> None:
        """Remember the latest time at which a place is left, and how it was come there."""
        if at > self.times.get(place, Fraction(-1)):
            self.times[place], self.trails[place] = at, trail

    def leave(self, place: Place, at: Fraction) -> Fraction:
        """Say when a place is left that is reached at a time."""
        node = self.ways.node(place)
        waited = [self._over(rule, at) for rule in deadlines(node) if not node.attached_to]
        if waited:
            return max(waited)
        if not self._opens(place):
            bound = self.bound(place, at)
            if bound is not None:
                return bound
        promised = node.properties.get("promise", "")
        return at + int(promised) * WEEK if promised.isdigit() else at

    def bound(self, place: Place, at: Fraction) -> Fraction | None:
        """Say when a phase that is entered at a time is over by its own limit, if it has another one.

        Where the limit that is measured watches itself, only what the steps promise counts.
        """
        if any(self.span.limit.rule in self.ways.limits_at(each) for each in self.ways.around(place)):
            return None
        rules = [rule for rule in self.ways.limits_at(place) if rule != self.span.limit.rule]
        over = [self._over(rule, at) for rule in rules if _days(rule, self.case, self.on) is not None]
        return min(over, default=None)

    def _over(self, rule: str, at: Fraction) -> Fraction:
        days = _days(rule, self.case, self.on) or Fraction(0)
        event = _event(rule, self.on)
        if event == self.span.limit.from_event:
            return max(at, days)
        passed = [self.times[each] for each in happening(self.ways, event) if each in self.times]
        return max(at, max(passed) + days) if passed else at + days

    def _opens(self, place: Place) -> bool:
        return not place.leaving and Place(place.element, place.calls, leaving=True) in self.ways.steps


def longest(ways: Ways, span: Span, case: Case, on: dt.date) -> Longest | None:
    """Find the longest way of a span; nothing where no way leads from its beginning to its end."""
    count = _Count(ways, span, case, on)
    inner = between(ways, span)
    if span.begins not in inner:
        return None
    count.arrive(span.begins, Fraction(0), (span.begins, Fraction(0), None))
    whole = True
    for knot in knots(inner, span.begins):
        for entry in [
            (place, count.times[place], count.trails[place]) for place in sorted(knot & count.times.keys())
        ]:
            whole = _walk(count, inner, knot, entry) and whole
    ends = [end for end in span.ends if end in count.times]
    if not ends:
        return None
    end = max(ends, key=lambda each: (count.times[each], each))
    return Longest(span, case, count.times[end], tuple(_traced(count.trails[end])), whole)


def happening(ways: Ways, event: str) -> set[Place]:
    """List where a legal event is recorded."""
    return ways.acting(lambda act: act == ("milestone", event))


def between(ways: Ways, span: Span) -> dict[Place, list[Place]]:
    """Give the ways of a span: what lies on some way from its beginning to one of its ends."""
    stop = span.ends - {span.begins}
    ahead: dict[Place, list[Place]] = {
        p: [] if p in stop else [q for q in n if q not in span.again] for p, n in ways.steps.items()
    }
    onwards: set[Place] = reached(ahead, [span.begins])
    backwards: set[Place] = reached(ways.before, span.ends)
    kept = onwards & backwards
    return {place: [each for each in ahead[place] if each in kept] for place in sorted(kept)}


def _walk(count: _Count, inner: Steps, knot: frozenset[Place], entry: Trail) -> bool:
    """Follow every way within a knot from where it is entered, each place once, and the steps out of it.

    What leads back is thereby counted once. A knot of more ways than anybody draws is left after a while;
    tells whether all were followed.
    """
    stack = [(*entry, frozenset({entry[0]}))]
    for _step in range(MOST_STEPS):
        if not stack:
            return True
        place, at, trail, seen = stack.pop()
        for after, when in _reached(count, inner, place, at):
            link = (after, when - at, trail)
            count.arrive(after, when, link)
            if after in knot and after not in seen:
                stack.append((after, when, link, seen | {after}))
    return not stack


def _reached(count: _Count, inner: Steps, place: Place, at: Fraction) -> Iterator[tuple[Place, Fraction]]:
    """Give what follows a place and when it is left in its turn; a phase with a limit is crossed at once."""
    leaving = Place(place.element, place.calls, leaving=True)
    bound = count.bound(place, at) if leaving != place and leaving in inner else None
    if bound is not None:
        yield leaving, bound
        return
    for after in inner[place]:
        yield after, at if after.leaving else count.leave(after, at)


def _traced(trail: Trail) -> list[tuple[Place, Fraction]]:
    way = []
    at: Trail | None = trail
    while at is not None:
        place, days, at = at
        way.append((place, days))
    return way[::-1]


def knots(steps: Steps, start: Place) -> list[frozenset[Place]]:
    """Put places in an order in which each comes after those that lead to it; what turns in a loop is one.

    Tarjan's strongly connected components, without recursion.
    """
    number: dict[Place, int] = {}
    low: dict[Place, int] = {}
    held: list[Place] = []
    found: list[frozenset[Place]] = []
    stack: list[tuple[Place, Iterator[Place]]] = []

    def enter(place: Place) -> None:
        number[place] = low[place] = len(number)
        held.append(place)
        stack.append((place, iter(steps[place])))

    enter(start)
    while stack:
        place, after = stack[-1]
        following = next(after, None)
        if following is None:
            stack.pop()
            if stack:
                low[stack[-1][0]] = min(low[stack[-1][0]], low[place])
            if low[place] == number[place]:
                cut = held.index(place)
                found.append(frozenset(held[cut:]))
                del held[cut:]
        elif following not in number:
            enter(following)
        elif following in held:
            low[place] = min(low[place], number[following])
    return found[::-1]


def _days(rule: str, case: Case, on: dt.date) -> Fraction | None:
    try:
        limit = limits.find(rule, on)
    except UnknownRule:
        return None
    days = limit.days(case.variant, extended=case.extended)
    return None if days is None else days * (WEEK if limit.unit == "wd" else Fraction(1))


def _event(rule: str, on: dt.date) -> str:
    try:
        return limits.find(rule, on).from_event
    except UnknownRule:
        return ""


def suspended(ways: Ways) -> set[Place]:
    """List the waits for a message that begin once a suspension is recorded: their days are not counted."""
    seen, waiting = set[Place](), list(happening(ways, "suspended"))
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen.add(place)
            if not is_wait(ways, place):
                waiting += ways.steps[place]
    return {place for place in seen if is_wait(ways, place)}


def is_wait(ways: Ways, place: Place) -> bool:
    """Tell whether a procedure rests at a place until a message comes or a day that nobody's law sets."""
    node = ways.node(place)
    timed = {function for function, _first in acts(node)} & {"after", "morning", "followup"}
    return not node.attached_to and (
        node.type == "receiveTask"
        or (node.type == "intermediateCatchEvent" and (node.event == "message" or bool(timed)))
    )


def variants(limit: Limit) -> Mapping[Case, int]:
    """List the cases that a limit tells apart, each with the days that the law allows."""
    found: dict[Case, int] = {}
    for variant in limits.VARIANTS:
        days = limit.days(variant)
        if days is not None:
            found[Case(variant)] = days
            most = len(limit.extensions(variant))
            if most:
                found[Case(variant, most)] = limit.days(variant, extended=most) or days
    return found
