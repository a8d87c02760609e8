"""The moves of a rehearsal as the chamber carries them out: plain values in, the packed scene out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.gate.scenario import Move
from app.rehearsal import acting
from app.rehearsal.playing import play
from app.rehearsal.recording import recorded
from app.rehearsal.scene import Scene

Payload = Mapping[str, Any]


def begin_job(payload: Payload) -> dict[str, Any]:
    """Begin: ``files`` and what ``rehearsal.begin`` asks for."""
    return {"scene": acting.begin(**payload).pack()}


def complete_job(payload: Payload) -> dict[str, Any]:
    """Do a step: ``files``, ``scene``, ``task_id``, ``answers``."""
    return {"scene": acting.complete(_scene(payload), payload["task_id"], payload["answers"]).pack()}


def deliver_job(payload: Payload) -> dict[str, Any]:
    """Let a message arrive: ``files``, ``scene``, ``message``, ``answers``."""
    return {"scene": acting.deliver(_scene(payload), payload["message"], payload["answers"]).pack()}


def turn_job(payload: Payload) -> dict[str, Any]:
    """Turn the clock: ``files``, ``scene``, ``to``."""
    return {"scene": acting.turn(_scene(payload), payload["to"]).pack()}


def play_job(payload: Payload) -> dict[str, Any]:
    """Let it play itself: ``files`` and what ``rehearsal.play`` asks for."""
    played = play(**payload)
    told = ("started", "ended", "steps", "ends", "open")
    return {name: getattr(played, name) for name in told} | {
        "incidents": [asdict(incident) for incident in played.incidents],
        "scene": played.scene.pack(),
    }


def record_job(payload: Payload) -> dict[str, Any]:
    """Write down as a scenario what was done: ``files``, ``procedure``, ``name``, ``moves``."""
    moves = [Move(kind, name, answers) for kind, name, answers in payload["moves"]]
    written = recorded(payload["files"], procedure=payload["procedure"], name=payload["name"], moves=moves)
    return {"written": written}


def _scene(payload: Payload) -> Scene:
    return Scene.unpack(payload["scene"], payload["files"])
