"""What can go wrong between a drawing and its run, in words for the person who meets it."""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.note import Note
from app.errors import OfficeError


class Problem(Note):
    """One thing in a drawing that would run wrongly, and how to draw it instead."""


class DefinitionRefused(OfficeError):
    """This procedure cannot be used as drawn. {count} things to change; the first: {first}"""

    def __init__(self, *, problems: Sequence[Note]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems), first=str(self.problems[0]))


class TaskNotOpen(OfficeError):
    """This step is no longer open. Look at the case again: somebody, or a time limit, has moved it."""


class NobodyWaits(OfficeError):
    """The procedure does not wait for "{name}" now, so nothing was changed."""


class NotRoutable(OfficeError):
    """The field {name} cannot steer a procedure: {reason}"""


class StateUnreadable(OfficeError):
    """The stored state of this procedure cannot be read: {reason}"""


class StepFailed(OfficeError):
    """The procedure could not move on at {element}; nothing was changed. Ask the administrator: {reason}"""
