"""How many bytes a run takes while it waits: every shipped procedure, at every place where it can wait."""

from __future__ import annotations

import base64
import statistics
from typing import Any

from app.engine.definition import compile_definition
from app.gate import shelf
from app.rehearsal import shipped
from bench.timing import p95
from tests.states import freeze

AIM = 2_000  # bytes


def measure(_scale: int) -> list[dict[str, Any]]:
    """Walk every scenario of every procedure and weigh what is stored wherever it waits."""
    weighed = {key: _weighed(key) for key in sorted(path.name for path in shelf.PROCESSES.iterdir())}
    found = [_row(key, sizes) for key, sizes in weighed.items() if sizes]
    everything = [size for sizes in weighed.values() for size in sizes]
    return [_row("all", everything), *sorted(found, key=lambda row: -row["median"])]


def _weighed(key: str) -> list[int]:
    files = {n: b for n, b in shipped.completed(shipped.bundle(key)).items() if n.endswith(".bpmn")}
    if not files:
        return []
    definition = compile_definition(files, process_id=key)
    return [len(base64.b64decode(each["state"])) for each in freeze.states(definition, key)]


def _row(key: str, sizes: list[int]) -> dict[str, Any]:
    return {
        "procedure": key,
        "places": len(sizes),
        "median": round(statistics.median(sizes)),
        "p95": round(p95(sizes)),
        "most": max(sizes),
        "within_aim": f"{100 * sum(size <= AIM for size in sizes) // len(sizes)} %",
    }
