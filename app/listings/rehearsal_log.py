"""What has happened in a rehearsal, day by day, and for how long nobody has acted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app import clock
from app.language import _
from app.rehearsal import Scene
from app.rehearsal.told import Entry

MOST_TOLD = 200
_ICONS = {
    "began": "play",
    "task": "clipboard-list",
    "done": "circle-check",
    "chosen": "corner-down-right",
    "timer": "clock",
    "reminder": "bell",
    "desk": "gavel",
    "letter": "mail",
    "message": "message-square",
    "milestone": "flag",
    "procedure": "git-branch",
    "ended": "flag",
    "incident": "triangle-alert",
}
_BY_PEOPLE = frozenset({"done", "message"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of what has happened."""

    day: int
    on: dt.date
    kind: str
    icon: str
    text: str


def told(scene: Scene) -> tuple[Told, ...]:
    """List what has happened, the newest first."""
    return tuple(_line(scene, each) for each in reversed(scene.log[-MOST_TOLD:]))


def _line(scene: Scene, entry: Entry) -> Told:
    on = clock.local(entry.at).date()
    return Told(
        day=(on - clock.local(scene.began).date()).days,
        on=on,
        kind=entry.kind,
        icon=_ICONS.get(entry.kind, "circle-dot"),
        text=entry.text,
    )


def idle(scene: Scene) -> str:
    """Say for how long nobody has acted, once a limit was missed since somebody last did."""
    missed = False
    for entry in reversed(scene.log):
        if entry.kind in _BY_PEOPLE:
            break
        missed = missed or entry.kind == "desk"
    if not missed or scene.ended:
        return ""
    return _("Day {day}: nobody has acted.", day=scene.day)
