"""Words on the paper: lines of text set one under the other."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from app.drawing.lettering import LINE, width, wrap
from app.drawing.look import Attributes
from app.drawing.svg import NOTHING, tag

_NONE: Attributes = {}
_ASCENT = 0.95  # of the size: from the top of a line to its baseline, with room for «Ế»


def lettered(
    lines: Sequence[str], x: float, top: float, size: float, *, look: str, more: Attributes = _NONE
) -> Markup:
    """Set lines of text under each other, the first one's top at ``top``."""
    if not lines:
        return NOTHING
    spans = [tag("tspan", line, x=x, y=top + size * (_ASCENT + at * LINE)) for at, line in enumerate(lines)]
    return tag("text", *spans, look=look, more={"font-size": size, **more})


def fitted(text: str, room: float, height: float) -> tuple[tuple[str, ...], float]:
    """Choose the largest lettering with which a text fits a box; the smallest is cut off.

    Returns: the lines, and their size.
    """
    size = 12.0
    for size in (12.0, 11.5, 11.0, 10.5, 10.0):
        lines = wrap(text, room, size)
        whole = all(width(word, size) <= room for word in text.split())
        if whole and len(lines) * size * LINE <= height:
            return lines, size
    return wrap(text, room, size, lines=max(1, int(height / (size * LINE)))), size
