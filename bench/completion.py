"""What completing a task costs: by the web, by the service, the bare cycle, naive use of the library.

All four complete the same steps in turn, one after the other, so that whatever else the machine does meets
all of them alike; only their ratios mean something.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import servers
from bench.bare import Bare
from bench.door import Clicks
from bench.drawing import ANSWERS, PROCESS_ID, six_tasks
from bench.naive import Naive
from bench.office import Ours
from bench.timing import p95

RUNS = 50  # of six completions each: three hundred of each way
WARM = 3
BASE = "the bare cycle"
WORDS = ("through the web", "through the service", BASE, "the library by its handbook")


def measure(scale: int) -> list[dict[str, Any]]:
    """Measure on both databases; a small scale makes a short run."""
    turns = RUNS if scale >= 10_000 else WARM  # noqa: PLR2004 - a try
    rows = []
    with servers.folder() as place:
        rows += _on(servers.EMBEDDED, place, "", turns)
    with servers.folder() as place, servers.server() as cluster:
        if cluster is not None:
            rows += _on(servers.SERVER, place, servers.fresh(cluster), turns)
    return rows


def _on(database: str, place: Path, url: str, turns: int) -> list[dict[str, Any]]:
    with _four(place, url) as ways:
        took = rounds(ways, turns)
        spoken = [said(ways[0], ways[1]), said(ways[1], ways[1]), None, None]
    base = statistics.median(took[WORDS.index(BASE)])
    return [
        {
            "database": database,
            "way": word,
            "median_ms": round(statistics.median(times), 2),
            "p95_ms": round(p95(times), 2),
            "ratio": round(statistics.median(times) / base, 2),
            "statements": most[0] if most else None,
            "commits": most[1] if most else None,
            "n": len(times),
        }
        for word, times, most in zip(WORDS, took, spoken, strict=True)
    ]


@contextmanager
def _four(place: Path, url: str) -> Iterator[tuple[Clicks, Ours, Bare, Naive]]:
    ours = Ours(six_tasks(), PROCESS_ID, place, url)
    bare, naive = Bare(six_tasks(), PROCESS_ID, place, url), Naive(six_tasks(), PROCESS_ID, place, url)
    try:
        yield Clicks(ours, place), ours, bare, naive
    finally:
        ours.database.close()
        bare.shelf.close()
        naive.shelf.close()


def rounds(ways: Sequence[Any], turns: int) -> list[list[float]]:
    """Complete the same steps in every way in turn; the first runs only warm all of them up."""
    took: list[list[float]] = [[] for _way in ways]
    for turn in range(WARM + turns):
        if turn == WARM:
            gc.collect()
            gc.freeze()  # as the office does when it opens
        runs = [way.begin({}) for way in ways]
        for node, data in ANSWERS:
            times = [way.complete(run, node, data) for way, run in zip(ways, runs, strict=True)]
            if turn >= WARM:
                for known, time in zip(took, times, strict=True):
                    known.append(time)
    return took


def said(way: Any, ours: Ours) -> tuple[int, int]:
    """Give the most statements and the most commits that completing one of the steps takes."""
    ours.count()  # last of all: counting itself takes time
    statements, commits = [], []
    case = way.begin({})
    for node, data in ANSWERS:
        way.complete(case, node, data)
        statements.append(len(ours.statements))
        commits.append(ours.commits)
    return max(statements), max(commits)
