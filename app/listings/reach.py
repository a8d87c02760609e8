"""What lies before an element of a drawing: everything from which a case may still come to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.listings.flow_places import Places


def at_or_before(places: Places, elements: Iterable[str]) -> frozenset[str]:
    """Give some elements and all from which one of them may still be reached, over loops too."""
    found = set[str]()
    for element in elements:
        if element in places.nodes:
            found |= _before(places, element)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _before(places: Places, element: str) -> frozenset[str]:
    back = _back(places)
    found, waiting = {element}, [element]
    while waiting:
        for source in back.get(waiting.pop(), ()):
            if source not in found:
                found.add(source)
                waiting.append(source)
    return frozenset(found)


@lru_cache(maxsize=64)
def _back(places: Places) -> dict[str, list[str]]:
    back: dict[str, list[str]] = defaultdict(list)
    for source in places.nodes:
        for target in _after(places, source):
            back[target].append(source)
    return back


def _after(places: Places, element: str) -> Iterator[str]:
    """Follow what leads out of an element, into it, and what may happen while it lasts."""
    node = places.nodes[element]
    yield from places.way.targets.get(element, ())
    holders = (node.inside,) if node.inside in places.nodes else places.way.callers(node.inside)
    within, lasting = node.calls or element, {element, *holders}
    for key, each in places.nodes.items():
        if each.attached_to in lasting or (each.inside == within and each.type == "startEvent"):
            yield key
    if node.type == "endEvent":
        for holder in holders:
            yield from places.way.targets.get(holder, ())
