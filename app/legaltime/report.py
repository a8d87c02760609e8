"""A reckoning as plain data, for programs outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.legaltime import limits
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import reckon
from app.legaltime.steps import Step


def report(
    rule: str,
    base: dt.date,
    variant: str = "normal",
    pauses: Iterable[Pause] = (),
    *,
    extended: bool = False,
) -> dict[str, object]:
    """Count a limit and give the result with ISO dates, each step with its sentence.

    ``extended`` takes every extension that the law allows the variant: a particularly complex denunciation
    gets both of its own. Raises: as ``reckon``.
    """
    limit = limits.find(rule, base)
    limit.days(variant)  # an unknown variant is said before anything is counted
    times = max(1, len(limit.extensions(variant))) if extended else 0
    result = reckon(limit, base=base, variant=variant, pauses=pauses, extended=times)
    return {
        "rule": result.rule,
        "variant": result.variant,
        "from": _iso(result.from_),
        "due": _iso(result.due),
        "promised": _iso(result.promised),
        "steps": [_step(step) for step in result.steps],
    }


def _step(step: Step) -> dict[str, object]:
    span = {"from": _iso(step.from_), "to": _iso(step.to)}
    return {"kind": step.kind, **span, "days": step.days, "text": step.text}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
