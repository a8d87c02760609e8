"""A change put together: the sentence of its kind with the two values that it is about."""

from __future__ import annotations

from typing import NamedTuple

from app.changes.kinds import KINDS
from app.changes.told import NOTHING, Part, Told, quoted, told


class Value(NamedTuple):
    """A value as it is written, and as it is said."""

    text: str
    part: Part


NONE = Value("", NOTHING)


def value(text: str) -> Value:
    """Give a text of a drawing as a value, quoted."""
    return Value(text, quoted(text))


def say(kind: str, /, **names: Part | str) -> Told:
    """Say a change of one kind."""
    return told(KINDS[kind], **names)
