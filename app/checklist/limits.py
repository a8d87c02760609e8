"""No path from one legal event to the next is longer than the law allows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from fractions import Fraction

from app.checklist import lengths
from app.checklist.allowances import Allowances
from app.checklist.lengths import WEEK, Case, Longest, Span
from app.checklist.points import Line, State, Steps, line
from app.checklist.ways import Place, Ways, deadlines
from app.engine.model import reached
from app.language import N_
from app.legaltime import limits
from app.legaltime.errors import UnknownRule
from app.legaltime.limits import Limit
from app.legaltime.own import FULFILLED_BY, PASS_BY_THEMSELVES

CASES = {
    "normal": N_("an ordinary case"),
    "complex": N_("a complex case"),
    "particularly-complex": N_("a particularly complex case"),
    "remote": N_("a remote area"),
    "remote-complex": N_("a complex case in a remote area"),
}
_TOO_LONG = N_(
    "{limit}: the longest path takes {days} days and the law allows {allowed} ({case}). The path: {way}. "
    "Shorten what these steps promise, or lay some of them side by side."
)
_PROMISE = N_("{limit}: the longest path takes {days} days, the office promises {allowed}. The path: {way}.")
_WITHIN = N_("{limit}: the longest path takes {days} of {allowed} days ({case}). The path: {way}.")
_UNMEASURED = N_("{limit}: no step on the way promises a time of its own.")
_BACK = N_("{limit}: what can be done again on the way is counted once.")
_PAUSE = N_("{limit}: the days of the suspension here are not counted.")
_MANY = N_(
    "{limit}: more paths turn in this loop than can be followed; there may be a longer one. Draw it simpler."
)
_UNCOVERED = N_("No limit and no promise covers “{name}” on the way that {limit} measures.")


def told(ways: Ways, on: dt.date, allowed: Allowances) -> Iterator[Line]:
    """Tell of each limit the longest path that it measures, and what no limit covers."""
    for span in spans(ways, on):
        if span.limit.rule in PASS_BY_THEMSELVES:
            continue
        counted = [found for case in _cases(span.limit) if (found := lengths.longest(ways, span, case, on))]
        if counted:
            yield from _told(ways, counted, allowed)
            yield from _besides(ways, span)


def spans(ways: Ways, on: dt.date) -> Iterator[Span]:
    """List what the limits of a drawing measure: from their event to what fulfils them."""
    waiting = {rule: None for place in sorted(ways.steps) for rule in _named(ways, place)}
    for rule in waiting:
        try:
            limit = limits.find(rule, on)
        except UnknownRule:
            continue  # the office's own limit before classification, or a name that the gate refuses
        happening = lengths.happening(ways, limit.from_event)
        for begins in sorted(happening) or _beginnings(ways, limit):
            ends = _ends(ways, rule, begins)
            if ends:
                yield Span(limit, begins, frozenset(ends), frozenset(happening - {begins}))


def _named(ways: Ways, place: Place) -> tuple[str, ...]:
    return (*ways.limits_at(place), *deadlines(ways.node(place)))


def _beginnings(ways: Ways, limit: Limit) -> list[Place]:
    """Say where a limit begins whose event is not drawn: at the start if before it, else on its border."""
    if limit.from_event == "received":
        return [ways.start]
    return [
        place for place in sorted(ways.steps) if not place.leaving and limit.rule in ways.limits_at(place)
    ]


def _ends(ways: Ways, rule: str, begins: Place) -> set[Place]:
    """Say where a limit is fulfilled: by its event, by a script that says so, or when its phase is over."""
    after = reached(ways.steps, [begins])
    for act in (("met", rule), ("milestone", FULFILLED_BY.get(rule, ""))):
        said = ways.acting(act.__eq__) & after
        if said:
            return said
    return {_left(ways, each) for each in after if rule in ways.limits_at(each)}


def _left(ways: Ways, place: Place) -> Place:
    leaving = Place(place.element, place.calls, leaving=True)
    return leaving if leaving in ways.steps else place


def _cases(limit: Limit) -> Iterable[Case]:
    return lengths.variants(limit) or ([Case()] if limit.promise else [])


def _told(ways: Ways, counted: list[Longest], allowed: Allowances) -> Iterator[Line]:
    """Tell the case in which a path comes nearest to what is allowed, or goes farthest beyond it."""
    worst = max(counted, key=lambda each: each.counted - _most(each))
    if not any(days for _place, days in worst.way):
        yield line(worst.span.begins.drawn, _UNMEASURED, state="met", limit=worst.span.limit.name)
        return
    beyond = worst.counted > _most(worst)
    sentence = (_PROMISE if worst.allowed is None else _TOO_LONG) if beyond else _WITHIN
    state: State = "met" if not beyond else "open" if worst.allowed is None else "failed"
    said = line(
        _heaviest(worst).drawn,
        sentence,
        state=state,
        limit=worst.span.limit.name,
        days=_days(worst.counted),
        allowed=str(_most(worst)),
        case=CASES[worst.case.variant],
        way=_steps(ways, worst),
    )
    yield allowed.eased(f"limit:{worst.span.limit.rule}", said) if beyond else said
    if not all(each.whole for each in counted):
        yield line(said.element, _MANY, state="open", limit=worst.span.limit.name)


def _most(found: Longest) -> int:
    promise = found.span.limit.promise
    return found.allowed if found.allowed is not None else promise.days if promise else 0


def _heaviest(found: Longest) -> Place:
    return max(found.way, key=lambda each: each[1])[0]


def _steps(ways: Ways, found: Longest) -> Steps:
    unit = WEEK if found.span.limit.unit == "wd" else Fraction(1)
    return tuple((ways.name(place), _days(days / unit)) for place, days in found.way if days)


def _days(days: Fraction) -> str:
    return str(math.ceil(days))


def _besides(ways: Ways, span: Span) -> Iterator[Line]:
    """Tell what the length leaves out: ways back, suspensions, and stretches that no limit covers."""
    name = span.limit.name
    inner = lengths.between(ways, span)
    if any(len(knot) > 1 for knot in lengths.knots(inner, span.begins)):
        yield line("", _BACK, state="met", limit=name)
    pauses = lengths.suspended(ways)
    for place in inner:
        if place in pauses:
            yield line(place.drawn, _PAUSE, state="met", limit=name)
        elif place not in span.ends and _is_uncovered(ways, place):
            outermost = Place(place.drawn)
            yield line(place.drawn, _UNCOVERED, state="open", name=ways.name(outermost), limit=name)


def _is_uncovered(ways: Ways, place: Place) -> bool:
    node = ways.node(place)
    rests = node.type in {"userTask", "manualTask"} or lengths.is_wait(ways, place)
    bounded = {"promise", "due"} & node.properties.keys()
    return rests and not bounded and not any(ways.limits_at(each) for each in (place, *ways.around(place)))
