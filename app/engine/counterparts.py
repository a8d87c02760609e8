"""Which element of a new version stands for one of the old, and whether it is the same kind of thing.

The library puts parts of its own around some elements (``x.BoundaryEventSplit``, ``x [child]``): they follow
the element they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask

from app.engine.borders import Border
from app.engine.definition import Definition
from app.engine.timers import CycleTimer

SPLIT = ".BoundaryEventSplit"
_AROUND = re.compile(r"^(.*?)(\.BoundaryEventSplit|\.BoundaryEventJoin| \[child\])?$", re.DOTALL)
_REPEATED = ("cardinality", "condition", "maximum", "test_before")


@dataclass(frozen=True)
class Counterparts:
    """The elements of two versions, side by side; ``renamed`` maps those that somebody declared to be one."""

    old: Definition
    new: Definition
    renamed: Mapping[str, str]

    def name(self, name: str) -> str:
        """Give the name of an element of the old version in the new one, whether it is there or not."""
        around = _AROUND.match(name)
        element, rest = around.groups() if around is not None else (name, None)
        return self.renamed.get(str(element), str(element)) + (rest or "")

    def of(self, spec: Any, process: Any | None) -> Any | None:
        """Find the element in the process of the new version that stands for one of the old; None if none."""
        return None if process is None else process.task_specs.get(self.name(spec.name))

    def past(self, spec: Any, process: Any | None) -> Any | None:
        """Find what can stand for an element that was passed: only one that is exactly of its kind."""
        found = self.of(spec, process)
        if found is None or type(found) is not type(spec):
            return None
        interrupts = [getattr(one, "cancel_activity", None) for one in (spec, found)]
        return found if interrupts[0] == interrupts[1] else None


def differs(spec: Any, found: Any, names: Counterparts) -> str:
    """Say in what an open element differs from what stands for it: nothing, or the key of an obstacle."""
    if type(found) is not type(spec):
        return "kind"
    if isinstance(spec, Border) and spec.cancel_activity != found.cancel_activity:
        return "kind"
    if isinstance(spec, SubWorkflowTask):
        return "" if names.name(spec.spec) == found.spec else "calls"
    if isinstance(spec, LoopTask):
        same = all(getattr(spec, each, None) == getattr(found, each, None) for each in _REPEATED)
        return "" if same else "repeats"
    if isinstance(spec, EventBasedGateway):
        return _ways(spec, found, names)
    return _event(getattr(spec, "event_definition", None), getattr(found, "event_definition", None))


def recounted(spec: Any, found: Any, names: Counterparts) -> list[str]:
    """List the timers of an awaited element that the new version counts otherwise, by the new names."""
    if not isinstance(spec, EventBasedGateway):
        return [element_of(found)]
    awaited = dict(_awaited(found))
    told = ((names.name(name), event) for name, event in _awaited(spec))
    return [name for name, event in told if _event(event, awaited[name]) == "recounted"]


def timed(spec: Any) -> list[str]:
    """List the elements whose instant a waiting task holds: its own, or those of an event gateway."""
    if isinstance(spec, EventBasedGateway):
        return [name for name, event in _awaited(spec) if isinstance(event, TimerEventDefinition)]
    own = getattr(spec, "event_definition", None)
    return [element_of(spec)] if isinstance(own, TimerEventDefinition) else []


def borders(process: Any, activity: str) -> list[Any]:
    """List the events on the border of an activity, as the library holds them."""
    split = process.task_specs.get(activity + SPLIT)
    return [one for one in split.outputs if isinstance(one, Border)] if split is not None else []


def element_of(spec: Any) -> str:
    """Name the element of the drawing that a part of the library belongs to."""
    around = _AROUND.match(str(spec.name))
    return str(getattr(spec, "bpmn_id", None) or (around.group(1) if around else spec.name))


def _awaited(gateway: Any) -> list[tuple[str, Any]]:
    """List the events of which one decides the way, each with what it waits for."""
    events = gateway.event_definition.event_definitions
    return [(one.name, event) for one, event in zip(gateway.outputs, events, strict=True)]


def _ways(spec: Any, found: Any, names: Counterparts) -> str:
    awaited, known = dict(_awaited(found)), _awaited(spec)
    if sorted(names.name(name) for name, _ in known) != sorted(awaited):
        return "hears"
    told = [_event(event, awaited[names.name(name)]) for name, event in known]
    return next((why for why in ("kind", "hears", "recounted") if why in told), "")


def _event(was: Any, now: Any) -> str:
    if type(was) is not type(now):
        return "kind"
    if isinstance(was, MessageEventDefinition):
        return "" if was.name == now.name else "hears"
    if isinstance(was, TimerEventDefinition) and was.expression != now.expression:
        return "kind" if isinstance(was, CycleTimer) else "recounted"
    return ""
