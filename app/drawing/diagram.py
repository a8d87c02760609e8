"""A diagram as it was drawn: places, names and what hangs on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PHASES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
TASKS = frozenset(
    {"task", "userTask", "manualTask", "scriptTask", "serviceTask"}
    | {"businessRuleTask", "sendTask", "receiveTask"}
)
ACTIVITIES = TASKS | PHASES | {"callActivity"}
EVENTS = frozenset(
    {"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"}
)
POOLS = frozenset({"participant", "lane"})


@dataclass(frozen=True)
class Point:
    """A place on the paper, in the diagram's own units."""

    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """An upright rectangle on the paper."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Say where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Say where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Say where its middle is."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, by: float) -> Box:
        """Give the box with a rim around it."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def shared(self, other: Box) -> float:
        """Measure the area it has in common with another box."""
        if not self.meets(other):
            return 0.0
        width = min(self.right, other.right) - max(self.x, other.x)
        return width * (min(self.bottom, other.bottom) - max(self.y, other.y))

    def meets(self, other: Box) -> bool:
        """Tell whether it has any area in common with another box."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies strictly inside."""
        return self.x < point.x < self.right and self.y < point.y < self.bottom


@dataclass(frozen=True, kw_only=True)
class Node:
    """One element that has a place of its own."""

    id: str
    type: str  # the element's name in BPMN: userTask, startEvent, lane …
    name: str = ""
    box: Box | None = None  # None where nobody drew it
    label: Box | None = None
    parent: str = ""  # the subprocess or process that holds it
    host: str = ""  # the activity that a boundary event sits on
    interrupting: bool = True
    trigger: str = ""  # timer, message, error, terminate …; empty for a plain event
    repeats: str = ""  # loop, parallel, sequential
    expanded: bool = False
    upright: bool = False  # a lane or pool whose header lies on top
    role: str = ""  # the role that the step's properties name

    @property
    def is_phase(self) -> bool:
        """Tell whether it is drawn as a frame around other steps."""
        return self.type in PHASES and self.expanded


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One line between two elements."""

    id: str
    type: str  # sequenceFlow, messageFlow, association
    source: str
    target: str
    name: str = ""
    points: tuple[Point, ...] = ()
    label: Box | None = None
    conditional: bool = False
    default: bool = False


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """Everything that is drawn, in the order of the file."""

    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    lanes: Mapping[str, str]  # id of a step -> name of its lane
