"""Draw small procedures in a line or two, and play them as the office would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from app.engine import step
from app.engine.actions import ACTIONS
from app.engine.definition import Definition, compile_definition
from app.engine.step import Step

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions'
    ' xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    ' id="sketch" targetNamespace="https://donthu.vn/tests">'
)
FORM = (
    "<bpmn:extensionElements><spiffworkflow:properties>"
    '<spiffworkflow:property name="form" value="f"/><spiffworkflow:property name="role" value="officer"/>'
    "</spiffworkflow:properties></bpmn:extensionElements>"
)
NOON = dt.datetime(2026, 1, 5, 5, 0, tzinfo=dt.UTC)


def el(tag: str, element: str, inner: str = "", **attributes: str) -> str:
    """Draw any element."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f'<bpmn:{tag} id="{element}"{written}>{inner}</bpmn:{tag}>'


def start(name: str = "s") -> str:
    return el("startEvent", name)


def end(name: str = "e", inner: str = "") -> str:
    return el("endEvent", name, inner)


def user(*names: str) -> str:
    return "".join(el("userTask", name, FORM, name=f"Bước {name}") for name in names)


def script(name: str, text: str) -> str:
    return el("scriptTask", name, f"<bpmn:script>{escape(text)}</bpmn:script>")


def both(*names: str) -> str:
    return "".join(el("parallelGateway", name) for name in names)


def xor(name: str, default: str = "") -> str:
    return el("exclusiveGateway", name, default=default) if default else el("exclusiveGateway", name)


def flow(source: str, target: str, condition: str | None = None) -> str:
    inner = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>" if condition else ""
    return el("sequenceFlow", f"{source}__{target}", inner, sourceRef=source, targetRef=target)


def chain(*names: str) -> str:
    return "".join(flow(a, b) for a, b in pairwise(names))


def sub(name: str, *parts: str, **attributes: str) -> str:
    return el("subProcess", name, "".join(parts), **attributes)


def call(name: str, called: str) -> str:
    return el("callActivity", name, calledElement=called)


def timer(text: str) -> str:
    date = f"<bpmn:timeDate>{escape(text)}</bpmn:timeDate>"
    return f"<bpmn:timerEventDefinition>{date}</bpmn:timerEventDefinition>"


def message(name: str = "withdrawal") -> str:
    return f'<bpmn:messageEventDefinition messageRef="m_{name}"/>'


def border(name: str, on: str, event: str, *, interrupts: bool) -> str:
    return el("boundaryEvent", name, event, attachedToRef=on, cancelActivity=str(interrupts).lower())


def draw(*parts: str, process: str = "p", extra: str = "") -> bytes:
    """Put the parts into one process; the messages and errors that sketches use are declared with it."""
    body = el("process", process, "".join(parts), name="Thủ tục thử", isExecutable="true")
    declared = (
        '<bpmn:message id="m_withdrawal" name="withdrawal"/><bpmn:message id="m_enough" name="enough"/>'
        '<bpmn:error id="x_no" name="no" errorCode="no"/><bpmn:error id="x_other" name="o" errorCode="o"/>'
        '<bpmn:signal id="g_go" name="go"/>'
    )
    return f"{HEAD}{declared}{body}{extra}</bpmn:definitions>".encode()


def compiled(*drawings: bytes, process: str = "p") -> Definition:
    return compile_definition(
        {f"{n}.bpmn": drawing for n, drawing in enumerate(drawings)}, process_id=process
    )


class Office:
    """A world that writes down what it is asked, and knows when each limit is due."""

    def __init__(self, **due: str) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.due = due
        self.functions: Mapping[str, Callable[..., object]] = {name: self._function(name) for name in ACTIONS}

    def _function(self, name: str) -> Callable[..., object]:
        def answer(*given: object) -> object:
            self.asked.append((name, *given))
            if name in {"deadline", "reminder"}:
                return self.due.get(str(given[0]).replace(".", "_"), "2026-02-01T00:00:00+07:00")
            return {"followup": "2026-03-01T08:00:00+07:00", "open_letter": "L-1"}.get(name)

        return answer


class Play:
    """One run, played step by step."""

    def __init__(self, definition: Definition, office: Office | None = None, **data: object) -> None:
        self.definition = definition
        self.office = office or Office()
        self.now = NOON
        self.last: Step = step.start(definition, data=data, now=self.now, world=self.office)

    @property
    def open(self) -> list[str]:
        """Name the steps that people can do now, in the order of their names."""
        return sorted(ready.node_id for ready in self.last.after.ready.values())

    @property
    def waits(self) -> list[str]:
        """Name the timers that are waited for."""
        return sorted(timer.node_id for timer in self.last.after.timers.values())

    def task(self, node: str) -> object:
        return next(ready.id for ready in self.last.after.ready.values() if ready.node_id == node)

    def data(self, node: str) -> dict[str, object]:
        return next(dict(ready.data) for ready in self.last.after.ready.values() if ready.node_id == node)

    def do(self, node: str, **data: object) -> Play:
        self.last = step.complete(
            self.definition, self.last.state, task_id=self.task(node), data=data, now=self.now,
            world=self.office,
        )  # fmt: skip
        return self

    def fire(self, *nodes: str) -> Play:
        timers = [timer.id for timer in self.last.after.timers.values() if timer.node_id in nodes]
        self.last = step.fire(
            self.definition, self.last.state, timers=timers, now=self.now, world=self.office
        )
        return self

    def tell(self, name: str, **data: object) -> Play:
        self.last = step.deliver(
            self.definition, self.last.state, message=name, data=data, now=self.now, world=self.office
        )
        return self
