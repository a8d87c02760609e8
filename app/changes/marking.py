"""The changes as marks on both drawings, with the numbers of their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from app.changes.change import Change, How
from app.drawing import Mark

Side = Literal["old", "new"]
_WEIGHT: Sequence[How] = ("removed", "added", "moved", "changed")  # the first that holds gives the colour


def marks(changes: Sequence[Change], side: Side) -> dict[str, dict[str, Mark]]:
    """Mark the elements of one side, by file and element: colour, word and number.

    The first change has the number 1; a mark leads to ``#change-1`` and has the anchor ``at-old-…`` or
    ``at-new-…``, so that a sentence leads back to it.
    """
    found: dict[tuple[str, str], list[tuple[int, How]]] = defaultdict(list)
    for number, change in enumerate(changes, start=1):
        for old, new, how in _touched(change):
            element = old if side == "old" else new
            if element:
                found[change.file, element].append((number, how))
    marked: dict[str, dict[str, Mark]] = defaultdict(dict)
    for (file, element), told in found.items():
        marked[file][element] = _mark(element, told, side)
    return dict(marked)


def _touched(change: Change) -> Iterator[tuple[str, str, How]]:
    """Give all elements of a change by their ids in both files, each with how it is marked."""
    old = "" if change.how == "added" else change.was or change.element
    new = "" if change.how == "removed" else change.element
    yield old, new, change.how
    for one, other in change.also:
        yield one, other, change.how if one and other else "removed" if one else "added"


def _mark(element: str, told: Sequence[tuple[int, How]], side: Side) -> Mark:
    return Mark(
        min((how for _number, how in told), key=_WEIGHT.index),
        href=f"#change-{told[0][0]}",
        number=", ".join(str(number) for number, _how in told),
        anchor=f"at-{side}-{element}",
    )
