"""The checklist of a version, computed from its files alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from app import gate
from app.checklist import articles, english, limits, notices, statutory, steps, walks, ways
from app.checklist.demands import allowances
from app.checklist.points import Checklist, Line, Point, line, point
from app.checklist.walks import Walks
from app.engine import xmlsafe
from app.language import N_

Files = Mapping[str, bytes]
_UNREAD = N_("This can be looked at once the drawing can be read.")


def examine(
    files: Files, *, procedure: str, on: dt.date, before: Files | None = None, walked: Walks | None = None
) -> Checklist:
    """Look at everything that must be so before a version may be put in force on a day.

    ``files`` is the bundle as a version pins it, ``before`` that of the version it takes the place of,
    ``walked`` its scenarios where they have been walked already. Never raises for what is in the files.
    """
    points = look(files, procedure=procedure, on=on, before=before)
    return together(points, walked or walks.walked(files, procedure), files)


def look(files: Files, *, procedure: str, on: dt.date, before: Files | None = None) -> tuple[Point, ...]:
    """Look at every point but the scenarios, which take longer and are walked apart."""
    places = _places(files)
    asked = questions(files, procedure=procedure, on=on, before=before)
    return tuple(point(key, (_placed(each, places) for each in tell())) for key, tell in asked.items())


def questions(
    files: Files, *, procedure: str, on: dt.date, before: Files | None = None
) -> dict[str, Callable[[], Iterable[Line]]]:
    """Give of every point but the scenarios how it is worked out."""
    drawn = ways.of(files, procedure)
    gated: dict[str, Callable[[], Iterable[Line]]] = {"gate": partial(_gate, files, procedure)}
    if drawn is None:
        unread = [line("", _UNREAD)]
        return gated | {key: unread.copy for key in Checklist.ORDER if key not in {"gate", "scenarios"}}
    old = ways.of(before, procedure) if before else None
    return gated | {
        "steps": partial(steps.told, drawn),
        "limits": partial(limits.told, drawn, on, allowances(procedure)),
        "statutory": partial(statutory.told, drawn, procedure),
        "articles": partial(articles.told, drawn, files, on),
        "notices": partial(notices.told, drawn, files, old, before or {}),
        "english": partial(english.told, drawn, files),
    }


def together(points: Iterable[Point], walked: Walks, files: Files) -> Checklist:
    """Put the points in their order, that of the scenarios among them."""
    order, places = list(Checklist.ORDER), _places(files)
    led = walks.told(walked)
    every = [*points, replace(led, told=tuple(_placed(each, places) for each in led.told))]
    return Checklist(tuple(sorted(every, key=lambda each: order.index(each.key))))


def _gate(files: Files, procedure: str) -> Iterator[Line]:
    verdict = gate.check_bundle(files, process_id=procedure)
    for note in (*verdict.refusals, *(each for each in verdict.notes if each.open)):
        yield Line(note.element, note)


def _places(files: Files) -> dict[str, str]:
    """Tell on which drawing each element stands."""
    found: dict[str, str] = {}
    for name, body in files.items():
        if name.endswith(".bpmn"):
            try:
                root = xmlsafe.read(body)
            except xmlsafe.XmlRefused:
                continue
            found |= {str(each.get("id")): name for each in root.iter() if each.get("id")}
    return found


def _placed(told: Line, places: Mapping[str, str]) -> Line:
    return replace(told, file=places.get(told.element, ""))
