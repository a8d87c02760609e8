"""What a run holds after branches meet: each branch counts only for what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_ABSENT = object()


def merge(
    base: Mapping[str, object], branches: Iterable[Mapping[str, object]]
) -> tuple[dict[str, object], list[str]]:
    """Bring branches together against the fields they started from, the earliest arrival first.

    Gives the fields, and the names of those that two branches set differently (the later one holds).
    """
    merged, changed, conflicts = dict(base), set[str](), list[str]()
    for branch in branches:
        for name in (*branch, *(name for name in base if name not in branch)):
            new = branch.get(name, _ABSENT)
            if new == base.get(name, _ABSENT):
                continue
            if name in changed and merged.get(name, _ABSENT) != new:
                conflicts.append(name)
            changed.add(name)
            if new is _ABSENT:
                merged.pop(name, None)
            else:
                merged[name] = new
    return merged, conflicts
