"""What waits, as marks on the drawing: how many cases at each step, how long, and how many too long."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from app.casework.definitions import Pinned
from app.drawing import Mark, State
from app.drawing.diagram import PHASES
from app.language import _
from app.listings import flow_places, flow_waits
from app.listings.flow_places import Places
from app.listings.flow_waits import Crowd, Wait

Href = Callable[[str], str]  # the address of the list of cases that wait at a step; empty: none may be opened
HALF = 50  # per cent
MOST_NAMED = 6


def marks(pinned: Pinned, sheet: str, waits: Iterable[Wait], today: dt.date, href: Href) -> dict[str, Mark]:
    """Mark the steps, calls and phases of one drawing at which cases wait.

    A call leads to the drawing that it calls, a step to its cases; a phase says its number in words.
    """
    places = flow_places.of(pinned)
    gathered: dict[str, list[Wait]] = defaultdict(list)
    for wait in waits:
        for element in _chain(places, wait.node, wait.letter):
            if places.sheets.get(element) == sheet:
                gathered[element].append(wait)
    called = {node.calls for node in places.nodes.values() if node.calls}
    return {
        element: _mark(places, element, flow_waits.crowd(here, today), href, called)
        for element, here in gathered.items()
    }


def busiest(pinned: Pinned, marked: Mapping[str, Mark]) -> tuple[tuple[str, str, int], ...]:
    """Give the places at which most cases wait, the fullest first: element, name, cases."""
    places = flow_places.of(pinned)
    found = [
        (element, places.name(element), int(mark.number)) for element, mark in marked.items() if mark.note
    ]
    return tuple(sorted(found, key=lambda each: -each[2])[:MOST_NAMED])


@lru_cache(maxsize=4096)
def _chain(places: Places, node: str, letter: str) -> tuple[str, ...]:
    return tuple(places.around(node, letter))


def _mark(places: Places, element: str, crowd: Crowd, href: Href, called: set[str]) -> Mark:
    node = places.nodes[element]
    if node.type in PHASES:
        return Mark(_state(crowd), number=str(crowd.cases))
    leads = f"?sheet={node.calls}.bpmn#drawing" if node.calls in called else href(element)
    note = _("typically {days} days", days=crowd.days)
    if crowd.late:
        note = _("typically {days} days, {share} % overdue", days=crowd.days, share=crowd.share)
    return Mark(_state(crowd), note=note, href=leads, number=str(crowd.cases))


def _state(crowd: Crowd) -> State:
    if not crowd.late:
        return "waiting"
    return "jammed" if crowd.share >= HALF else "pressed"
