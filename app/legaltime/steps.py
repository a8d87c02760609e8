"""How a reckoning explains itself: one step, one sentence, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.language import N_, _, content, long_date, short_date

Kind = Literal[
    "event", "limit", "extended", "not_extended", "older", "count", "worked", "off", "pause", "roll", "due",
    "no_limit", "promise", "list",
]  # fmt: skip

SENTENCES: Mapping[Kind, str] = {
    "event": N_("{event}: {start}. That day is not counted."),
    "older": N_("The event is older than {since}, when the rule known here took effect; it is applied all the same."),  # noqa: E501
    "limit": N_("{limit}: {amount} ({article})."),
    "extended": N_("Extended by decision: now {amount}, still counted from the same day."),
    "not_extended": N_("The law allows no further extension of this limit."),
    "count": N_("{days}: {amount} counted."),
    "worked": N_("{days}: worked in exchange for a day off, {amount} counted."),
    "off": N_("{days}: off ({names}), not counted."),
    "pause": N_("{days}: suspended, {amount} not counted."),
    "roll": N_("The last day is off ({names}): the limit moves to the end of the next working day."),
    "due": N_("Due at the end of {due}."),
    "no_limit": N_("The law sets no limit for this; what counts is the office's own promise."),
    "promise": N_("The office promises {amount}: by the end of {due}."),
    "list": N_("Days off by the list of {lists}."),
}  # fmt: skip

VARIANT = {
    "normal": N_("ordinary case"),
    "complex": N_("complex case"),
    "particularly-complex": N_("particularly complex case"),
    "remote": N_("remote area"),
    "remote-complex": N_("complex case in a remote area"),
}


class Amount(NamedTuple):
    """A length of time in the unit of the law."""

    days: int
    unit: str

    def __str__(self) -> str:
        if self.unit == "wd":
            return _("1 working day") if self.days == 1 else _("{n} working days", n=self.days)
        return _("1 day") if self.days == 1 else _("{n} days", n=self.days)


class Named(NamedTuple):
    """A limit as it applies to one variant of case."""

    name: str
    variant: str

    def __str__(self) -> str:
        if self.variant == "normal":
            return content(self.name)
        return f"{content(self.name)} ({_(VARIANT[self.variant])})"


class Span(NamedTuple):
    """Some days in a row."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        if self.first == self.last:
            return short_date(self.first)
        return _("{first} to {last}", first=short_date(self.first), last=short_date(self.last))


class Names(NamedTuple):
    """The names of some days off, in Vietnamese, each once."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(content(name) for name in self.names)


class Lists(NamedTuple):
    """The lists of days off that a limit was counted with: year and where it was published, in Vietnamese."""

    lists: tuple[tuple[int, str], ...]

    def __str__(self) -> str:
        return "; ".join(f"{year} ({content(source)})" for year, source in self.lists)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reckoning: what happened to which days; ``text`` says it."""

    kind: Kind
    from_: dt.date | None
    to: dt.date | None
    days: int
    names: Mapping[str, object]

    @property
    def text(self) -> str:
        """Say the step in the reader's language."""
        return _(SENTENCES[self.kind], **{key: _spoken(value) for key, value in self.names.items()})


def _spoken(value: object) -> str:
    if isinstance(value, dt.date):
        return long_date(value)
    return content(value) if isinstance(value, str) else str(value)
