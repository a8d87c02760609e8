"""The six-task drawing that peers were measured with: two choices, a timer and a script on every task."""

from __future__ import annotations

TASKS = ("t1", "t2", "t3", "t4", "t5", "t6")
ANSWERS: tuple[tuple[str, dict[str, object]], ...] = tuple(
    (
        task,
        {"kind": "complaint", "outcome": "accepted", "units": number, "note": "n" * 150, "place": "p" * 100},
    )
    for number, task in enumerate(TASKS)
)
PROCESS_ID = "six_tasks"

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions'
    ' xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    ' id="d" targetNamespace="https://donthu.vn/bench">'
)
_FORM = (
    "<bpmn:extensionElements><spiffworkflow:properties>"
    '<spiffworkflow:property name="form" value="f"/><spiffworkflow:property name="role" value="officer"/>'
    "</spiffworkflow:properties></bpmn:extensionElements>"
)


def _flow(source: str, target: str, condition: str = "") -> str:
    inner = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    name = f"{source}__{target}"
    start = f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">'
    return f"{start}{inner}</bpmn:sequenceFlow>"


def _task(name: str) -> str:
    return (
        f'<bpmn:userTask id="{name}">{_FORM}</bpmn:userTask>'
        f'<bpmn:boundaryEvent id="{name}_b" attachedToRef="{name}" cancelActivity="false">'
        '<bpmn:timerEventDefinition><bpmn:timeDate>deadline("KN1.SETTLE")</bpmn:timeDate>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        f'<bpmn:scriptTask id="{name}_s">'
        '<bpmn:script>escalate("KN1.SETTLE")</bpmn:script></bpmn:scriptTask>'
        f'<bpmn:endEvent id="{name}_e"/>' + _flow(f"{name}_b", f"{name}_s") + _flow(f"{name}_s", f"{name}_e")
    )


def six_tasks() -> dict[str, bytes]:
    """Give the drawing as the files of one procedure."""
    choices = (
        '<bpmn:exclusiveGateway id="g1" default="g1__rejected"/><bpmn:endEvent id="rejected"/>'
        '<bpmn:exclusiveGateway id="g2" default="g2__t5"/>'
    )
    flows = (
        _flow("s", "t1"), _flow("t1", "t2"), _flow("t2", "g1"), _flow("g1", "t3", 'outcome == "accepted"'),
        _flow("g1", "rejected"), _flow("t3", "t4"), _flow("t4", "g2"),
        _flow("g2", "t3", 'outcome == "rework"'),
        _flow("g2", "t5"), _flow("t5", "t6"), _flow("t6", "e"),
    )  # fmt: skip
    body = "".join(
        ('<bpmn:startEvent id="s"/>', *map(_task, TASKS), choices, '<bpmn:endEvent id="e"/>', *flows)
    )
    process = f'<bpmn:process id="{PROCESS_ID}" isExecutable="true">{body}</bpmn:process>'
    return {"six_tasks.bpmn": f"{_HEAD}{process}</bpmn:definitions>".encode()}
