"""Where the time of a completion goes, by the part of the program that spends it, on the embedded database.

What a built-in function takes is counted for whoever called it, but for the driver's, which is the database.
A profile makes small functions look dearer than they are: the shares say where to look, not what is saved.
"""

from __future__ import annotations

import cProfile
import pstats
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench import servers
from bench.door import Clicks
from bench.drawing import ANSWERS, PROCESS_ID, six_tasks
from bench.office import Ours

RUNS = 40
DRIVER = "the database, by its driver"
PARTS = (
    ("pysqlite3", DRIVER),
    ("/SpiffWorkflow/", "the engine"),
    ("/app/engine/", "the engine"),
    ("/sqlalchemy/", "SQLAlchemy"),
    ("/db/", "reading and writing rows (db/)"),
    ("/app/formdefs/", "checking the form"),
    ("/app/feel/", "checking the form"),
    ("/app/sealing/", "sealing"),
    ("/cryptography/", "sealing"),
    ("/app/web/", "pages and doors (app/web)"),
    ("/flask", "Flask and Werkzeug"),
    ("/werkzeug/", "Flask and Werkzeug"),
    ("/itsdangerous/", "Flask and Werkzeug"),
    ("/jinja2/", "Flask and Werkzeug"),
    ("/logging/", "the line in the log"),
    ("/app/journal", "the line in the log"),
    ("/app/", "the rules of the office"),
    ("/bench/", ""),
)
REST = "the rest of Python"

Function = tuple[str, int, str]


def measure(scale: int) -> list[dict[str, Any]]:
    """Give each part's share of a completion, through the web and through the service."""
    runs = RUNS if scale >= 10_000 else 3  # noqa: PLR2004 - a try
    with servers.folder() as place:
        ours = Ours(six_tasks(), PROCESS_ID, place)
        found = [_shares(way, runs) for way in (Clicks(ours, place), ours)]
        ours.database.close()
    web, service = found
    names = sorted({*web, *service}, key=lambda name: -service.get(name, 0) - web.get(name, 0) / 1000)
    return [
        {"part": name, "service_percent": round(service.get(name, 0)), "web_percent": round(web.get(name, 0))}
        for name in names
    ]


def _shares(way: Any, runs: int) -> dict[str, float]:
    profile = cProfile.Profile()
    for turn in range(runs + 1):
        case = way.begin({})
        for node, data in ANSWERS:
            complete = way.ready(case, node, data)
            if turn:  # the first one only warms it up
                profile.enable()
            complete()
            profile.disable()
    spent: Counter[str] = Counter()
    for part, seconds in _spent(pstats.Stats(profile)):
        spent[part] += seconds  # type: ignore[assignment]  # seconds are no whole numbers
    del spent[""]
    whole = sum(spent.values())
    return {part: 100 * seconds / whole for part, seconds in spent.items()}


def _spent(known: pstats.Stats) -> Iterator[tuple[str, float]]:
    rows: dict[Function, Any] = known.stats  # type: ignore[attr-defined]  # its type says nothing of it
    for function, (_calls, _all, own, _whole, callers) in rows.items():
        part = _part(function)
        if function[0] != "~" or part == DRIVER or not callers:
            yield part, own
            continue
        for caller, (_c, _a, share, _w) in callers.items():
            yield _part(caller), share


def _part(function: Function) -> str:
    path = function[2] if function[0] == "~" else function[0]
    return next((name for mark, name in PARTS if mark in path), REST)
