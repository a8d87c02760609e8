"""Rehearse sketches and shipped procedures by the names of their steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from app import rehearsal
from app.clock import VIETNAM
from app.rehearsal import Scene
from tests.procedures import bundles

MONDAY = dt.datetime(2026, 8, 3, 8, 0, tzinfo=VIETNAM)


def shipped(procedure: str) -> dict[str, bytes]:
    """Give the drawing of a shipped procedure alone: what it calls is found in the release."""
    return {f"{procedure}.bpmn": bundles.drawings()[f"{procedure}.bpmn"]}


def begin(files: bytes | Mapping[str, bytes], process: str = "p", **data: object) -> Scene:
    """Begin on a Monday; a sketch is a file of its own."""
    held = {"p.bpmn": files} if isinstance(files, bytes) else files
    return rehearsal.begin(held, process_id=process, at=MONDAY, data=data or None)


def do(scene: Scene, node: str, **answers: object) -> Scene:
    """Do the open step of this name."""
    return rehearsal.complete(scene, task(scene, node), answers)


def task(scene: Scene, node: str) -> str:
    """Find the id of an open step."""
    return next(step.id for step in scene.tasks if step.node == node)


def fire(scene: Scene, node: str) -> Scene:
    """Turn the clock to a timer."""
    due = next(timer.due_at for timer in scene.timers if timer.node == node)
    return rehearsal.turn(scene, max(due, scene.at))


def told(scene: Scene, *kinds: str) -> list[str]:
    """Give what was told, or only what is of these kinds."""
    return [entry.text for entry in scene.log if not kinds or entry.kind in kinds]
