"""Taking time: medians and ninety-fifth percentiles of what was done several times."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

from bench.said import counted
from db.session import Database

SHARES = 20  # p95 is the last of twenty shares


def p95(times: Sequence[float]) -> float:
    """Give the time that nineteen of twenty stay under."""
    return statistics.quantiles(times, n=SHARES, method="inclusive")[-1] if len(times) > 1 else times[0]


def milliseconds(act: Callable[[], object]) -> float:
    """Do something and give how many milliseconds it took."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def repeat(act: Callable[[], object], *, times: int, warm: int = 2) -> list[float]:
    """Do something several times and give the milliseconds of each; the first ones only warm it up."""
    return [milliseconds(act) for _turn in range(warm + times)][warm:]


def figures(database: Database, act: Callable[[], object], *, times: int, digits: int) -> dict[str, Any]:
    """Give what doing something costs: median and p95 in milliseconds, and its statements."""
    took = repeat(act, times=times)
    return {
        "median_ms": round(statistics.median(took), digits),
        "p95_ms": round(p95(took), digits),
        "statements": counted(database, act),
    }
