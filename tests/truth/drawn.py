"""A diagram as plain data, and the drawing of it: what the generator draws and the token game plays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.engine import sketch

Condition = tuple[str, tuple[str, ...]]
_TAGS = {
    "user": "userTask", "script": "scriptTask", "sub": "subProcess", "call": "callActivity",
    "xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway",
    "race": "eventBasedGateway", "catch": "intermediateCatchEvent", "receive": "receiveTask",
    "border": "boundaryEvent", "start": "startEvent", "end": "endEvent",
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """One element. ``event``: timer, message, error or terminate; ``name``: which message, error or process.

    ``many`` instances are worked on side by side, or ``one_by_one``; ``enough`` is the field that ends the
    repetition early. ``asks`` is the field a step's person sets, and the values it may take.
    """

    id: str
    kind: str
    event: str = ""
    name: str = ""
    on: str = ""
    interrupts: bool = True
    many: int = 0
    one_by_one: bool = False
    enough: str = ""
    asks: Condition | None = None


@dataclass(frozen=True)
class Flow:
    """One arrow: taken when its field has one of the values; the default when no other arrow is."""

    id: str
    source: str
    target: str
    condition: Condition | None = None
    default: bool = False


@dataclass
class Net:
    """What is drawn in one process or one subprocess; a subprocess's net bears its element's id."""

    id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def out(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node]

    def into(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node]

    def borders(self, node: str) -> list[Node]:
        return [found for found in self.nodes.values() if found.on == node]


@dataclass
class Book:
    """A whole procedure: its nets by id, the first of them the process ``p``, and what it calls."""

    nets: dict[str, Net] = field(default_factory=dict)

    def node(self, name: str) -> Node:
        return next(node for node in self._nodes() if node.id == name)

    def _nodes(self) -> Iterator[Node]:
        return (node for net in self.nets.values() for node in net.nodes.values())

    def asked(self) -> dict[str, str]:
        """List every field that decides something, not set yet."""
        return {node.asks[0]: "" for node in self._nodes() if node.asks}

    def drawings(self) -> list[bytes]:
        """Draw the procedure, one file a process."""
        called = {
            node.name for net in self.nets.values() for node in net.nodes.values() if node.kind == "call"
        }
        return [
            sketch.draw(self._inside(self.nets[name]), process=name, extra=self._declared())
            for name in ("p", *sorted(called))
        ]

    def _declared(self) -> str:
        names = {
            node.name for net in self.nets.values() for node in net.nodes.values() if node.event == "message"
        }
        known = {"withdrawal", "enough"}
        return "".join(sketch.el("message", f"m_{name}", name=name) for name in sorted(names - known))

    def _inside(self, net: Net) -> str:
        defaults = {flow.source: flow.id for flow in net.flows if flow.default}
        nodes = "".join(self._node(node, defaults.get(node.id, "")) for node in net.nodes.values())
        return nodes + "".join(_arrow(flow) for flow in net.flows)

    def _node(self, node: Node, default: str) -> str:
        said = {"default": default} if default else {}
        if node.kind == "border":
            said |= {"attachedToRef": node.on, "cancelActivity": str(node.interrupts).lower()}
        if node.kind == "call":
            said["calledElement"] = node.name
        if node.kind == "receive":
            said["messageRef"] = f"m_{node.name}"
        inner = sketch.FORM if node.kind == "user" else _event(node)
        inner += _repeated(node) + (self._inside(self.nets[node.id]) if node.kind == "sub" else "")
        if node.kind == "script":
            inner = f'<bpmn:script>remind("{node.id}")\nw_{node.id} = "{node.id}"</bpmn:script>'
        return sketch.el(_TAGS[node.kind], node.id, inner, **said)


def _arrow(flow: Flow) -> str:
    if flow.condition is None or flow.default:
        return sketch.el("sequenceFlow", flow.id, sourceRef=flow.source, targetRef=flow.target)
    name, values = flow.condition
    text = f"{name} in [{', '.join(repr(value) for value in values)}]"
    inner = f"<bpmn:conditionExpression>{text}</bpmn:conditionExpression>"
    return sketch.el("sequenceFlow", flow.id, inner, sourceRef=flow.source, targetRef=flow.target)


def _event(node: Node) -> str:
    if node.event == "timer":
        return sketch.timer(f'reminder("KN1.SETTLE", {due(node.id)})')
    if node.event == "message" and node.kind != "receive":
        return sketch.message(node.name)
    if node.event == "error":
        return (
            f'<bpmn:errorEventDefinition errorRef="x_{node.name}"/>'
            if node.name
            else ("<bpmn:errorEventDefinition/>")
        )
    return "<bpmn:terminateEventDefinition/>" if node.event == "terminate" else ""


def _repeated(node: Node) -> str:
    if not node.many:
        return ""
    enough = (
        f'<bpmn:completionCondition>{node.enough} == "y"</bpmn:completionCondition>' if node.enough else ""
    )
    times = f"<bpmn:loopCardinality>{node.many}</bpmn:loopCardinality>{enough}"
    said = {"isSequential": "true"} if node.one_by_one else {}
    return sketch.el("multiInstanceLoopCharacteristics", f"{node.id}_many", times, **said)


def due(timer: str) -> int:
    """Give a timer's place in time: its number, because ids count up."""
    return int("".join(sign for sign in timer if sign.isdigit()))
