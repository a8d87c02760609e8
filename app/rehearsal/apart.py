"""The same moves as ``app.rehearsal`` offers, carried out in the chamber.

A drawing that would take too long, or too much room, is given up there and not here.
The scene that comes back is unpacked here: that costs no more than the chamber has just shown it to cost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from app.gate.chamber import chamber
from app.rehearsal.playing import MOST_STEPS, Played
from app.rehearsal.scene import Scene
from app.rehearsal.told import Incident

Files = Mapping[str, bytes]


def begin(
    files: Files,
    *,
    process_id: str,
    at: dt.datetime,
    data: Mapping[str, object] | None = None,
    beside: Sequence[str] = (),
) -> Scene:
    """Begin a rehearsal. Raises TooCostly, or Declined with what was refused in words."""
    return _moved(
        "begin",
        files,
        process_id=process_id,
        at=at,
        data=None if data is None else dict(data),
        beside=tuple(beside),
    )


def complete(scene: Scene, task_id: str | UUID, answers: Mapping[str, object], *, files: Files) -> Scene:
    """Do one open step. Raises TooCostly, Declined."""
    return _moved("complete", files, scene=scene.pack(), task_id=str(task_id), answers=dict(answers))


def deliver(
    scene: Scene, message: str, answers: Mapping[str, object] | None = None, *, files: Files
) -> Scene:
    """Let a message arrive. Raises TooCostly, Declined."""
    return _moved(
        "deliver",
        files,
        scene=scene.pack(),
        message=message,
        answers=None if answers is None else dict(answers),
    )


def turn(scene: Scene, to: dt.datetime, *, files: Files) -> Scene:
    """Turn the clock on. Raises TooCostly, Declined."""
    return _moved("turn", files, scene=scene.pack(), to=to)


def play(
    files: Files, *, process_id: str, beside: Sequence[str] = (), most_steps: int = MOST_STEPS
) -> Played:
    """Let a procedure play itself. Raises TooCostly, Declined."""
    asked = {"process_id": process_id, "beside": tuple(beside), "most_steps": most_steps}
    found = chamber().call("play", {"files": dict(files), **asked})
    return Played(
        found["started"],
        found["ended"],
        found["steps"],
        tuple(found["ends"]),
        tuple(found["open"]),
        tuple(_incident(one) for one in found["incidents"]),
        Scene.unpack(found["scene"], files),
    )


def record(scene: Scene, name: str, *, files: Files) -> str:
    """Write down as a scenario what was done in a rehearsal. Raises TooCostly, Declined."""
    moves = [[move.kind, move.name, dict(move.answers)] for move in scene.moves]
    asked = {"procedure": scene.process_id, "name": name, "moves": moves}
    written: str = chamber().call("record", {"files": dict(files), **asked})["written"]
    return written


def _moved(task: str, files: Files, **payload: Any) -> Scene:
    return Scene.unpack(chamber().call(task, {"files": dict(files), **payload})["scene"], files)


def _incident(found: Mapping[str, Any]) -> Incident:
    names = tuple((name, value) for name, value in found["names"])
    return Incident(found["element"], found["rule"], found["sentence"], names)
