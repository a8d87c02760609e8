"""Lists of days off in the reader's words: days in a row under one name as one line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from app.language import content
from app.legaltime import years
from app.legaltime.entries import Entry
from app.legaltime.steps import Span
from app.legaltime.years import ONE_DAY, Kind, Year

KINDS: dict[Kind, str] = {"holiday": "off", "swapped_off": "off", "swapped_work": "worked"}


def lines(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Tell what a list says: days, and what they are."""
    return tuple((days, name) for days, name, _kind in blocks(years.of(entry)))


def blocks(year: Year) -> Iterator[tuple[str, str, str]]:
    """Give days, their name, and "off" or "worked"."""
    days = sorted(year.days.items())
    runs = groupby(enumerate(days), key=lambda each: (each[1][1], each[1][0] - each[0] * ONE_DAY))
    for (day, _start), found in runs:
        run = [each[1][0] for each in found]
        yield str(Span(run[0], run[-1])), content(day.name), KINDS.get(day.kind, "off")
