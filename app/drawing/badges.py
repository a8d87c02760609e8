"""Badges: the numbers of the notes about an element of a draft, at its corner or on its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from app.drawing.diagram import Box, Node, Point
from app.drawing.labels import Paper
from app.drawing.lettering import width
from app.drawing.look import SIGNS, Attributes
from app.drawing.mark import Mark, State, state_word
from app.drawing.svg import join, link, sides, tag
from app.drawing.text import lettered

_TALL, _SIZE = 18.0, 11.0
_CORNERS: Mapping[State, float] = {"question": _TALL / 2, "waiting": _TALL / 2, "pressed": 5.5, "jammed": 0}

_BEFORE: Mapping[State, str] = {"added": "+ ", "removed": "− ", "moved": "→ "}  # a sign besides the colour


def claim_badge(node: Node, box: Box, mark: Mark, paper: Paper) -> Box:
    """Put a badge on the upper left corner of an element, and keep labels off it."""
    small = min(box.width, box.height) < 2.5 * _TALL  # an event, a gateway, a document
    wide = _wide(mark)
    x = box.x - (wide - 4 if small and not node.host else 8)
    return _claim(Box(x, box.y - 8, wide, _TALL), paper)


def on_line(points: Sequence[Point], mark: Mark, paper: Paper) -> Box:
    """Put a badge on the middle of a flow's first long stretch, where its condition is read."""
    start, end = max(pairwise(points), key=_length)
    wide = _wide(mark)
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    return _claim(Box(middle.x - wide / 2, middle.y - _TALL / 2, wide, _TALL), paper)


def draw_badge(box: Box, mark: Mark, name: str, *, beside_link: bool) -> Markup:
    """Draw a badge, as a link if its mark leads somewhere: round for a question or who waits in time.

    What is refused or half overdue has corners, what is partly overdue something between.

    ``beside_link``: the element itself leads there already, so that keys need not stop twice.
    """
    round_corner = _CORNERS.get(mark.state, 3)
    told = " – ".join(word for word in (name, f"{state_word(mark.state)}: {mark.number}") if word)
    body = tag("rect", look="dr-pill", more={**sides(box), "rx": round_corner}, fill=SIGNS[mark.state])
    words: Attributes = {"text-anchor": "middle"}
    number = lettered((_worded(mark),), box.middle.x, box.y + 1.8, _SIZE, look="dr-pill-word", more=words)
    more: Attributes = {"id": mark.anchor} if mark.anchor else {}
    inside = join([tag("title", told), body, number])
    if mark.href:
        more = {**more, "tabindex": -1} if beside_link else more
        return tag("a", inside, look="dr-badge dr-link", href=link(mark.href), more=more)
    return tag("g", inside, look="dr-badge", more=more)


def _claim(box: Box, paper: Paper) -> Box:
    paper.solid.append(box)
    paper.taken.append(box)
    return box


def _wide(mark: Mark) -> float:
    return max(_TALL, width(_worded(mark), _SIZE, bold=True) + 10)


def _worded(mark: Mark) -> str:
    return _BEFORE.get(mark.state, "") + mark.number


def _length(stretch: tuple[Point, Point]) -> float:
    start, end = stretch
    return abs(end.x - start.x) + abs(end.y - start.y)
