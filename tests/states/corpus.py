"""The frozen states of a release: one packed file, written once and never changed.

``0.0`` and ``0.0.2`` are what was written in forms 1 and 2, before there was a release.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import zstandard

FOLDER = Path(__file__).parent
NAME = "states.json.zst"
LARGEST = 300_000  # bytes of one release
_LEVEL = 19


def releases() -> list[str]:
    """Name every release whose states are kept, the oldest first."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{NAME}"))


def place(release: str) -> Path:
    return FOLDER / release / NAME


@lru_cache(maxsize=4)
def read(release: str) -> dict[str, Any]:
    return orjson.loads(zstandard.decompress(place(release).read_bytes()))


def write(release: str, content: dict[str, Any]) -> int:
    """Pack and write; gives the bytes it takes."""
    packed = zstandard.compress(orjson.dumps(content), _LEVEL)
    place(release).parent.mkdir(exist_ok=True)
    place(release).write_bytes(packed)
    return len(packed)
