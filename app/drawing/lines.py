"""Lines: flows from outline to outline, with rounded bends and arrowheads."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from app.drawing.diagram import EVENTS, Box, Flow, Node, Point
from app.drawing.look import Attributes
from app.drawing.svg import NOTHING, along, join, tag

_BEND = 7.0
_HEAD, _WING = 9.0, 4.2  # length and half breadth of an arrowhead


def course(flow: Flow, nodes: Mapping[str, Node]) -> tuple[Point, ...]:
    """Give the points of a flow, its ends moved to the outlines of what it ties together."""
    points = list(flow.points)
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        return ()
    source, target = nodes.get(flow.source), nodes.get(flow.target)
    if source and source.box:
        points[0] = _cropped(points[1], points[0], source, source.box)
    if target and target.box:
        points[-1] = _cropped(points[-2], points[-1], target, target.box)
    return tuple(points)


def draw_flow(flow: Flow, points: Sequence[Point], *, from_gateway: bool, shade: str | float = "") -> Markup:
    """Draw one flow with its head and its marks, without its label; with a shade, a broad stroke under it."""
    if shade and points:
        broad: Attributes = {"stroke": shade, "stroke-width": 7, "stroke-opacity": 0.35}
        under = tag("polyline", look="dr-stroke", points=along(points), more=broad)
        return under + draw_flow(flow, points, from_gateway=from_gateway)
    if not points:
        return NOTHING
    if flow.type == "messageFlow":
        start = tag("circle", look="dr-hollow", cx=points[0].x, cy=points[0].y, r=4)
        return join([_path(points, "dr-message"), start, _arrow(points, "dr-hollow")])
    if flow.type != "sequenceFlow":
        head = NOTHING if flow.type == "association" else _arrow(points, "dr-hollow")
        return join([_path(points, "dr-tie"), head])
    parts = [_path(points, "dr-flow"), _arrow(points, "dr-arrow")]
    if flow.default:
        parts.append(_slash(points))
    elif flow.conditional and not from_gateway:
        parts.append(_diamond(points))
    return join(parts)


def _cropped(before: Point, end: Point, node: Node, box: Box) -> Point:
    """Move an end that lies inside an element back to where the line enters it."""
    if not box.grown(-0.5).holds(end) or box.holds(before):
        return end
    inside, outside = end, before
    for _ in range(24):  # halving: the outline of a circle, a diamond or a box alike
        half = Point((inside.x + outside.x) / 2, (inside.y + outside.y) / 2)
        if _covers(node, box, half):
            inside = half
        else:
            outside = half
    return Point(round(inside.x, 2), round(inside.y, 2))


def _covers(node: Node, box: Box, point: Point) -> bool:
    c = box.middle
    dx, dy = abs(point.x - c.x) / (box.width / 2 or 1), abs(point.y - c.y) / (box.height / 2 or 1)
    if node.type in EVENTS:
        return dx * dx + dy * dy <= 1
    if node.type.endswith("Gateway"):
        return dx + dy <= 1
    return max(dx, dy) <= 1


def _path(points: Sequence[Point], look: str) -> Markup:
    parts = [f"M{points[0].x:g} {points[0].y:g}"]
    for before, bend, after in zip(points, points[1:], points[2:], strict=False):
        room = min(_BEND, math.dist(_xy(before), _xy(bend)) / 2, math.dist(_xy(bend), _xy(after)) / 2)
        a, b = _towards(bend, before, room), _towards(bend, after, room)
        parts.append(f"L{a.x:.2f} {a.y:.2f}Q{bend.x:g} {bend.y:g} {b.x:.2f} {b.y:.2f}")
    last = _towards(points[-1], points[-2], _HEAD / 2)
    return tag("path", look=look, d="".join([*parts, f"L{last.x:.2f} {last.y:.2f}"]))


def _arrow(points: Sequence[Point], look: str) -> Markup:
    tip, foot = points[-1], _towards(points[-1], points[-2], _HEAD)
    dx, dy = (tip.x - foot.x) / _HEAD * _WING, (tip.y - foot.y) / _HEAD * _WING
    corners = (tip, Point(foot.x - dy, foot.y + dx), Point(foot.x + dy, foot.y - dx))
    return tag("polygon", look=look, points=along(corners))


def _slash(points: Sequence[Point]) -> Markup:
    at = _towards(points[0], points[1], 9)
    a = math.atan2(points[1].y - points[0].y, points[1].x - points[0].x) + math.radians(60)
    dx, dy = 6 * math.cos(a), 6 * math.sin(a)
    return tag(
        "path", look="dr-stroke", d=f"M{at.x - dx:.2f} {at.y - dy:.2f}L{at.x + dx:.2f} {at.y + dy:.2f}"
    )


def _diamond(points: Sequence[Point]) -> Markup:
    start, middle, end = points[0], _towards(points[0], points[1], 8), _towards(points[0], points[1], 16)
    dx, dy = (end.x - start.x) / 16 * 5, (end.y - start.y) / 16 * 5
    corners = (start, Point(middle.x - dy, middle.y + dx), end, Point(middle.x + dy, middle.y - dx))
    return tag("polygon", look="dr-hollow", points=along(corners))


def _towards(start: Point, goal: Point, distance: float) -> Point:
    whole = math.dist(_xy(start), _xy(goal)) or 1.0
    part = distance / whole
    return Point(start.x + (goal.x - start.x) * part, start.y + (goal.y - start.y) * part)


def _xy(point: Point) -> tuple[float, float]:
    return point.x, point.y
