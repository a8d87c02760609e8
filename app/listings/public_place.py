"""Where a citizen's matter stands on the map of its procedure, and nothing more than the page says anyway.

While a letter is written, signed and sent, only the phase is told: which letter it is would say what the
office is about to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.casework.definitions import Pinned
from app.listings import citizen_words, flow_places, public_maps
from app.listings.public_maps import PublicMap


@dataclass(frozen=True)
class OpenStep:
    """A step that waits in a matter, the version on which it runs, and the letter that it is about."""

    pinned: Pinned
    node: str
    letter: str


@dataclass(frozen=True)
class Place:
    """The map of the version on which the matter runs, and where on it the matter stands."""

    map: PublicMap
    steps: frozenset[str]
    phases: frozenset[str]


def of(open_steps: Sequence[OpenStep]) -> Place | None:
    """Find the place of a matter; None where no citizen's map shows it, or only a letter would tell it."""
    known = [step for step in open_steps if step.pinned.procedure in citizen_words.MAPS]
    if not known:
        return None
    pinned = known[0].pinned
    places = flow_places.of(pinned)
    issuing = {call for calls in places.issued.values() for call in calls}
    here, phases = set[str](), set[str]()
    for step in (each for each in known if each.pinned is pinned):
        chain = list(places.around(step.node, step.letter))
        phases |= {places.phase(step.node, step.letter)} - {""}
        if issuing.isdisjoint(chain):
            here |= set(chain)
    road = public_maps.of(pinned)
    told = {element for phase in road.phases for each in phase.steps for element in each.elements}
    if not here & told and not phases:
        return None
    return Place(road, frozenset(here & told), frozenset(phases))
