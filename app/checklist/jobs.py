"""The checklist as the chamber works it out: plain values in, plain values out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.checklist import walks
from app.checklist.examining import look

Payload = Mapping[str, Any]


def look_job(payload: Payload) -> dict[str, Any]:
    """Look at every point but the scenarios: ``files``, ``procedure``, ``on``, ``before``."""
    on = dt.date.fromisoformat(payload["on"])
    points = look(payload["files"], procedure=payload["procedure"], on=on, before=payload["before"])
    return {"points": [asdict(each) for each in points]}


def walk_job(payload: Payload) -> dict[str, Any]:
    """Walk the scenarios among ``files``: ``procedure``."""
    return {"walks": walks.pack(walks.walked(payload["files"], payload["procedure"]))}
