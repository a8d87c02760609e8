"""Entries of legal data: what the law says about one thing from a day on, and how surely that is known."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from app.legaltime.errors import UnreadableRegister

CONFIDENCES = ("confirmed", "believed", "uncertain")
SHIPPED, LOCAL = "shipped", "local"
CALENDAR = "calendar"  # the kind of the lists of days off, one a year


class Source(NamedTuple):
    """Where the entries of a kind are shipped, and which of an entry's fields is its key."""

    file: str
    table: str
    key: str


SOURCES: Mapping[str, Source] = {
    "limit": Source("limits.toml", "limit", "rule"),
    "text": Source("texts.toml", "text", "number"),
    "ground": Source("grounds.toml", "ground", "key"),
    "letter": Source("letter_forms.toml", "letter", "template"),
    "reception": Source("receptions.toml", "reception", "level"),
    "report": Source("reports.toml", "report", "period"),
    "retention": Source("retention.toml", "retention", "case"),
    CALENDAR: Source("calendar.toml", "year", "year"),
}
KINDS = tuple(SOURCES)
_SAID = attrgetter("kind", "key", "effective_from", "effective_to", "article", "confidence", "remark", "body")
_COMMON = frozenset({"effective_from", "effective_to", "article", "confidence", "remark", "source"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One entry of legal data: valid from a day to a day, and known in this installation since a revision.

    ``body`` holds what only its kind has, as plain values; an entry with an empty one says that the key
    has no local entry any more.
    """

    kind: str
    key: str
    effective_from: dt.date | None  # None where the day is not known
    effective_to: dt.date | None  # the last day in force
    article: str
    confidence: str
    remark: str
    body: Mapping[str, Any]
    origin: str = SHIPPED
    id: UUID | None = None  # of its row, where it has one
    known_from: int = 0
    known_until: int | None = None  # the revision from which it was no longer held for right

    def known_at(self, revision: int) -> bool:
        """Tell whether a revision of the book held this entry for right."""
        return self.known_from <= revision and (self.known_until is None or revision < self.known_until)

    @property
    def since(self) -> dt.date:
        """Give the day from which it is in force; the first of all days where that is not known."""
        return self.effective_from or dt.date.min


def content(entry: object) -> bytes:
    """Say an entry, or a row of one, as bytes that are equal where it says the same."""
    said = [str(each) if isinstance(each, dt.date) else each for each in _SAID(entry)]
    return json.dumps(said, sort_keys=True, ensure_ascii=False).encode()


def read(kind: str, text: str) -> tuple[Entry, ...]:
    """Read entries of a kind written like the file that comes with the program.

    Raises: UnreadableRegister when an entry lacks something or has a word that does not exist.
    """
    source = SOURCES[kind]
    try:
        register = tomllib.loads(text)
        return tuple(_entries(kind, source, register))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRegister(name=source.file, reason=error) from error


def shipped(kind: str) -> tuple[Entry, ...]:
    """Read the entries of a kind that come with the program, in their order."""
    return read(kind, Path(__file__).with_name(SOURCES[kind].file).read_text(encoding="utf-8"))


def _entries(kind: str, source: Source, register: Mapping[str, Any]) -> Iterator[Entry]:
    for written in register[source.table]:
        body = {name: value for name, value in written.items() if name not in _COMMON and name != source.key}
        if kind == "limit":
            body["event_name"] = register["events"][written["from"]]
        if kind == "ground":
            body["set_name"] = register["sets"][written["key"].partition("/")[0]]
        if written["confidence"] not in CONFIDENCES:
            raise ValueError(written[source.key])
        yield _entry(kind, source, written if kind != CALENDAR else _of_year(written), body)


def _entry(kind: str, source: Source, written: Mapping[str, Any], body: Mapping[str, Any]) -> Entry:
    return Entry(
        kind=kind,
        key=str(written[source.key]),
        effective_from=written.get("effective_from"),
        effective_to=written.get("effective_to"),
        article=written.get("article", ""),
        confidence=written["confidence"],
        remark=written.get("remark", ""),
        body=_plain(body),
    )


def year_of(key: str) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a year by its key: a list of days off holds for these.

    Raises: ValueError.
    """
    return dt.date(int(key), 1, 1), dt.date(int(key), 12, 31)


def _of_year(written: Mapping[str, Any]) -> Mapping[str, Any]:
    """Let a list of days off hold for its year, and stand on the notice that it was read in."""
    first, last = year_of(str(written["year"]))
    return {**written, "effective_from": first, "effective_to": last, "article": written["source"]}


def _plain(value: Any) -> Any:
    """Write days as they are kept in a row."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
