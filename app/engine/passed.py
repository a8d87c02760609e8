"""Stand-ins for what was passed in an older version and is not drawn in the newer one: history stays whole.

Nothing that stands for the past ever moves again. It keeps its name, and says of which kind it was where
what goes on beside it must know: an event on a border is no activity, an end is an end.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EndEvent
from SpiffWorkflow.bpmn.specs.mixins import EndEventMixin

from app.engine.borders import Border

Told = tuple[str, str | None, str]


class Passed:
    """An element of the past: its name, the id that it had on the drawing, and its kind."""

    kind = ""
    manual = False

    def __init__(self, name: str, bpmn_id: str | None) -> None:
        self.name = name
        self.bpmn_id = bpmn_id
        self.bpmn_name = None
        self.event_definition = None
        self.spec = name  # what it held, if it held anything, is past too
        self.cancel_activity = False

    @property
    def told(self) -> Told:
        """Say all that is kept of it."""
        return self.name, self.bpmn_id, self.kind


class PassedBorder(Passed, Border):
    """An event that occurred on a border."""

    kind = "border"


class PassedEnd(Passed, EndEvent):  # type: ignore[misc]
    """An end that was reached."""

    kind = "end"


class PassedProcess:
    """A part whose drawing is gone: everything in it is past."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.task_specs: dict[str, Any] = {}
        self.data_objects: dict[str, Any] = {}


_KINDS = {kind.kind: kind for kind in (Passed, PassedBorder, PassedEnd)}


def of(spec: Any) -> Passed:
    """Give the stand-in for an element as the library holds it."""
    if isinstance(spec, Passed):
        return spec
    kind = (
        PassedBorder if isinstance(spec, Border) else PassedEnd if isinstance(spec, EndEventMixin) else Passed
    )
    return kind(spec.name, getattr(spec, "bpmn_id", None))


def restored(told: Any) -> Passed:
    """Give the stand-in of which this was kept."""
    name, bpmn_id, kind = told
    return _KINDS[kind](name, bpmn_id)
