"""Suspensions: days on which a limit does not run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.legaltime.errors import PauseBackwards


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """A suspension from a day to a day, both of them suspended.

    Raises: PauseBackwards when it would end before it begins.
    """

    from_: dt.date
    to: dt.date

    def __post_init__(self) -> None:
        if self.to < self.from_:
            raise PauseBackwards(first=self.from_.isoformat(), last=self.to.isoformat())


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Give the days of all pauses together as separate pauses in order: no day is suspended twice."""
    union: list[Pause] = []
    for pause in sorted(pauses):
        if union and pause.from_ <= union[-1].to + dt.timedelta(days=1):
            union[-1] = Pause(union[-1].from_, max(union[-1].to, pause.to))
        else:
            union.append(pause)
    return tuple(union)
