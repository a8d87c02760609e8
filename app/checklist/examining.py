"""The checklist of a version, computed from its files alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from app import gate
from app.checklist.points import Checklist, Line, Point, point


def examine(
    files: Mapping[str, bytes], *, procedure: str, on: dt.date, before: Mapping[str, bytes] | None = None
) -> Checklist:
    """Look at everything that must be so before a version may be put in force on a day.

    ``files`` is the bundle as a version pins it, ``before`` that of the version it takes the place of. Never
    raises for what is in the files.
    """
    return Checklist((_gate(files, procedure),))


def _gate(files: Mapping[str, bytes], procedure: str) -> Point:
    verdict = gate.check_bundle(files, process_id=procedure)
    return point("gate", _told(verdict))


def _told(verdict: gate.Verdict) -> Iterator[Line]:
    for note in (*verdict.refusals, *(each for each in verdict.notes if each.open)):
        yield Line(note.element, note)
