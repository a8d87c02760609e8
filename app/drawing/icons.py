"""Small pictures: what kind of task, what an event waits for, how often a step repeats."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from markupsafe import Markup

from app.drawing.diagram import Point
from app.drawing.svg import NOTHING, along, join, tag


def task_icon(kind: str, x: float, y: float) -> Markup:
    """Draw what kind of task it is, 12 units wide, its upper left corner at (x, y)."""
    draw = _TASKS.get(kind)
    return tag("g", draw(), transform=f"translate({x:g} {y:g}) scale(.88)") if draw else NOTHING


def _person() -> Markup:
    body = tag("path", look="dr-stroke", d="M1 14c0-4.2 2.4-6.3 6-6.3s6 2.1 6 6.3z")
    return body + tag("circle", look="dr-stroke", cx=7, cy=4, r=3.2)


def _hand() -> Markup:
    return tag(
        "path",
        look="dr-stroke",
        d="M1 6.5 5.5 2.5 8 2.5 6 5H13v2H8.5M13 7v2H8.5M12.5 9v2H8.5M12 11v2H4.5C2 13 1 11 1 9z",
    )


def _script() -> Markup:
    return tag(
        "path",
        look="dr-stroke",
        d="M3 1h9c-3 3-1.5 5 0 6.5S13 12 11 13.5H2C4.5 12 3.5 9.5 2 8S.5 3.5 3 1z",
    ) + tag("path", look="dr-stroke", d="M4.5 4H9M5 7.200h4.500M5.5 10.400H10")


def _gear() -> Markup:
    teeth = [
        Point(7 + r * math.cos(math.tau * at / 32), 7 + r * math.sin(math.tau * at / 32))
        for at, r in ((at, 6.8 if at % 4 in (0, 1) else 5.1) for at in range(32))
    ]
    return tag("polygon", look="dr-stroke", points=along(teeth)) + tag(
        "circle", look="dr-stroke", cx=7, cy=7, r=2.2
    )


def _table() -> Markup:
    return tag("rect", look="dr-solid", x=0.5, y=2, width=13, height=3) + tag(
        "path", look="dr-stroke", d="M.5 2h13v10.500H.5zM.5 8.700h13M4.5 5v7.5"
    )


def _sent() -> Markup:
    return tag("rect", look="dr-solid", x=0.5, y=2.5, width=13, height=9) + tag(
        "path", look="dr-white", d="M1 3l6 4.500L13 3"
    )


def _received() -> Markup:
    return tag("path", look="dr-stroke", d="M.5 2.500h13v9H.5zM.5 2.500l6.5 5 6.5-5")


_TASKS: Mapping[str, Callable[[], Markup]] = {
    "userTask": _person,
    "manualTask": _hand,
    "scriptTask": _script,
    "serviceTask": _gear,
    "businessRuleTask": _table,
    "sendTask": _sent,
    "receiveTask": _received,
}


def event_sign(trigger: str, centre: Point, radius: float, *, throws: bool) -> Markup:
    """Draw what an event waits for, or filled, what it sends."""
    draw = _EVENTS.get(trigger)
    if draw is None:
        return NOTHING
    place = f"translate({centre.x:g} {centre.y:g}) scale({radius / 18:.3f})"
    return tag("g", draw("dr-solid" if throws else "dr-stroke"), transform=place)


def _clock(_look: str) -> Markup:
    rays = ((math.sin(math.tau * at / 12), -math.cos(math.tau * at / 12)) for at in range(12))
    marks = "".join(f"M{10.5 * x:.2f} {10.5 * y:.2f}L{8.5 * x:.2f} {8.5 * y:.2f}" for x, y in rays)
    return tag("circle", look="dr-hollow", r=10.5) + tag(
        "path", look="dr-stroke", d=f"{marks}M0 0 2-8M0 0 5 1.5"
    )


def _envelope(look: str) -> Markup:
    flap = tag("path", look="dr-white" if look == "dr-solid" else "dr-stroke", d="M-9.5-6 0 1.5 9.5-6")
    return tag("rect", look=look, x=-9.5, y=-6.5, width=19, height=13) + flap


def _path(d: str) -> Callable[[str], Markup]:
    return lambda look: tag("path", look=look, d=d)


def _dot(_look: str) -> Markup:
    return tag("circle", look="dr-solid", r=10)


def _sheet(look: str) -> Markup:
    lines = tag("path", look="dr-stroke", d="M-4-5.500h8M-4-2h8M-4 1.500h8M-4 5h8")
    return tag("rect", look="dr-hollow", x=-7, y=-9, width=14, height=18) + (lines if look else NOTHING)


_EVENTS: Mapping[str, Callable[[str], Markup]] = {
    "timer": _clock,
    "message": _envelope,
    "terminate": _dot,
    "conditional": _sheet,
    "error": _path("M-9 8-3.5-7 2.5 1.5 8-9 3.5 8-2.5-.5z"),
    "signal": _path("M0-9 9 7H-9z"),
    "escalation": _path("M0-10 7 9 0 2-7 9z"),
    "link": _path("M-9-4H2v-5L10 0 2 9V4H-9z"),
    "compensate": _path("M-10 0-1-7V7zM-1 0 8-7V7z"),
    "cancel": _path("M-8-5-5-8 0-3 5-8 8-5 3 0 8 5 5 8 0 3-5 8-8 5-3 0z"),
    "multiple": _path("M0-10 9.5-3 6 8H-6L-9.5-3z"),
}


def repeat_sign(kind: str, x: float, y: float) -> Markup:
    """Draw how a step repeats, 14 units wide, its upper left corner at (x, y)."""
    paths = {
        "loop": "M4.5 12.500A5.5 5.5 0 1 1 8.5 12.700M4.5 12.500H1M4.5 12.500V9",
        "parallel": "M3 1v12M7 1v12M11 1v12",
        "sequential": "M1 3h12M1 7h12M1 11h12",
        "closed": "M.5.5h13v13H.5zM7 3v8M3 7h8",
        "adHoc": "M1 8c2-4 4-4 6-1s4 3 6-1",
    }
    d = paths.get(kind)
    return tag("path", look="dr-stroke", d=d, transform=f"translate({x:g} {y:g})") if d else NOTHING


def gateway_sign(kind: str, centre: Point, size: float) -> Markup:
    """Draw how a gateway decides; ``size`` is half its width."""
    draw = _GATEWAYS[kind]
    place = f"translate({centre.x:g} {centre.y:g}) scale({size / 25:.3f})"
    return tag("g", draw(), transform=place)


def _await() -> Markup:
    corners = [Point(9 * math.sin(math.tau * n / 5), -9 * math.cos(math.tau * n / 5)) for n in range(5)]
    rings = join(tag("circle", look="dr-stroke", r=r) for r in (15.5, 12.5))
    return rings + tag("polygon", look="dr-stroke", points=along(corners))


_GATEWAYS: Mapping[str, Callable[[], Markup]] = {
    "exclusiveGateway": lambda: tag("path", look="dr-bold", d="M-7-7 7 7M7-7-7 7"),
    "parallelGateway": lambda: tag("path", look="dr-bold", d="M-11 0H11M0-11V11"),
    "inclusiveGateway": lambda: tag("circle", look="dr-bold", r=11),
    "complexGateway": lambda: tag("path", look="dr-bold", d="M-11 0H11M0-11V11M-7-7 7 7M7-7-7 7"),
    "eventBasedGateway": _await,
}
