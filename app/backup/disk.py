"""What a disk answers, in a sentence that its keeper can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.backup.errors import DiskFull, PlaceRefused

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SAID_FULL = ("disk is full", "No space left on device", "Disk quota exceeded")


@contextmanager
def answering(folder: Path) -> Iterator[None]:
    """Write below a folder.

    Raises: DiskFull, PlaceRefused.
    """
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            raise DiskFull(folder=folder) from problem
        raise PlaceRefused(place=problem.filename or folder) from problem


def is_full(said: object) -> bool:
    """Tell whether a program complains of a full disk."""
    return any(words in str(said) for words in _SAID_FULL)
