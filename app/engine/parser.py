"""The library's parser with the office's gateways and timers in the place of its own."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.parser.event_parsers import EventDefinitionParser
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import (
    ExclusiveGateway,
    IntermediateCatchEvent,
    StartEvent,
)
from SpiffWorkflow.spiff.parser.event_parsers import (
    SpiffBoundaryEventParser,
    SpiffEndEventParser,
    SpiffIntermediateCatchEventParser,
    SpiffStartEventParser,
)
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser

from app.engine.borders import Border
from app.engine.gateways import FairInclusiveGateway, FairParallelGateway
from app.engine.gathering import FairEnd
from app.engine.timers import CycleTimer, DateTimer, DurationTimer

_TIMERS = {"timeDate": DateTimer, "timeDuration": DurationTimer, "timeCycle": CycleTimer}


class _OfficeTimers(EventDefinitionParser):  # type: ignore[misc]
    """Reads a timer into one that fires by its row."""

    def parse_timer_event(self, event: Any) -> Any:
        name = self.node.get("name", self.node.get("id"))
        for tag, timer in _TIMERS.items():
            for written in self.xpath(f".//bpmn:{tag}"):
                return timer(
                    name, (written.text or "").strip(), description=self.get_event_description(event)
                )
        return super().parse_timer_event(event)


class _Start(_OfficeTimers, SpiffStartEventParser):  # type: ignore[misc]
    pass


class _Catch(_OfficeTimers, SpiffIntermediateCatchEventParser):  # type: ignore[misc]
    pass


class _Boundary(_OfficeTimers, SpiffBoundaryEventParser):  # type: ignore[misc]
    pass


class _InWrittenOrder(ConditionalGatewayParser):  # type: ignore[misc]
    """Tries the conditions in the order of the file; the library goes by height on the drawing."""

    def get_position(self, node: Any = None) -> dict[str, float]:
        del node
        return {"x": 0.0, "y": 0.0}


class OfficeParser(SpiffBpmnParser):  # type: ignore[misc]
    """Reads checked drawings into what the engine runs."""

    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012 - the library's own attribute
        **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        full_tag("startEvent"): (_Start, StartEvent),
        full_tag("endEvent"): (SpiffEndEventParser, FairEnd),
        full_tag("intermediateCatchEvent"): (_Catch, IntermediateCatchEvent),
        full_tag("boundaryEvent"): (_Boundary, Border),
        full_tag("exclusiveGateway"): (_InWrittenOrder, ExclusiveGateway),
        full_tag("parallelGateway"): (GatewayParser, FairParallelGateway),
        full_tag("inclusiveGateway"): (_InWrittenOrder, FairInclusiveGateway),
    }
