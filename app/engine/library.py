"""What is changed inside SpiffWorkflow before it is used; importing this module does it, once.

- Its script engine runs Python from drawings: the default is replaced by one that refuses, so that a run
  whose own engine was forgotten cannot compute anything.
- Its two clocks are replaced by the step's own instant.
- Its loggers write whole task data at INFO: they are held at WARNING.
"""

from __future__ import annotations

import datetime as dt
import logging

import SpiffWorkflow.bpmn.specs.event_definitions.timer as library_timer
import SpiffWorkflow.bpmn.workflow as library_workflow
import SpiffWorkflow.task as library_task

from app import clock
from app.engine import moment

LOGGERS = ("spiff", "spiff.task", "spiff.workflow", "spiff.data", "spiff.dmn")


class NoEngine(Exception):
    """A run was asked to compute something before its own script engine was given to it."""


class RefusingEngine:
    """The engine a run has until it is given its own: it computes nothing."""

    def __getattr__(self, name: str) -> object:
        raise NoEngine(name)


class _Clock(dt.datetime):
    """The library's clock, answered by the office's."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        return clock.now().astimezone(tz)


class _Order:
    """The library's order of events, answered by the step."""

    time = staticmethod(moment.tick)


def take_over() -> None:
    """Put the office's parts in the library's places."""
    library_workflow.PythonScriptEngine = RefusingEngine
    library_timer.datetime = _Clock
    library_task.time = _Order
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


take_over()
