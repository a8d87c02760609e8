"""Which element of one drawing is which of the other: by id, else by name, else by what stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.changes.sheet import Lane, Sheet, Thing

Sign = Callable[[Thing], Hashable]  # what two elements must share; None where that says nothing


@dataclass(frozen=True)
class Pairs:
    """Two drawings and what belongs together in them: ids of the new one by ids of the old one."""

    old: Sheet
    new: Sheet
    forward: dict[str, str] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)

    @property
    def gone(self) -> tuple[Thing, ...]:
        """List what only the old drawing has."""
        return tuple(each for key, each in self.old.things.items() if key not in self.forward)

    @property
    def come(self) -> tuple[Thing, ...]:
        """List what only the new drawing has."""
        return tuple(each for key, each in self.new.things.items() if key not in self.back)

    @property
    def kept(self) -> tuple[tuple[Thing, Thing], ...]:
        """List what both have, in the order of the new one."""
        things = self.new.things
        return tuple(
            (self.old.things[self.back[key]], thing) for key, thing in things.items() if key in self.back
        )

    @cached_property
    def ranks(self) -> Mapping[str, tuple[int, int]]:
        """Say where each element comes for a reader; what is gone comes after what stood before it."""
        found = {key: (turn, 0) for turn, key in enumerate(self.new.things)}
        last = -1
        for turn, key in enumerate(self.old.things):
            if key in self.forward:
                last = found[self.forward[key]][0]
            else:
                found.setdefault(key, (last, turn + 1))
        arrows = (arrow.flow for sheet in (self.new, self.old) for arrow in sheet.arrows)
        for flow in arrows:
            source = found.get(flow.source, (-1, 0))
            found.setdefault(flow.id, (source[0], source[1] + len(self.old.things)))
        return found

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Say what in the new drawing the phases, steps, lanes and processes of the old one are."""
        found = dict(self.forward)
        lone = [next(iter(sheet.processes), "") for sheet in (self.old, self.new)]
        found |= {lone[0]: lone[1]} | {key: key for key in self.old.processes if key in self.new.processes}
        for old, new in lanes(self):
            found[old.id] = new.id
        return found

    def join(self, old: str, new: str) -> None:
        """Say that two elements are one."""
        self.forward[old], self.back[new] = new, old


def pair(old: Sheet, new: Sheet) -> Pairs:
    """Find what belongs together in two drawings of one procedure."""
    pairs = Pairs(old, new)
    for key, thing in old.things.items():
        if key in new.things and new.things[key].family == thing.family:
            pairs.join(key, key)
    _alike(pairs, lambda thing: (*thing.signature, thing.node.name) if thing.node.name else None)
    _alike(pairs, lambda thing: (thing.family, thing.node.name) if thing.node.name else None)
    while _beside(pairs):
        pass
    return pairs


def lanes(pairs: Pairs) -> Iterator[tuple[Lane, Lane]]:
    """Pair lanes: by id, else by name, else by who is in them."""
    left = {lane.id: lane for lane in pairs.new.lanes}
    waiting = list(pairs.old.lanes)
    for same in (_same_id, _same_name, lambda one, other: _same_members(one, other, pairs)):
        for old in tuple(waiting):
            new = next((lane for lane in left.values() if same(old, lane)), None)
            if new is not None:
                waiting.remove(old)
                del left[new.id]
                yield old, new


def _same_id(one: Lane, other: Lane) -> bool:
    return one.id == other.id


def _same_name(one: Lane, other: Lane) -> bool:
    return bool(one.name) and one.name == other.name


def _same_members(one: Lane, other: Lane, pairs: Pairs) -> bool:
    here = {pairs.forward[key] for key in one.members if key in pairs.forward}
    return bool(here) and here == other.members & pairs.back.keys()


def _alike(pairs: Pairs, sign: Sign) -> None:
    """Join what is alike and alone of its kind; of several, those in the same phase."""
    old, new = _signed(pairs.gone, sign), _signed(pairs.come, sign)
    for shared in old.keys() & new.keys():
        if len(old[shared]) == len(new[shared]) == 1:
            pairs.join(old[shared][0].id, new[shared][0].id)
            continue
        for one in old[shared]:
            home = pairs.forward.get(one.node.parent, one.node.parent)
            same = [each for each in new[shared] if each.node.parent == home and each.id not in pairs.back]
            if len(same) == 1:
                pairs.join(one.id, same[0].id)


def _signed(things: Iterable[Thing], sign: Sign) -> Mapping[Hashable, list[Thing]]:
    found: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        said = sign(thing)
        if said is not None:
            found[said].append(thing)
    return found


def _beside(pairs: Pairs) -> bool:
    """Join what stands in the same place: the same neighbours and, but for its name, the same content."""
    before = len(pairs.forward)
    ways = ((pairs.old, pairs.forward), (pairs.new, {key: key for key in pairs.back}))
    for exact in (True, False):
        signs = [_places(sheet, known, exact=exact) for sheet, known in ways]
        old, new = _signed(pairs.gone, signs[0]), _signed(pairs.come, signs[1])
        for shared in old.keys() & new.keys():
            if len(old[shared]) == len(new[shared]) == 1:
                pairs.join(old[shared][0].id, new[shared][0].id)
    return len(pairs.forward) > before


def _places(sheet: Sheet, known: Mapping[str, str], *, exact: bool) -> Sign:
    """Sign an element with its neighbours that are known already.

    Where its content may differ (a gateway of another kind), all of its neighbours must be known.
    """

    def sign(thing: Thing) -> Hashable:
        around = [sheet.before(thing.id), sheet.after(thing.id)]
        places = tuple(frozenset(known[key] for key in keys if key in known) for keys in around)
        if exact:
            said = any(places) and (thing.node.type not in _PLAIN or all(places) or not all(around))
            return (thing.signature, places) if said else None
        whole = all(key in known for keys in around for key in keys) and all(places)
        return (thing.family, places) if whole and thing.family == "gateway" else None

    return sign


_PLAIN = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway"})
