"""Which combinations a table takes: rows as boxes over columns, each column a few values that tell all apart.

Bits do the work. A row is, for each column, the set of sample values that it takes; a set is an int.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

STEPS = 120_000  # of all searches in one table, a part of a second; what needs more is left undecided


class Undecided(Exception):
    """The search was given up; nothing is claimed."""


@dataclass
class Search:
    """Looks for a combination that none of some boxes takes; ``steps`` are those it may still make."""

    boxes: Sequence[Sequence[int]]
    steps: int = STEPS
    seen: set[tuple[int, int]] = field(default_factory=set)
    taking: list[dict[int, int]] = field(default_factory=list)

    def uncovered(self, within: Sequence[int]) -> tuple[int, ...] | None:
        """Give one combination (a place in each column) inside a box that no other takes, or None.

        Raises Undecided when the search takes too long.
        """
        self.taking = [
            {p: sum(1 << n for n, box in enumerate(self.boxes) if box[c] >> p & 1) for p in _members(places)}
            for c, places in enumerate(within)
        ]
        self.steps -= sum(map(len, self.taking)) * len(self.boxes) // 20
        return self._from(0, (1 << len(self.boxes)) - 1, within)

    def _from(self, column: int, alive: int, within: Sequence[int]) -> tuple[int, ...] | None:
        """Go on column by column; ``alive`` are the boxes that take all that was chosen so far."""
        if alive == 0:
            return tuple(_lowest(places) for places in within[column:])
        if column == len(within) or (column, alive) in self.seen:
            return None
        for place, left in self._fewest(column, alive):
            found = self._from(column + 1, left, within)
            if found is not None:
                return (place, *found)
        self.seen.add((column, alive))
        return None

    def _fewest(self, column: int, alive: int) -> list[tuple[int, int]]:
        """List the choices of a column that leave the fewest boxes; one that leaves more hides no gap."""
        choices: dict[int, int] = {}
        for place, taking in self.taking[column].items():
            choices.setdefault(alive & taking, place)
        kept: list[int] = []
        for left in sorted(choices, key=int.bit_count):
            self.steps -= 1 + len(kept)
            if not any(fewer & left == fewer for fewer in kept):
                kept.append(left)
        if self.steps < 0:
            raise Undecided
        return [(choices[left], left) for left in kept]


def shared(a: Sequence[int], b: Sequence[int]) -> tuple[int, ...] | None:
    """Give one combination that two boxes both take, or None."""
    both = [left & right for left, right in zip(a, b, strict=True)]
    return tuple(_lowest(places) for places in both) if all(both) else None


def telling(boxes: Sequence[Sequence[int]], point: Sequence[int]) -> list[int]:
    """List the columns without which a combination that no box takes would be taken by one."""
    kept = list(range(len(point)))
    for column in range(len(point)):
        left = [each for each in kept if each != column]
        if not any(all(box[each] >> point[each] & 1 for each in left) for box in boxes):
            kept = left
    return kept


def _members(bits: int) -> Iterator[int]:
    while bits:
        yield _lowest(bits)
        bits &= bits - 1


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
