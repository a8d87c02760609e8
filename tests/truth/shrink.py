"""Make a diagram on which engine and token game part as small as it gets, before a person reads it."""

from __future__ import annotations

from app.engine.errors import DefinitionRefused
from tests.truth.grow import Grower
from tests.truth.paths import compiled, walk

_MORE_SEEDS = 10


def smallest(seed: int, size: int) -> str | None:
    """Tell the smallest failure found among diagrams of this seed and of its neighbours, or nothing."""
    for smaller in range(1, size + 1):
        for other in (seed, *range(seed * _MORE_SEEDS, (seed + 1) * _MORE_SEEDS)):
            told = _parted(other, smaller)
            if told is not None:
                return f"Grower({other}, {smaller}):\n{told}"
    return None


def _parted(seed: int, size: int) -> str | None:
    book = Grower(seed, size).grow()
    try:
        definition = compiled(book)
    except DefinitionRefused:
        return None
    for way in range(3):
        try:
            walk(book, definition, f"{seed}-{way}")
        except AssertionError as parted:
            return str(parted)
    return None
