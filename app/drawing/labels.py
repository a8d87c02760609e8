"""Labels: names beside events, gateways and flows, put where they cover nothing.

A label goes where the diagram's author put it; if that covers a shape or another label, or nobody put
it anywhere, the first free place near its element is taken. The order of the file decides who comes
first, so the same diagram always looks the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from app.drawing.diagram import Box, Flow, Node, Point
from app.drawing.lettering import LINE, width, wrap
from app.drawing.look import Attributes
from app.drawing.text import lettered

SIZE = 11.5
_ROOM = 104.0  # a label's usual width
_LATER = 12.0  # what a place costs for standing later in the list
MOST_EFFORT = 300_000  # comparisons on one drawing; the largest that comes with the program needs 22 000
_NONE: Attributes = {}


@dataclass(frozen=True)
class Wording:
    """A label's lines and the room they need."""

    lines: tuple[str, ...]
    size: float = SIZE
    bold: bool = False

    @property
    def wide(self) -> float:
        """Say how wide it is."""
        return max(width(line, self.size, bold=self.bold) for line in self.lines) + 4

    @property
    def tall(self) -> float:
        """Say how tall it is."""
        return len(self.lines) * self.size * LINE

    def at(self, x: float, y: float) -> Box:
        """Give the box it fills when its upper middle is at (x, y)."""
        return Box(x - self.wide / 2, y, self.wide, self.tall)

    def drawn(self, box: Box, more: Attributes = _NONE) -> Markup:
        """Write it into its box."""
        return lettered(self.lines, box.middle.x, box.y, self.size, look="dr-label", more=more)


Place = tuple[Wording, Box]


@dataclass
class Paper:
    """What is already on the paper while labels are being placed."""

    solid: list[Box] = field(default_factory=list)  # shapes and words
    thin: list[Box] = field(default_factory=list)  # flows and the frames of phases
    faint: list[Box] = field(default_factory=list)  # borders of lanes and pools
    taken: list[Box] = field(default_factory=list)  # labels placed, for the size of the picture
    effort: int = 0  # comparisons made so far

    def write(self, choices: Sequence[Place], more: Attributes = _NONE) -> Markup:
        """Write a label at the best of some places, earlier ones being preferred.

        On a drawing so crowded that comparing would not end, the first place is taken.
        """
        words, box = choices[self._best(choices) if self.effort < MOST_EFFORT else 0]
        self.solid.append(box)
        self.taken.append(box)
        return words.drawn(box, more)

    def _best(self, choices: Sequence[Place]) -> int:
        region = _around_all(box for _words, box in choices)
        near = [
            (weight, other)
            for weight, others in ((8.0, self.solid), (3.0, self.thin), (0.15, self.faint))
            for other in others
            if region.meets(other)
        ]
        self.effort += len(self.solid) + len(self.thin) + len(self.faint) + len(near) * len(choices)
        best, least = 0, math.inf
        for at, (_words, box) in enumerate(choices):
            if at * _LATER >= least:
                break  # later places cost more than the best one found
            cost = at * _LATER + sum(weight * box.shared(other) for weight, other in near)
            best, least = (at, cost) if cost < least else (best, least)
        return best


def _around_all(boxes: Iterable[Box]) -> Box:
    kept = list(boxes)
    x, y = min(b.x for b in kept), min(b.y for b in kept)
    return Box(x, y, max(b.right for b in kept) - x, max(b.bottom for b in kept) - y)


def beside(node: Node, box: Box, text: str) -> list[Place]:
    """List the places for the name of an event, gateway or document, best first."""
    return [place for words in _wordings(text, node.label) for place in _around(node, box, words)]


def along_line(flow: Flow, points: Sequence[Point], text: str) -> list[Place]:
    """List the places for the name of a flow: near its start, then along it."""
    clear = 16.0 if flow.default or flow.conditional else 6.0  # the marks at its start stay visible
    places: list[Place] = []
    for words in _wordings(text, flow.label):
        places += [(words, box) for box in _given(flow.label, words)]
        for start, end in pairwise(points):
            level = abs(end.y - start.y) < abs(end.x - start.x)
            boxes = _on_level(start, end, words, clear) if level else _on_upright(start, end, words)
            places += [(words, box) for box in boxes]
    return places


