"""What can go wrong when a rehearsal is kept and taken up again."""

from __future__ import annotations

from app.errors import OfficeError


class SceneUnreadable(OfficeError):
    """This rehearsal cannot be taken up again: {reason}. Begin it anew."""


class ClockBackwards(OfficeError):
    """The clock of a rehearsal only goes on. Choose a later day, or begin the rehearsal anew."""
