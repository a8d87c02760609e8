"""Firing a thousand timers that are due while many more wait: how fast, by how many workers, and none twice.

The workers are processes of their own that know the procedures already, as a worker does after its first
minute; each asks for fifty timers at a time until there are no more.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.casework import definitions
from app.casework.audit import Tag
from app.casework.drain import drain_timers
from bench import planting, town
from bench.town import Place
from db.models import AuditEntry, Timer, Version
from db.session import Database

SHARE = 50  # timers of one word, as the workers take them
WORKERS = (1, 2, 4)
MOST = 100_000
FORK = multiprocessing.get_context("fork")


def measure(scale: int) -> list[dict[str, Any]]:
    """Measure the embedded office, and one, two and four workers on a server."""
    waiting = min(scale, MOST)
    due = waiting // 100
    rows: list[dict[str, Any]] = []
    for place in town.everywhere():
        _plant(place, waiting, due)
        for workers, url in _races(place):
            seconds, fired, doubles = _race(place, url, workers)
            rows.append({
                "database": place.name,
                "workers": workers,
                "waiting": waiting,
                "due": due,
                "fired": fired,
                "doubles": doubles,
                "seconds": round(seconds, 2),
                "fires_per_s": round(fired / seconds, 1),
            })  # fmt: skip
    return rows


def wrong(rows: list[dict[str, Any]]) -> list[str]:
    """Name what must not be: a timer that went off twice, or not at all."""
    return [
        f"{row['database']}, {row['workers']} workers: {row['fired']} of {row['due']} fired, "
        f"{row['doubles']} twice"
        for row in rows
        if row["doubles"] or row["fired"] != row["due"]
    ]


def _plant(place: Place, waiting: int, due: int) -> None:
    database = place.open()
    with database.reading() as session:
        known = town.patterns(session)
    number = planting.plant(database, town.waiting(known, waiting))
    planting.plant(database, town.due(known, due), begin=number)
    database.close()


def _races(place: Place) -> Iterator[tuple[int, str]]:
    """Give each number of workers rows of its own; the embedded office has one process for everything."""
    if place.cluster is None:
        yield 1, place.url
        return
    planted = place.url.partition("@/")[2].partition("?")[0]
    for workers in WORKERS:
        name = f"race_{workers}"
        yield workers, place.cluster.create(name, template=planted)
        place.cluster.drop(name)


def _race(place: Place, url: str, workers: int) -> tuple[float, int, int]:
    """Let so many processes drain until nothing is due; gives seconds, timers fired, and how often twice."""
    before = _fired(place.open(url))
    start, ended = FORK.Barrier(workers), FORK.Queue()
    running = [FORK.Process(target=_work, args=(place, url, start, ended)) for _worker in range(workers)]
    for worker in running:
        worker.start()
    times = [ended.get(timeout=3600) for _worker in running]
    for worker in running:
        worker.join()
    after = _fired(place.open(url))
    fired, told = after[0] - before[0], after[1] - before[1]
    return max(end for _begin, end in times) - min(begin for begin, _end in times), fired, told - fired


def _work(place: Place, url: str, start: Barrier, ended: Queue[tuple[float, float]]) -> None:
    database = place.open(url)
    with database.reading() as session:
        know_procedures(session)
    start.wait()
    began = perf_counter()
    while drain_timers(database, limit=SHARE):
        pass
    ended.put((began, perf_counter()))
    database.close()


def know_procedures(session: Session) -> None:
    """Read every procedure, so that none is read for the first time while time is taken."""
    for version_id in session.scalars(select(Version.id).where(Version.state == "in_force")):
        definitions.pinned(session, version_id)


def _fired(database: Database) -> tuple[int, int]:
    """Count timers that went off, and what the audit trail says of it: more entries mean one fired twice."""
    with database.reading() as session:
        timers = session.scalar(select(func.count()).where(Timer.state == "fired")) or 0
        told = session.scalar(select(func.count()).where(AuditEntry.tag == Tag.TIMER_FIRE)) or 0
    database.close()
    return timers, told
