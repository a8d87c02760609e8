"""Drawings from outside as pictures: what cannot be drawn is said, and the list in words always stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from app import drawing, language
from app.drawing import DrawingRefused, Line, Mark
from app.drawing.diagram import Box
from app.drawing.reading import read
from app.language import _

MOST_DRAWN = 1200  # elements: above that, labels take longer to place than anybody waits


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A drawing with its marks, or why it cannot be shown, and the same as a list."""

    picture: Markup | None
    hindrance: str
    lines: tuple[Line, ...]


def sketch(bpmn: bytes, marks: Mapping[str, Mark], *, title: str) -> Sketch:
    """Draw a file that may come from anywhere; never raises."""
    try:
        return _sketch(bpmn, tuple(marks.items()), title, language.current())
    except DrawingRefused as refused:
        return Sketch(picture=None, hindrance=refused.sentence, lines=())


def names(bpmn: bytes) -> dict[str, str]:
    """Name every element of a drawing; nothing for one that cannot be read."""
    try:
        return drawing.names(bpmn)
    except DrawingRefused:
        return {}


def box_of(bpmn: bytes, elements: Iterable[str]) -> Box | None:
    """Give where the first of some elements stands on the drawing."""
    try:
        nodes = read(bpmn).nodes
    except DrawingRefused:
        return None
    return next((nodes[each].box for each in elements if each in nodes and nodes[each].box), None)


@lru_cache(maxsize=64)
def _sketch(bpmn: bytes, marks: tuple[tuple[str, Mark], ...], title: str, _tongue: str) -> Sketch:
    """Draw once for each state: a page is opened more often than its marks change."""
    standing = dict(marks)
    lines = tuple(drawing.tell(bpmn, standing))
    found = read(bpmn)
    if len(found.nodes) + len(found.flows) > MOST_DRAWN:
        refused = DrawingRefused(reason=_("it has more elements than a page can show; its list stands below"))
        return Sketch(picture=None, hindrance=refused.sentence, lines=lines)
    try:
        return Sketch(picture=drawing.draw(bpmn, standing, title=title), hindrance="", lines=lines)
    except DrawingRefused as refused:
        return Sketch(picture=None, hindrance=refused.sentence, lines=lines)
