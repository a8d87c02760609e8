"""The changes as marks on both drawings, with the numbers of their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from app.changes.change import Change, How
from app.drawing import Mark

Side = Literal["old", "new"]
_WEIGHT: Sequence[How] = ("removed", "added", "moved", "changed")  # the first that holds gives the colour
_HIDDEN: Mapping[Side, How] = {"old": "added", "new": "removed"}  # what a side does not have


def marks(changes: Sequence[Change], side: Side) -> dict[str, dict[str, Mark]]:
    """Mark the elements of one side, by file and element: colour, word and number.

    The first change has the number 1; a mark leads to ``#change-1`` and has the anchor ``at-old-…`` or
    ``at-new-…``, so that a sentence leads back to it.
    """
    found: dict[tuple[str, str], list[tuple[int, Change]]] = defaultdict(list)
    for number, change in enumerate(changes, start=1):
        if change.how != _HIDDEN[side] and change.element:
            element = change.was or change.element if side == "old" else change.element
            found[change.file, element].append((number, change))
    marked: dict[str, dict[str, Mark]] = defaultdict(dict)
    for (file, element), told in found.items():
        marked[file][element] = _mark(element, told, side)
    return dict(marked)


def _mark(element: str, told: Sequence[tuple[int, Change]], side: Side) -> Mark:
    how = min((change.how for _number, change in told), key=_WEIGHT.index)
    return Mark(
        how,
        href=f"#change-{told[0][0]}",
        number=", ".join(str(number) for number, _change in told),
        anchor=f"at-{side}-{element}",
    )
