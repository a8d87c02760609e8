"""The limits of a phase in a citizen's words: how long, since when, by which article."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app import clock
from app.drawing.diagram import PHASES
from app.engine.timed import rule_of_timer
from app.language import content
from app.legaltime import limits, wording
from app.listings.flow_places import Places
from app.listings.law import lengths

INTERNAL = frozenset({"INTAKE"})  # the office's own, which no law sets


@dataclass(frozen=True, kw_only=True)
class MapLimit:
    """One limit: what must be done, how long it may take, counted from what, and where that is written."""

    name: str
    lengths: tuple[tuple[str, str, str], ...]  # sort of case, length, what an extension leads to
    promise: str  # of the office, where the law sets none
    event: str
    article: str
    rule: str


def of(places: Places, phase: str, elements: Collection[str]) -> tuple[MapLimit, ...]:
    """List the limits of a phase and of its steps, each once; what is the limit of a phase stands there."""
    of_phases = {
        rule
        for key, node in places.nodes.items()
        if node.type in PHASES and key != phase
        for rule in _drawn_on(places, {key})
    }
    own = _drawn_on(places, {phase}) if phase else ()
    other = (rule for rule in _drawn_on(places, elements) if rule not in of_phases)
    return tuple(_limit(rule) for rule in dict.fromkeys((*own, *other)) if rule not in INTERNAL)


def _drawn_on(places: Places, elements: Collection[str]) -> list[str]:
    timers = (
        node.timer
        for key, node in places.nodes.items()
        if node.timer and (node.attached_to in elements or key in elements)
    )
    return [rule for kind, rule, _ahead in map(rule_of_timer, timers) if kind == "limit" and rule]


def _limit(rule: str) -> MapLimit:
    limit = limits.find(rule, clock.today())
    return MapLimit(
        name=content(limit.name),
        lengths=lengths(limit),
        promise=wording.amount(*limit.promise) if limit.promise else "",
        event=content(limit.event_name),
        article=content(limit.article),
        rule=rule,
    )
