"""Marks on the paper: tick, pill and note, which say how a step stands."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from app.drawing.diagram import ACTIVITIES, Box, Node
from app.drawing.labels import SIZE, Paper, Wording, under
from app.drawing.lettering import width, wrap
from app.drawing.look import EDGES, SIGNS
from app.drawing.mark import Mark, State, state_word
from app.drawing.shapes import TITLE
from app.drawing.svg import NOTHING, join, sides, tag
from app.drawing.text import lettered
from app.language import content

_ORDER: Sequence[State] = (
    *("done", "now", "late", "stuck", "next", "refused", "question"),
    *("waiting", "pressed", "jammed"),
    *("added", "removed", "changed", "moved"),
    *("passed", "missed", "astray"),
)
_PILL, _PILL_SIZE = 17.0, 10.5
_POINTER = "M0 .5l6 4-6 4z"
_EXCLAMATION = "M1 0h3l-.6 6H1.6zM1.3 7h2.4v2.300H1.3z"


def draw_mark(node: Node, mark: Mark, pill: Box | None, paper: Paper) -> Markup:
    """Draw what a mark adds to its element: tick or pill, and the note under it."""
    if node.box is None:
        return NOTHING
    return join([_sign(node, node.box, mark, pill), _note(node, node.box, mark, paper)])


def claim_sign(node: Node, mark: Mark, paper: Paper) -> Box | None:
    """Choose where a pill goes, on a corner where no arrow ends, and keep labels off it.

    Returns: the pill's box, or None for a mark without a pill.
    """
    box = node.box
    if box is None or mark.state not in ("now", "late", "stuck") or node.type not in ACTIVITIES:
        return None
    wide = width(state_word(mark.state), _PILL_SIZE, bold=True) + 22
    corners = ((box.right + 4 - wide, box.y), (box.right + 4 - wide, box.bottom), (box.x - 4, box.bottom))
    places = [Box(x, y - _PILL / 2, wide, _PILL) for x, y in corners]
    lines = [*paper.thin, *(b for b in paper.solid if b.width < box.width and b != box)]
    free = (place for place in places if not any(place.grown(3).meets(line) for line in lines))
    chosen = places[0] if node.is_phase else next(free, places[0])
    paper.solid.append(chosen)
    return chosen


def _sign(node: Node, box: Box, mark: Mark, pill: Box | None) -> Markup:
    if mark.state == "done":
        small = node.type not in ACTIVITIES
        return _tick(box.right - (4 if small else 7), box.y + (4 if small else 3), 7 if small else 9)
    if mark.state == "removed":
        return _struck(box)
    return _pill(pill, mark.state) if pill else NOTHING


def _struck(box: Box) -> Markup:
    """Strike out what is gone, so that it is not told by colour alone."""
    path = f"M{box.x:g} {box.bottom:g}L{box.right:g} {box.y:g}"
    return tag("path", look="dr-stroke", d=path, more={"stroke": SIGNS["removed"]})


def _tick(x: float, y: float, radius: float) -> Markup:
    steps = (x - radius * 0.42, y, radius * 0.34, radius * 0.36, radius * 0.56, -radius * 0.72)
    path = "M{:.2f} {:.2f}l{:.2f} {:.2f} {:.2f} {:.2f}".format(*steps)
    return tag("circle", look="dr-tick", cx=x, cy=y, r=radius) + tag("path", look="dr-tick-mark", d=path)


def _pill(box: Box, state: State) -> Markup:
    x, y = box.x, box.y
    body = tag("rect", look="dr-pill", more={**sides(box), "rx": _PILL / 2}, fill=SIGNS[state])
    d = _EXCLAMATION if state in ("late", "stuck") else _POINTER
    sign = tag("path", look="dr-pill-sign", d=d, transform=f"translate({x + 8:g} {y + 4:g})")
    word = lettered((state_word(state),), x + 17, y + 1.8, _PILL_SIZE, look="dr-pill-word")
    return join([body, sign, word])


def _note(node: Node, box: Box, mark: Mark, paper: Paper) -> Markup:
    if not mark.note:
        return NOTHING
    words = Wording(wrap(mark.note, max(150, box.width), SIZE, lines=2, bold=True), bold=True)
    colour = SIGNS["now"] if mark.state in ("done", "next") else SIGNS[mark.state]
    places = under(box, words)
    if node.is_phase:  # its own frame has room beside the title
        start = box.x + 12 + width(content(node.name), TITLE, bold=True) + 14
        corners = ((start, box.y + 7), (box.x + 12, box.bottom - 24))
        places = [*((words, Box(x, y, words.wide, words.tall)) for x, y in corners), *places]
    return paper.write(places, {"fill": colour, "font-weight": 600})


def draw_legend(states: frozenset[State], x: float, y: float) -> tuple[Markup, float]:
    """Draw what the states mean, in a row from (x, y); only those that occur.

    Returns: the drawing, and how wide it is.
    """
    parts: list[Markup] = []
    at = x
    for state in _ORDER:
        if state not in states:
            continue
        word = state_word(state)
        parts.append(tag("rect", look="dr-box", x=at, y=y, width=26, height=16, rx=4, more=EDGES[state]))
        if state == "done":
            parts.append(_tick(at + 24, y + 2, 6))
        parts.append(lettered((word,), at + 36, y + 0.5, SIZE, look="dr-start"))
        at += 36 + width(word, SIZE) + 22
    return join(parts), at - x
