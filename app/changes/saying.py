"""A change put together: the sentence of its kind with the two values that it is about."""

from __future__ import annotations

from typing import NamedTuple

from app.changes.kinds import KINDS
from app.changes.told import NOTHING, Part, Told, quoted, told


class Value(NamedTuple):
    """A value as it is written, and as it is said."""

    text: str
    part: Part


Sides = tuple[Value, Value]  # before and now
NONE = Value("", NOTHING)
NEITHER: Sides = (NONE, NONE)


def texts(old: str, new: str) -> Sides:
    """Give two texts of a drawing as values, quoted."""
    return Value(old, quoted(old, new)), Value(new, quoted(new, old))


def say(kind: str, /, **names: Part | str) -> Told:
    """Say a change of one kind."""
    return told(KINDS[kind], **names)
