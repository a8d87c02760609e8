"""The ways of two drawings laid side by side: which arrows differ, and which of them explain themselves.

The arrows of both are told in one language: an element that both drawings have goes by its new id, one that
only the old one has by ``-`` and its id, one that only the new one has by ``+`` and its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.changes.pairing import Pairs
from app.changes.sheet import Arrow, Sheet

Way = tuple[str, str]
GONE, COME = "-", "+"


@dataclass(eq=False)
class Network:
    """The arrows of two drawings by where they lead from and to."""

    pairs: Pairs
    told: set[Way] = field(default_factory=set)  # what another sentence says already

    @cached_property
    def old(self) -> Mapping[Way, Arrow]:
        """Give the arrows of the old drawing."""
        return _ways(self.pairs.old, self.pairs.forward, GONE)

    @cached_property
    def new(self) -> Mapping[Way, Arrow]:
        """Give the arrows of the new drawing."""
        return _ways(self.pairs.new, {key: key for key in self.pairs.back}, COME)

    @cached_property
    def inserted(self) -> Mapping[Way, tuple[Way, ...]]:
        """Say on which arrows something came, and by which arrows of the new drawing one gets past it."""
        return _bridged([way for way in self.old if way not in self.new], self.new, COME)

    @cached_property
    def taken_out(self) -> Mapping[Way, tuple[Way, ...]]:
        """Say on which arrows something went, and by which arrows of the old drawing one got past it."""
        return _bridged([way for way in self.new if way not in self.old], self.old, GONE)

    @property
    def lost(self) -> list[Way]:
        """List the arrows that only the old drawing has, between elements of both, and nothing explains."""
        return [way for way in self.old if way not in self.new and self._unexplained(way)]

    @property
    def found(self) -> list[Way]:
        """List the arrows that only the new drawing has, between elements of both, and nothing explains."""
        return [way for way in self.new if way not in self.old and self._unexplained(way)]

    def _unexplained(self, way: Way) -> bool:
        known = way in self.inserted or way in self.taken_out or way in self.told
        return is_kept(way) and not known

    def moved(self) -> list[tuple[str, str, str]]:
        """Find what stands elsewhere in the row: each with what it came after, and comes after now."""
        shared = {way for way in self.old if way in self.new and is_kept(way)}
        shared |= self.inserted.keys() | self.taken_out.keys()
        found = []
        for key in dict.fromkeys(end for way in (*self.lost, *self.found) for end in way):
            lost, gained = set(self.lost), set(self.found)
            mine = _component(lost | gained, key)
            rest = _contracted(shared | lost, key) ^ _contracted(shared | gained, key)
            sources = [next((s for s, t in side if t == key), "") for side in (lost, gained)]
            if mine and all(sources) and rest <= (lost | gained) - mine:
                found.append((key, *sources))
                self.told |= mine
        return [(key, before, after) for key, before, after in found if before != after]


def is_kept(way: Way) -> bool:
    """Tell whether both drawings have both ends."""
    return not any(end.startswith((GONE, COME)) for end in way)


def reached(start: str, ways: Iterable[Way], through: str = "") -> dict[str, Way]:
    """Give what can be reached from an element, each with the last way to it; only through some elements."""
    after: dict[str, list[str]] = {}
    for source, target in ways:
        after.setdefault(source, []).append(target)
    found: dict[str, Way] = {}
    waiting = [start]
    for key in waiting:  # grows while it is walked
        if key == start or key.startswith(through):
            for target in after.get(key, ()):
                if target not in found:
                    found[target] = (key, target)
                    waiting.append(target)
    return found


def _ways(sheet: Sheet, known: Mapping[str, str], sign: str) -> dict[Way, Arrow]:
    def name(key: str) -> str:
        return known.get(key, sign + key)

    found: dict[Way, Arrow] = {}
    for arrow in sheet.arrows:
        way = name(arrow.flow.source), name(arrow.flow.target)
        conditions = (arrow.condition, found[way].condition if way in found else "")
        first = found[way].flow if way in found and found[way].flow.default else arrow.flow
        found[way] = Arrow(flow=first, condition=" or ".join(filter(None, conditions)))
    return found


def _bridged(lone: list[Way], others: Mapping[Way, Arrow], sign: str) -> dict[Way, tuple[Way, ...]]:
    """Find the ways of the other drawing that lead from one end of an arrow to the other through others."""
    found: dict[Way, tuple[Way, ...]] = {}
    for way in filter(is_kept, lone):
        back = reached(way[0], others, sign)
        path: list[Way] = []
        key = way[1]
        while key in back and back[key] not in path:
            path.append(back[key])
            key = back[key][0]
            if key == way[0]:
                found[way] = tuple(reversed(path))
                break
    return found


def _component(ways: set[Way], key: str) -> set[Way]:
    """Give the arrows that hang together with an element."""
    found: set[Way] = set()
    ends = {key}
    while more := {way for way in ways - found if ends & set(way)}:
        found |= more
        ends |= {end for way in more for end in way}
    return found


def _contracted(ways: set[Way], key: str) -> set[Way]:
    """Take an element out of the row: what led to it leads on to what followed it."""
    sources = {source for source, target in ways if target == key}
    targets = {target for source, target in ways if source == key}
    return {way for way in ways if key not in way} | {(s, t) for s in sources for t in targets}
