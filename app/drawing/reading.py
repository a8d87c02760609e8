"""Reading: BPMN 2.0 XML with its layout, into a diagram."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from app import xmlsafe
from app.drawing.diagram import ACTIVITIES, EVENTS, PHASES, POOLS, Box, Diagram, Flow, Node, Point
from app.drawing.errors import DrawingRefused
from app.language import _
from app.xmlsafe import Element

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"

MOST_LETTERS = 600  # of a name: more cannot be read on a drawing

_FLOWS = frozenset(
    {"sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation"}
)
_GATEWAYS = frozenset(
    ["exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"]
)
_THINGS = frozenset(["textAnnotation", "group", "dataObjectReference", "dataStoreReference"])
_NODES = ACTIVITIES | EVENTS | POOLS | _GATEWAYS | _THINGS


def read(bpmn_xml: str | bytes) -> Diagram:
    """Read a diagram and its layout; the same text is read once.

    Raises: DrawingRefused when it cannot be read safely, or is not BPMN 2.0.
    """
    return _read(bpmn_xml.encode() if isinstance(bpmn_xml, str) else bpmn_xml)


@lru_cache(maxsize=64)
def _read(xml: bytes) -> Diagram:
    return diagram_of(parse(xml))


def diagram_of(root: Element) -> Diagram:
    """Read the diagram and its layout from a drawing that was parsed already.

    Raises: DrawingRefused when a place in its layout is no number.
    """
    shapes, edges = _layout(root)
    elements = [e for e in root.iter(f"{BPMN}*") if e.get("id")]
    defaults = {e.get("default", "") for e in elements}
    nodes = (_node(e, shapes.get(e.get("id", ""))) for e in elements if _kind(e) in _NODES)
    flows = (_flow(e, edges.get(e.get("id", "")), defaults) for e in elements if _kind(e) in _FLOWS)
    return Diagram(
        nodes={node.id: node for node in nodes},
        flows=tuple(flow for flow in flows if flow.source and flow.target),
        lanes=dict(_memberships(root)),
    )


def parse(bpmn_xml: str | bytes) -> Element:
    """Read a drawing's XML without letting it read anything of ours.

    Raises: DrawingRefused when it cannot be read safely, or is not BPMN 2.0.
    """
    try:
        root = xmlsafe.read(bpmn_xml.encode() if isinstance(bpmn_xml, str) else bpmn_xml)
    except xmlsafe.XmlRefused as refused:
        raise DrawingRefused(reason=str(refused)) from refused
    if root.tag != f"{BPMN}definitions":
        raise DrawingRefused(reason=_("it is not a BPMN 2.0 file"))
    return root


def _layout(root: Element) -> tuple[dict[str, Element], dict[str, Element]]:
    plane = root.find(f"{BPMNDI}BPMNDiagram/{BPMNDI}BPMNPlane")
    if plane is None:
        return {}, {}
    shapes = {s.get("bpmnElement", ""): s for s in plane.iterfind(f"{BPMNDI}BPMNShape")}
    edges = {e.get("bpmnElement", ""): e for e in plane.iterfind(f"{BPMNDI}BPMNEdge")}
    return shapes, edges


def _kind(element: Element) -> str:
    return str(element.tag).removeprefix(BPMN)


def _node(element: Element, shape: Element | None) -> Node:
    kind = _kind(element)
    host = element.get("attachedToRef", "")
    stops = element.get("cancelActivity" if host else "isInterrupting", "true")
    return Node(
        id=element.get("id", ""),
        type=kind,
        name=_name(element),
        box=_box(shape),
        label=_label(shape),
        parent=_parent(element),
        host=host,
        interrupting=stops != "false",
        trigger=_trigger(element) if kind in EVENTS else "",
        repeats=_repeats(element),
        expanded=kind in PHASES and shape is not None and _expanded(element, shape),
        upright=shape is not None and shape.get("isHorizontal") == "false",
        role=_role(element),
    )


def _expanded(element: Element, shape: Element) -> bool:
    """Tell whether a subprocess is open: as its layout says, or because it holds steps."""
    said = shape.get("isExpanded")
    return said == "true" if said else any(_kind(child) in _NODES for child in element)


def _name(element: Element) -> str:
    name = element.get("name") or element.findtext(f"{BPMN}text") or ""
    if not name and element.get("categoryValueRef"):
        value = element.getroottree().find(f"//{BPMN}categoryValue[@id='{element.get('categoryValueRef')}']")
        name = value.get("value", "") if value is not None else ""
    return " ".join(name[:MOST_LETTERS].split())


def _parent(element: Element) -> str:
    above = element.getparent()
    while above is not None and _kind(above) not in PHASES and _kind(above) != "process":
        above = above.getparent()
    return above.get("id", "") if above is not None else ""


def _trigger(element: Element) -> str:
    found = [_kind(e) for e in element if _kind(e).endswith("EventDefinition")]
    return "multiple" if len(found) > 1 else found[0].removesuffix("EventDefinition") if found else ""


def _repeats(element: Element) -> str:
    if element.find(f"{BPMN}standardLoopCharacteristics") is not None:
        return "loop"
    many = element.find(f"{BPMN}multiInstanceLoopCharacteristics")
    if many is None:
        return ""
    return "sequential" if many.get("isSequential") == "true" else "parallel"


def _role(element: Element) -> str:
    extension = element.find(f"{BPMN}extensionElements")
    if extension is None:
        return ""
    properties = (e for e in extension.iter("{*}property") if e.get("name") == "role")
    return next((e.get("value", "") for e in properties), "")


def _flow(element: Element, edge: Element | None, defaults: set[str]) -> Flow:
    points = () if edge is None else tuple(_point(p) for p in edge.iterfind(f"{DI}waypoint"))
    return Flow(
        id=element.get("id", ""),
        type=_kind(element),
        source=element.get("sourceRef") or element.findtext(f"{BPMN}sourceRef") or "",
        target=element.get("targetRef") or element.findtext(f"{BPMN}targetRef") or "",
        name=_name(element),
        points=points,
        label=_label(edge),
        conditional=element.find(f"{BPMN}conditionExpression") is not None,
        default=element.get("id") in defaults,
    )


def _memberships(root: Element) -> Iterator[tuple[str, str]]:
    for lane in root.iter(f"{BPMN}lane"):
        for reference in lane.iterfind(f"{BPMN}flowNodeRef"):
            yield (reference.text or "").strip(), _name(lane)


def _label(drawn: Element | None) -> Box | None:
    return None if drawn is None else _box(drawn.find(f"{BPMNDI}BPMNLabel"))


def _box(drawn: Element | None) -> Box | None:
    bounds = drawn.find(f"{DC}Bounds") if drawn is not None else None
    if bounds is None:
        return None
    return Box(*(_number(bounds, name) for name in ("x", "y", "width", "height")))


def _point(waypoint: Element) -> Point:
    return Point(_number(waypoint, "x"), _number(waypoint, "y"))


def _number(element: Element, name: str) -> float:
    try:
        value = float(element.get(name, ""))
    except ValueError as problem:
        raise DrawingRefused(reason=_("a place in its layout is not a number")) from problem
    if not -1e6 < value < 1e6:  # noqa: PLR2004 - no paper is larger; also refuses nan and inf
        raise DrawingRefused(reason=_("a place in its layout is not a number"))
    return value
