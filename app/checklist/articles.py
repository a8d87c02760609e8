"""Every article that is cited, and every limit that is named, is in force on the day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from app import decisions
from app.checklist.points import Line, State, line
from app.checklist.ways import Ways, acts
from app.decisions import DecisionsRefused
from app.decisions.model import Table
from app.language import N_, short_date
from app.legaltime import citations, limits, texts

CERTAIN = "confirmed"
_NUMBERED = re.compile(r"\d/\d{4}/")
_ENDED = N_("“{text}” is not in force on {day}, as the register of legal texts says of {number}.")
_STRANGE = N_("The register of legal texts does not know “{text}”.")
_CHECK = N_("{number} is cited and may have been replaced: read the text that is in force on {day}.")
_LIMIT = N_("The limit “{name}” is not in force on {day}.")


def told(ways: Ways, files: Mapping[str, bytes], on: dt.date) -> Iterator[Line]:
    """Tell what is cited and is not in force on a day, or not known, or only believed to stand."""
    doubtful = {text.number for text in texts.all_texts() if text.status == "check"}
    seen: set[str] = set()
    for element, cited in (*_drawn(ways), *_listed(files)):
        strange = citations.unknown(cited) if cited else ""
        drawn = element in ways.nodes  # a row of a table may also give a plain reason
        if strange and (drawn or _NUMBERED.search(strange)):
            yield line(element, _STRANGE, state="failed" if drawn else "open", text=strange)
        for each, text in citations.ended(cited, on):
            state: State = "failed" if text.confidence == CERTAIN else "open"
            named = {"text": each.said, "day": short_date(on), "number": text.number}
            yield line(element, _ENDED, state=state, **named)
        for number in sorted({each.number for each in citations.read(cited)} & doubtful - seen):
            seen.add(number)
            yield line(element, _CHECK, state="open", number=number, day=short_date(on))
    yield from _limits(ways, on)


def _drawn(ways: Ways) -> Iterator[tuple[str, str]]:
    return ((node.id, node.properties.get("legalBasis", "").strip()) for node in ways.nodes.values())


def _listed(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Give the articles of the rows of decision tables, each with the table's name."""
    for name, body in files.items():
        if name.endswith(".dmn"):
            try:
                found = decisions.read(body).decisions
            except DecisionsRefused:
                continue
            for table in (each.logic for each in found if isinstance(each.logic, Table)):
                yield from ((name, rule.article) for rule in table.rules if rule.article)


def _limits(ways: Ways, on: dt.date) -> Iterator[Line]:
    named = {
        str(first): node.id
        for node in ways.nodes.values()
        for function, first in acts(node)
        if function == "deadline"
    }
    known = {limit.rule for limit in limits.all_limits()}
    for rule, element in sorted(named.items()):
        limit = limits.find(rule, on) if rule in known else None
        if limit is not None and not _holds(limit, on):
            yield line(element, _LIMIT, name=limit.name, day=short_date(on))


def _holds(limit: limits.Limit, on: dt.date) -> bool:
    return limit.effective_from <= on and (limit.effective_to is None or on <= limit.effective_to)
