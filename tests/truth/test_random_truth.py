"""Whatever may be drawn runs as BPMN says: 500 random diagrams, random paths, a token game of our own.

A seed that fails is replayed alone by its name: ``pytest tests/truth -k "[seed-417]"``. What fails is first
made small: the failure tells the smallest diagram found that still parts from the token game, and the way.
"""

from __future__ import annotations

import pytest

from app.engine.errors import DefinitionRefused
from tests.truth.grow import Grower
from tests.truth.paths import compiled, walk
from tests.truth.shrink import smallest

SEEDS = 500
PATHS = 3
refused: list[str] = []


def size_of(seed: int) -> int:
    """Draw small ones and large ones."""
    return 6 + seed % 5 * 6


@pytest.mark.parametrize("seed", range(SEEDS), ids=lambda seed: f"seed-{seed}")
def test_a_random_diagram_runs_as_bpmn_says_stored_or_kept(seed):
    book = Grower(seed, size_of(seed)).grow()
    try:
        definition = compiled(book)
    except DefinitionRefused as problems:
        refused.append(f"{seed}: {problems}")
        assert len(refused) * 10 < SEEDS, refused
        return
    for way in range(PATHS):
        try:
            walk(book, definition, f"{seed}-{way}")
        except AssertionError as parted:
            raise AssertionError(smallest(seed, size_of(seed)) or str(parted)) from None
