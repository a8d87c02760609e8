"""What the chamber can be asked: names, and where the function of each stands.

The functions of a rehearsal stand above the gate; they are found by their path when the child starts, because
the child is a program of its own, which may use every room that has no database.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from app import decisions
from app.gate.checking import check, check_bundle

Payload = Mapping[str, Any]
Job = Callable[[Payload], Mapping[str, Any]]

_PATHS = {
    "check": "app.gate.chamber.jobs:check_file",
    "check_bundle": "app.gate.chamber.jobs:check_files",
    "known": "app.gate.known:known_job",
    "decide": "app.gate.chamber.jobs:decide",
    "play": "app.rehearsal.jobs:play_job",
    "begin": "app.rehearsal.jobs:begin_job",
    "complete": "app.rehearsal.jobs:complete_job",
    "deliver": "app.rehearsal.jobs:deliver_job",
    "turn": "app.rehearsal.jobs:turn_job",
    "record": "app.rehearsal.jobs:record_job",
    "look": "app.checklist.jobs:look_job",
    "walk": "app.checklist.jobs:walk_job",
    "count_pages": "app.files.pages:count_job",
    "draw_pages": "app.files.pages:draw_job",
}

_SELDOM = frozenset({"count_pages", "draw_pages"})  # what draws papers is large: only who asks pays for it


def find(task: str) -> Job:
    """Find the function of a job. Raises KeyError for one that is not on the list."""
    module, _colon, name = _PATHS[task].partition(":")
    job: Job = getattr(importlib.import_module(module), name)
    return job


def warm_up() -> None:
    """Read every room that most jobs use, so that no job pays for it."""
    for task in _PATHS.keys() - _SELDOM:
        find(task)


def check_file(payload: Payload) -> dict[str, Any]:
    """Judge one file: ``name``, ``content``, ``context``."""
    return asdict(check(payload["name"], payload["content"], context=payload["context"]))


def check_files(payload: Payload) -> dict[str, Any]:
    """Judge all that a version would pin: ``files``, ``process_id``."""
    return asdict(check_bundle(payload["files"], process_id=payload["process_id"]))


def decide(payload: Payload) -> dict[str, Any]:
    """Ask one decision of a table that is not in force: ``content``, ``decision``, ``inputs``."""
    outcome = decisions.decide(decisions.read(payload["content"]), payload["decision"], payload["inputs"])
    return {
        "outputs": outcome.outputs,
        "rows": [asdict(row) for row in outcome.rows],
        "errors": outcome.errors,
    }
