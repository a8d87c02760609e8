"""What the browser has to load: officers' pages stay light, the drawing board stays below its measure."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from app.web.assets import BUILT, Manifest

OFFICERS = 25_000  # bytes of script, packed
BOARD = 500_000


def _weight(name: str) -> int:
    """Weigh the script of an entry with every part that it shares with others, packed as it is sent."""
    if not (BUILT / "manifest.json").exists():
        pytest.fail("not built; run: make setup", pytrace=False)
    entry = Manifest(BUILT).entry(name)
    return sum(
        len(gzip.compress(Path(BUILT / file).read_bytes())) for file in (entry.script, *entry.preloads)
    )


@pytest.mark.parametrize("name", ["office", "public", "redact"])
def test_the_pages_of_every_day_load_little_script(name: str):
    assert _weight(name) <= OFFICERS


@pytest.mark.parametrize("name", ["modeler", "tables", "forms", "letter-editor"])
def test_a_board_on_which_procedures_are_drawn_stays_below_its_measure(name: str):
    assert _weight(name) <= BOARD