def under(box: Box, words: Wording) -> list[Place]:
    """List the places for a note on how a step stands: under it, best first."""
    shifts = (0.0, box.width / 2 - words.wide / 2, words.wide / 2 - box.width / 2)
    below = [words.at(box.middle.x + shift, box.bottom + 4) for shift in shifts]
    far = [words.at(box.middle.x, box.bottom + 20), words.at(box.middle.x, box.y - 12 - words.tall)]
    return [(words, place) for place in (*below, *far)]


def segments(points: Iterable[Point]) -> Iterator[Box]:
    """Give a line as thin boxes, so that labels keep off it."""
    for a, b in pairwise(points):
        steps = 1 if a.x == b.x or a.y == b.y else 8
        for at in range(steps):
            p = Point(a.x + (b.x - a.x) * at / steps, a.y + (b.y - a.y) * at / steps)
            q = Point(a.x + (b.x - a.x) * (at + 1) / steps, a.y + (b.y - a.y) * (at + 1) / steps)
            yield Box(min(p.x, q.x), min(p.y, q.y), abs(p.x - q.x), abs(p.y - q.y)).grown(2)


def _wordings(text: str, given: Box | None) -> Iterator[Wording]:
    """Break a label's text in several ways: as wide as usual, then narrower and taller."""
    shown: set[tuple[str, ...]] = set()
    for room in (max(_ROOM, given.width if given else 0), 80.0, 58.0):
        lines = wrap(text, room, SIZE)
        if lines not in shown and all(width(word, SIZE) <= room for word in text.split()):
            shown.add(lines)
            yield Wording(lines)
    if not shown:
        yield Wording(wrap(text, _ROOM, SIZE))


def _around(node: Node, box: Box, words: Wording) -> list[Place]:
    c, gap = box.middle, 4.0
    below, above = words.at(c.x, box.bottom + gap), words.at(c.x, box.y - gap - words.tall)
    right = Box(box.right + gap, c.y - words.tall / 2, words.wide, words.tall)
    left = Box(box.x - gap - words.wide, c.y - words.tall / 2, words.wide, words.tall)
    low_right = Box(c.x + box.width * 0.3, box.bottom + gap / 2, words.wide, words.tall)
    low_left = Box(c.x - box.width * 0.3 - words.wide, box.bottom + gap / 2, words.wide, words.tall)
    corners = [Box(b.x, box.y - gap / 2 - words.tall, words.wide, words.tall) for b in (low_right, low_left)]
    places = [below, above, low_right, low_left, *corners, right, left]
    if node.host:
        places = [low_right, low_left, below, *corners, right, left]
    elif node.type.endswith("Gateway"):
        places = [above, below, *corners, low_right, low_left, right, left]
    return [(words, place) for place in (*_given(node.label, words), *places)]


def _given(label: Box | None, words: Wording) -> Iterator[Box]:
    if label:
        yield words.at(label.middle.x, label.y)


def _on_level(start: Point, end: Point, words: Wording, clear: float) -> list[Box]:
    way = 1 if end.x > start.x else -1
    near, middle = start.x + way * (words.wide / 2 + clear), (start.x + end.x) / 2
    places = [near, middle] if abs(end.x - start.x) > words.wide + clear + 9 else [middle, near]
    return [words.at(x, y) for x in places for y in (start.y - words.tall - 3, start.y + 4)]


def _on_upright(start: Point, end: Point, words: Wording) -> list[Box]:
    way = 1 if end.y > start.y else -1
    near, whole = start.y + way * (words.tall / 2 + 6), end.y - start.y
    return [
        words.at(x, y - words.tall / 2)
        for y in (near, start.y + whole / 3, start.y + whole / 2, start.y + whole * 0.7)
        for x in (start.x + words.wide / 2 + 5, start.x - words.wide / 2 - 5)
    ]
