"""A tick with nothing due, however many timers wait: what a quiet office pays every five seconds."""

from __future__ import annotations

from typing import Any

from app.casework.drain import drain_timers
from app.worker.tick import tick
from bench import planting, town
from bench.flat import uneven
from bench.timing import figures
from bench.town import Place
from tests.played import settings_of

SIZES = (1_000, 10_000, 100_000)
TIMES = 50


def measure(scale: int) -> list[dict[str, Any]]:
    """Measure the look for due timers, and the whole tick, on both databases."""
    return [row for place in town.everywhere() for row in _on(place, [n for n in SIZES if n <= scale])]


def wrong(rows: list[dict[str, Any]]) -> list[str]:
    """Name what grew with the timers that wait."""
    return uneven(rows, by="waiting", of=("database", "what"))


def _on(place: Place, sizes: list[int]) -> list[dict[str, Any]]:
    database, settings = place.open(), settings_of(place.folder)
    acts = {
        "look for due timers": lambda: drain_timers(database),
        "whole tick": lambda: tick(database, settings),
    }
    with database.reading() as session:
        known = town.patterns(session)
    rows, number, planted = [], planting.NUMBERS, 0
    for size in sizes:
        number = planting.plant(database, town.waiting(known, size - planted), begin=number)
        planted = size
        for what, act in acts.items():
            row = {"database": place.name, "what": what, "waiting": size}
            rows.append(row | figures(database, act, times=TIMES, digits=3))
    database.close()
    return rows
