"""What a token carries, with the history of each field: who overwrote whom is known, not guessed.

Where branches meet, a value gives way to one that was written with knowledge of it; of values written side
by side that of the branch that came last holds. The engine compares with where the branches forked instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Written = tuple[object, tuple[int, ...]]


@dataclass(frozen=True)
class Fields:
    """The fields by name: each with its value and the stamps of all that was written there before."""

    held: Mapping[str, Written]

    def said(self) -> dict[str, object]:
        return {name: value for name, (value, _history) in self.held.items()}


def empty() -> Fields:
    return Fields({})


def write(fields: Fields, data: Mapping[str, object], stamp: int) -> Fields:
    """Set fields; one that is set to what it was is not changed."""
    changed = {name: value for name, value in data.items() if fields.held.get(name, (None,))[0] != value}
    new = {name: (value, (*fields.held.get(name, ("", ()))[1], stamp)) for name, value in changed.items()}
    return Fields({**fields.held, **new})


def meet(branches: Iterable[Fields]) -> Fields:
    """Bring branches together, the earliest arrival first."""
    held: dict[str, Written] = {}
    for branch in branches:
        for name, written in branch.held.items():
            if name not in held or not _knew(held[name], written):
                held[name] = written
    return Fields(held)


def _knew(one: Written, other: Written) -> bool:
    """Tell whether the first was written knowing the second, or is the same."""
    return one[1][: len(other[1])] == other[1]
