"""What can be wrong with a decision table, in words for the administrator who drew it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import OfficeError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to change in a drawn decision: where, and a sentence that says what."""

    element: str
    message: str


class DecisionsRefused(OfficeError):
    """These decisions cannot be used yet: {reason}"""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(reason="; ".join(f"{fault.element}: {fault.message}" for fault in self.faults))


class NoSuchDecision(OfficeError):
    """There is no decision “{wanted}” here. There are: {known}."""
