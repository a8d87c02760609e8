"""Whether a procedure can come from one place to another around certain others.

Where ways part side by side, all of them are gone; where they part by a choice, one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.checklist.ways import Place, Ways


def around(
    ways: Ways, begins: Collection[Place], there: Collection[Place], ends: Collection[Place]
) -> Iterator[tuple[Place, ...]]:
    """Give from each beginning the shortest path to an end that passes none of the places there, if any."""
    finishing = _leading(ways, there, {place for place in ways.steps if not ways.steps[place]} | set(ends))
    arriving = _leading(ways, there, set(ends), beside=finishing)
    for begin in sorted(begins):
        if begin in arriving and begin not in there:
            yield _shortest(ways, begin, arriving, ends)


def _leading(
    ways: Ways, there: Collection[Place], ends: set[Place], *, beside: Collection[Place] = ()
) -> set[Place]:
    """List the places from which one can come to an end and pass none of those there.

    Of ways side by side it is enough that one arrives, if the others can at least be finished (``beside``).
    """
    found = ends - set(there)
    waiting = {place for end in found for place in ways.before[end]}
    while waiting:
        place = waiting.pop()
        if place not in found and place not in there and _leads(ways, place, found, beside):
            found.add(place)
            waiting.update(ways.before[place])
    return found


def _leads(ways: Ways, place: Place, found: Collection[Place], beside: Collection[Place]) -> bool:
    after = ways.steps[place]
    arrives = any(each in found for each in after)
    if ways.node(place).type != "parallelGateway":
        return arrives
    return arrives and all(each in found or each in beside for each in after)


def _shortest(
    ways: Ways, begin: Place, arriving: Collection[Place], ends: Collection[Place]
) -> tuple[Place, ...]:
    trails: dict[Place, tuple[Place, ...]] = {begin: (begin,)}
    waiting = [begin]
    for place in waiting:
        if place in ends:
            return trails[place]
        for after in ways.steps[place]:
            if after in arriving and after not in trails:
                trails[after] = (*trails[place], after)
                waiting.append(after)
    return (begin,)
