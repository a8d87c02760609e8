"""Lists of days off as a form asks for them, and what such a list cannot say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.formdefs import Problem
from app.language import _, short_date
from app.legaltime.entries import Entry
from app.legaltime.years import ONE_DAY

Answers = Mapping[str, Any]
SATURDAY = 5
LONGEST = 31  # days in one block: more is a slip of the year or the month


def answers(body: Answers) -> dict[str, object]:
    """Write a list as the answers of its form."""
    swaps = [{"off_on": each["off"], "worked_on": each["worked"]} for each in body.get("swap", ())]
    return {"off": [dict(block) for block in body["off"]], "swap": swaps}


def body(answered: Answers) -> dict[str, Any]:
    """Read the checked answers of a form as the body of a list, in the order in which they were typed."""
    blocks = [
        {"from": str(each["from"]), "to": str(each["to"]), "name": str(each["name"]).strip()}
        for each in answered.get("off") or ()
    ]
    swaps = [
        {"off": str(each["off_on"]), "worked": str(each["worked_on"])} for each in answered.get("swap") or ()
    ]
    return {"off": blocks} | ({"swap": swaps} if swaps else {})


def problems(entry: Entry) -> tuple[Problem, ...]:
    """Tell what a list cannot say: days of another year, blocks backwards, work on a working day."""
    if not entry.body["off"]:
        return (Problem("off", _("Enter the days off of the year.")),)
    rows = [*_of_blocks(entry), *_of_swaps(entry)]
    return tuple(rows) or tuple(_twice(entry))


def _of_blocks(entry: Entry) -> Iterator[Problem]:
    for row, block in enumerate(entry.body["off"]):
        first, last = _day(block["from"]), _day(block["to"])
        if {first.year, last.year} != {int(entry.key)}:
            yield Problem(f"off.{row}.from", _("These days do not lie in {year}.", year=entry.key))
        elif not 0 <= (last - first).days < LONGEST:
            yield Problem(f"off.{row}.to", _("The last day lies before the first, or far behind it."))


def _of_swaps(entry: Entry) -> Iterator[Problem]:
    for row, swap in enumerate(entry.body.get("swap", ())):
        off, worked = _day(swap["off"]), _day(swap["worked"])
        if {off.year, worked.year} != {int(entry.key)}:
            yield Problem(f"swap.{row}.off_on", _("These days do not lie in {year}.", year=entry.key))
        elif off.weekday() >= SATURDAY:
            yield Problem(f"swap.{row}.off_on", _("{day} is no working day.", day=short_date(off)))
        elif worked.weekday() < SATURDAY:
            yield Problem(f"swap.{row}.worked_on", _("{day} is worked anyway.", day=short_date(worked)))


def _twice(entry: Entry) -> Sequence[Problem]:
    """Refuse a day that stands in the list twice: nobody could tell which of both holds."""
    counted: Counter[dt.date] = Counter()
    for block in entry.body["off"]:
        first = _day(block["from"])
        counted.update(first + n * ONE_DAY for n in range((_day(block["to"]) - first).days + 1))
    for swap in entry.body.get("swap", ()):
        counted.update((_day(swap["off"]), _day(swap["worked"])))
    twice = [short_date(day) for day, times in sorted(counted.items()) if times > 1]
    return [Problem("off", _("Listed twice: {days}.", days=", ".join(twice)))] if twice else []


def _day(said: str) -> dt.date:
    return dt.date.fromisoformat(said)
