"""Shapes: each kind of element as it stands on the paper, coloured by its state."""

from __future__ import annotations

from markupsafe import Markup

from app.drawing.diagram import ACTIVITIES, EVENTS, POOLS, TASKS, Box, Node, Point
from app.drawing.icons import event_sign, gateway_sign, repeat_sign, task_icon
from app.drawing.lettering import LINE
from app.drawing.look import EDGES, INK, LOOKS, WORDS, Attributes
from app.drawing.mark import Mark
from app.drawing.svg import NOTHING, along, join, sides, tag
from app.drawing.text import fitted, lettered
from app.language import content

HEAD = 30.0  # width of a lane's or pool's header
TITLE = 12.5  # size of a phase's title


def draw_node(node: Node, mark: Mark | None) -> Markup:
    """Draw one element without what is written beside it."""
    box = node.box
    if box is None:
        return NOTHING
    edge: Attributes = EDGES[mark.state] if mark else {}
    if node.type in POOLS:
        shape = _lane(node, box)
    elif node.is_phase:
        shape = _phase(node, box, edge)
    elif node.type in ACTIVITIES:
        shape = _activity(node, box, edge, WORDS.get(mark.state, INK) if mark else "")
    elif node.type in EVENTS:
        shape = _event(node, box, edge)
    elif node.type.endswith("Gateway"):
        shape = _gateway(node, box, edge)
    else:
        shape = _thing(node, box)
    return shape


def _lane(node: Node, box: Box) -> Markup:
    frame = tag("rect", look="dr-pool" if node.type == "participant" else "dr-lane", more=sides(box))
    head = Box(box.x, box.y, box.width, HEAD) if node.upright else Box(box.x, box.y, HEAD, box.height)
    band = tag("rect", look="dr-head", more=sides(head))
    rule = tag(
        "path",
        look="dr-stroke",
        d=f"M{box.x:g} {head.bottom:g}H{box.right:g}"
        if node.upright
        else f"M{head.right:g} {box.y:g}V{box.bottom:g}",
    )
    lines, size = fitted(content(node.name), max(head.width, head.height) - 12, HEAD - 2)
    middle = head.middle
    top = middle.y - len(lines) * size * LINE / 2
    turn: Attributes = {} if node.upright else {"transform": f"rotate(-90 {middle.x:g} {middle.y:g})"}
    return join([band, frame, rule, lettered(lines, middle.x, top, size, look="dr-band", more=turn)])


def _phase(node: Node, box: Box, edge: Attributes) -> Markup:
    tinted = {**edge, "fill": LOOKS["dr-phase"]["fill"]}  # what lies inside shows its own state
    ring = tag("rect", look="dr-phase", more={**sides(box), "rx": 10, **tinted})
    inner = (
        tag("rect", look="dr-inner", more=sides(box.grown(-3)), rx=8)
        if node.type == "transaction"
        else NOTHING
    )
    lines, size = fitted(content(node.name), box.width - 40, TITLE * LINE)
    repeats = repeat_sign(node.repeats, box.middle.x - 7, box.bottom - 18)
    return join([ring, inner, lettered(lines, box.x + 12, box.y + 7, size, look="dr-title"), repeats])


def _activity(node: Node, box: Box, edge: Attributes, ink: str) -> Markup:
    call = node.type == "callActivity"
    ring = tag("rect", look="dr-call" if call else "dr-box", more={**sides(box), "rx": 9, **edge})
    inner = (
        tag("rect", look="dr-inner", more=sides(box.grown(-3)), rx=7)
        if node.type == "transaction"
        else NOTHING
    )
    signs = [s for s in (node.repeats, "adHoc" if node.type == "adHocSubProcess" else "") if s]
    if node.type not in TASKS:
        signs.append("closed")
    left = box.middle.x - len(signs) * 9 + 2
    marks = join(repeat_sign(sign, left + at * 18, box.bottom - 17) for at, sign in enumerate(signs))
    icon = task_icon(node.type, box.x + 6, box.y + 5)
    roof, floor = box.y + (20 if icon else 4), box.bottom - (18 if signs else 4)
    lines, size = fitted(content(node.name), box.width - 8, floor - roof)
    tall = len(lines) * size * LINE
    top = max(roof, min(box.middle.y - tall / 2, floor - tall))
    shown: Attributes = {"fill": ink} if ink else {}
    return join(
        [ring, inner, icon, lettered(lines, box.middle.x, top, size, look="dr-name", more=shown), marks]
    )


def _event(node: Node, box: Box, edge: Attributes) -> Markup:
    centre, radius = box.middle, min(box.width, box.height) / 2
    ends = node.type == "endEvent"
    dashes: Attributes = {} if node.interrupting else {"stroke-dasharray": "4 3"}
    outer = tag(
        "circle",
        look="dr-end" if ends else "dr-ring",
        cx=centre.x,
        cy=centre.y,
        r=radius,
        more={**edge, **dashes},
    )
    double = node.type not in ("startEvent", "endEvent")
    inner = (
        tag("circle", look="dr-inner", cx=centre.x, cy=centre.y, r=radius - 3.5, more=dashes)
        if double
        else NOTHING
    )
    throws = ends or node.type == "intermediateThrowEvent"
    return join([outer, inner, event_sign(node.trigger, centre, radius, throws=throws)])


def _gateway(node: Node, box: Box, edge: Attributes) -> Markup:
    c = box.middle
    corners = (Point(c.x, box.y), Point(box.right, c.y), Point(c.x, box.bottom), Point(box.x, c.y))
    diamond = tag("polygon", look="dr-gate", points=along(corners), stroke_linejoin="round", more=edge)
    return diamond + gateway_sign(node.type, c, box.width / 2)


def _thing(node: Node, box: Box) -> Markup:
    if node.type == "group":
        return tag("rect", look="dr-tie", more=sides(box), rx=10)
    if node.type == "textAnnotation":
        lines, size = fitted(content(node.name), box.width - 10, box.height - 4)
        bracket = tag(
            "path", look="dr-stroke", d=f"M{box.x + 12:g} {box.y:g}H{box.x:g}V{box.bottom:g}H{box.x + 12:g}"
        )
        return bracket + lettered(lines, box.x + 6, box.y + 4, size, look="dr-start")
    if node.type == "dataStoreReference":
        return tag("path", look="dr-hollow", d=_cylinder(box))
    fold = box.width * 0.3
    sheet = f"M{box.x:g} {box.y:g}H{box.right - fold:g}l{fold:g} {fold:g}V{box.bottom:g}H{box.x:g}z"
    return tag("path", look="dr-hollow", d=f"{sheet}M{box.right - fold:g} {box.y:g}v{fold:g}h{fold:g}")


def _cylinder(box: Box) -> str:
    half, bend = box.width / 2, box.height * 0.14
    top, bottom = box.y + bend, box.bottom - bend
    lid = (
        f"M{box.x:g} {top:g}a{half:g} {bend:g} 0 0 1 {box.width:g} 0a{half:g} {bend:g} 0 0 1 {-box.width:g} 0"
    )
    return f"{lid}V{bottom:g}a{half:g} {bend:g} 0 0 0 {box.width:g} 0V{top:g}"
