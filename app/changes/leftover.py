"""What is written at an element of a drawing besides what is compared by itself."""

from __future__ import annotations

from app.drawing.reading import BPMN
from app.xmlsafe import Element

REFERENCES = ("messageRef", "signalRef", "errorRef", "escalationRef", "linkRef", "operationRef")
_HANDLED = frozenset(
    {
        "incoming", "outgoing", "documentation", "extensionElements", "script", "conditionExpression", "text",
        "laneSet", "ioSpecification", "timerEventDefinition", "messageEventDefinition",
        "standardLoopCharacteristics", "multiInstanceLoopCharacteristics",
    }
)  # fmt: skip
_KNOWN = frozenset(
    {
        "id", "name", "default", "attachedToRef", "cancelActivity", "isInterrupting", "calledElement",
        "sourceRef", "targetRef", "messageRef", "gatewayDirection", "triggeredByEvent", "scriptFormat",
        "processRef", "isExecutable",
    }
)  # fmt: skip # attributes that are compared by themselves, or say nothing


def rest(element: Element) -> str:
    """Write down what is compared nowhere else, so that no change passes in silence."""
    own = sorted(f"{name!s}={value!s}" for name, value in element.attrib.items() if str(name) not in _KNOWN)
    below = (
        written(e)
        for e in element.iterchildren("{*}*")
        if str(e.tag).removeprefix(BPMN) not in _HANDLED and _says_more(e)
    )
    extensions = (
        written(e)
        for extension in element.iterchildren(f"{BPMN}extensionElements")
        for e in extension.iterchildren("{*}*")
        if not str(e.tag).endswith("}properties")
    )
    return " ".join((*own, *sorted(below), *sorted(extensions)))


def _says_more(element: Element) -> bool:
    """Tell whether a part is no element of its own, and an event says more than its kind."""
    said = {str(name) for name in element.attrib} - {"id", *REFERENCES}
    return bool(said or len(element)) if str(element.tag).endswith("Definition") else not element.get("id")


def written(element: Element) -> str:
    """Write an element with all that is in it, without ids, types and white space."""
    said = sorted(
        f"{k!s}={v!s}" for k, v in element.attrib.items() if k != "id" and not str(k).endswith("}type")
    )
    below = (written(each) for each in element.iterchildren("{*}*"))
    return f"({element.tag!s} {' '.join(said)} {plain(element.text or '')} {' '.join(below)})"


def whole(element: Element) -> str:
    """Take all text within an element."""
    return "".join(map(str, element.itertext()))


def plain(text: str) -> str:
    """Write a text with single spaces."""
    return " ".join(text.split())
