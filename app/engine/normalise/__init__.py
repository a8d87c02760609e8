"""Drawings from elsewhere, written as the engine runs them; what would change meaning is asked.

Each rewrite is one small function over a copy of the drawing: it notes what it did, or asks what a person
must settle and leaves the element as it is drawn. How things look (the diagram interchange) is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from app.engine.normalise import flows
from app.engine.normalise.sheet import Sheet
from app.engine.note import Note

Rewrite = Callable[[Sheet], None]

REWRITES: tuple[Rewrite, ...] = (flows.splits,)


@dataclass(frozen=True)
class Normalised:
    """A drawing as the engine runs it, and what a person should know about how it came to be."""

    root: etree._Element
    notes: tuple[Note, ...]


def normalise(root: etree._Element) -> Normalised:
    """Rewrite a drawing that was read safely; the given tree stays as it is.

    A drawing that needs nothing comes back as it was, without a note; so does the result, given again.
    """
    sheet = Sheet(root)
    for rewrite in REWRITES:
        rewrite(sheet)
    return Normalised(sheet.root, tuple(sheet.notes))
