"""Drawings from elsewhere, written as the engine runs them; what would change meaning is asked.

Each rewrite is one small function over a copy of the drawing: it notes what it did, or asks what a person
must settle and leaves the element as it is drawn. How things look (the diagram interchange) is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from app.engine.model import FLOW_NODES
from app.engine.normalise import (
    arrows,
    choices,
    data,
    ends,
    events,
    flows,
    handlers,
    identity,
    links,
    people,
    pools,
    repetition,
    times,
    vendors,
    work,
)
from app.engine.normalise.sheet import Sheet
from app.engine.note import Note
from app.engine.xmlsafe import bpmn

MOST_DRAWN = 2_500

Rewrite = Callable[[Sheet], None]

REWRITES: tuple[Rewrite, ...] = (
    identity.vocabularies,
    identity.ids,
    identity.prefixes,
    pools.executable,
    pools.empty,
    pools.strangers,
    pools.neighbours,
    pools.conversations,
    pools.global_tasks,
    events.references,
    arrows.moved,
    arrows.loose,
    links.links,
    events.signal_ends,
    choices.blanks,
    choices.strangers,
    flows.splits,
    choices.defaults,
    ends.starts,
    ends.ends,
    times.quoted,
    data.nothing,
    vendors.kept,
    data.objects,
)
QUESTIONS: tuple[Rewrite, ...] = (
    data.stores,
    data.arrows,
    arrows.past_ends,
    choices.unwritten,
    choices.foreign,
    choices.alone,
    events.waiting_starts,
    events.causes_unclear,
    events.awaited_together,
    handlers.kinds,
    handlers.event_parts,
    handlers.undoing,
    handlers.empty_parts,
    repetition.times,
    repetition.quantities,
    times.unspecified,
    times.foreign,
    work.services,
    work.scripts,
    work.calls,
    people.forms,
    vendors.behaviour,
    vendors.demanded,
)


@dataclass(frozen=True)
class Normalised:
    """A drawing as the engine runs it, and what a person should know about how it came to be."""

    root: etree._Element
    notes: tuple[Note, ...]


def normalise(root: etree._Element) -> Normalised:
    """Rewrite a drawing that was read safely; the given tree stays as it is.

    A drawing that needs nothing comes back as it was, without a note; so does the result, given again, and
    one that is too large to be used at all.
    """
    sheet = Sheet(root)
    if is_too_large(root):
        return Normalised(sheet.root, ())
    for rewrite in REWRITES + QUESTIONS:
        rewrite(sheet)
    return Normalised(sheet.root, tuple(dict.fromkeys(sheet.notes)))


def is_too_large(root: etree._Element) -> bool:
    """Tell whether a file holds more elements and arrows than anybody could look over."""
    drawn = root.iter(*map(bpmn, FLOW_NODES), bpmn("sequenceFlow"))
    return sum(1 for _ in islice(drawn, MOST_DRAWN + 1)) > MOST_DRAWN
