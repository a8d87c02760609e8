"""Every step and letter that the law demands is drawn, and no path goes around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.checklist import demands
from app.checklist.demands import EVERY_END, Demand
from app.checklist.paths import around
from app.checklist.points import Line, Steps, line
from app.checklist.ways import Place, Ways, acts, deadlines
from app.language import N_

_ACTS = {
    "milestone": ("milestone",),
    "letter": ("open_letter",),
    "result": ("close_case",),
    "met": ("met",),
    "opens": ("open_case", "start_run"),
}
_UNDRAWN = N_("“{name}” is not drawn anywhere. The law demands it: {article}.")
_MISSED = N_("“{name}” is missing on this path, and the law demands it ({article}): {way}.")
_UNKNOWN = N_(
    "It is not written down what the law demands of this procedure: look yourself whether a step or letter "
    "is missing."
)
_NOTHING = N_("Of this procedure the law demands no step: {reason}")


def told(ways: Ways, procedure: str) -> Iterator[Line]:
    """Tell what is demanded and missing, each with its article and the path that goes around it."""
    allowed = demands.allowances(procedure)
    demanded = demands.of(procedure)
    reason = demands.nothing(procedure)
    if reason:
        yield line("", _NOTHING, state="met", reason=reason)
    elif not demanded:
        yield line("", _UNKNOWN, state="open")
    for demand in demanded:
        yield from (allowed.eased(f"demand:{demand.what[0]}", said) for said in _missing(ways, demand))


def found(ways: Ways, mark: str) -> set[Place]:
    """List the places that show what a mark names: ``letter:answer``, ``record:findings``, ``end:`` …"""
    kind, _colon, name = mark.partition(":")
    if mark == EVERY_END:
        outer = [place for place in ways.steps if not place.calls and not ways.steps[place]]
        return {place for place in outer if ways.node(place).inside == ways.model.process_id}
    if kind in _ACTS:
        return ways.acting(lambda act: act[0] in _ACTS[kind] and act[1] == name)
    return {place for place in ways.steps if not place.leaving and _shows(ways, place, kind, name)}


def _shows(ways: Ways, place: Place, kind: str, name: str) -> bool:
    node = ways.node(place)
    if kind == "record":
        return name in {part.strip() for part in node.properties.get("records", "").split(",")}
    if kind == "limit":
        return name in deadlines(node) or name in ways.limits_at(place)
    return kind == "form" and node.properties.get("form") == name


def _missing(ways: Ways, demand: Demand) -> Iterator[Line]:
    there = {place for mark in demand.what for place in found(ways, mark)}
    if not there:
        at = next(iter(sorted(_places(ways, demand.ends))), ways.start)
        yield line(at.drawn, _UNDRAWN, name=demand.name, article=demand.article)
        return
    begins = found(ways, demand.begins) if demand.begins else {ways.start}
    let_off = _places(ways, demand.unless)
    for way in around(ways, begins, there | let_off, _places(ways, demand.ends)):
        said = _words(ways, way)
        yield line(way[-1].drawn, _MISSED, name=demand.name, article=demand.article, way=said)


def _places(ways: Ways, marks: Collection[str]) -> set[Place]:
    return {place for mark in marks for place in found(ways, mark)}


def _words(ways: Ways, way: tuple[Place, ...]) -> Steps:
    """Name the steps, calls and ends of a path, each once."""
    told = {"userTask", "manualTask", "callActivity", "endEvent", "boundaryEvent"}
    named = [
        place for place in way if ways.node(place).type in told and not place.leaving and not place.calls
    ]
    closing = [way[-1]] if acts(ways.node(way[-1])) else []
    names = [ways.nodes[place.drawn].name for place in (*named, *closing)]
    return tuple((name, "") for name in dict.fromkeys(filter(None, names)))
