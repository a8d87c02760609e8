"""Two versions of a procedure compared: everything that matters, in an order a reader can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.changes import drawings, english, forms, letters, stories, tables
from app.changes.bundle import Bundle
from app.changes.change import Change


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes], *, procedure: str) -> tuple[Change, ...]:
    """Tell what changed between the files of two versions, along the drawing first, then file by file.

    Layout, ids, white space and the order in which things are written are no changes. It never raises:
    what cannot be read is told as one change of its file.
    """
    return tuple(_compared(Bundle(old, procedure), Bundle(new, procedure)))


def _compared(old: Bundle, new: Bundle) -> Iterator[Change]:
    for part in (drawings, tables, forms, letters, stories, english):
        yield from part.compare(old, new)
