"""One procedure of a rehearsal: how far it has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from app.engine import step
from app.engine.picture import EMPTY, Picture
from app.rehearsal.stage import Stage


@dataclass(frozen=True)
class Part:
    """One procedure of a rehearsal. ``subject`` is the missed limit that a matter on the desk is about.

    ``state`` is the engine's own, and empty where the procedure could not even begin.
    """

    stage: Stage
    subject: str = ""
    state: bytes = b""
    picture: Picture = EMPTY
    ended: bool = False
    ends: tuple[str, ...] = ()

    def looked_at(self, now: dt.datetime) -> Part:
        """Give the part with the picture that its state shows. Raises StateUnreadable."""
        return replace(self, picture=self.look(now))

    def look(self, now: dt.datetime) -> Picture:
        """Read the state anew, as if it came from the store. Raises StateUnreadable."""
        return step.look(self.stage.definition, self.state, now=now) if self.state else EMPTY
