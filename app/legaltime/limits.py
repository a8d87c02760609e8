"""The law's limits: how long each step may take, under which article, and how surely we know it."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from app.language import _
from app.legaltime import book, entries
from app.legaltime.book import Book
from app.legaltime.entries import Entry
from app.legaltime.errors import UnknownRule, UnknownVariant, UnreadableRegister

Unit = Literal["d", "wd"]
# Each variant with the simpler ones whose number holds where it has none of its own.
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "normal": (),
    "complex": ("normal",),
    "particularly-complex": ("complex", "normal"),
    "remote": ("normal",),
    "remote-complex": ("remote", "complex", "normal"),
}


class Promise(NamedTuple):
    """What the office promises beyond the law: so many days of a unit."""

    days: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of the law (or of the office, where the law has none), as in force between two dates."""

    rule: str
    group: str  # Vietnamese, for the legal page
    name: str  # Vietnamese
    from_event: str  # key of the event whose day is not counted; a case's milestones carry the same keys
    event_name: str  # Vietnamese
    unit: Unit
    caps: Mapping[str, int]  # variant -> days
    extension: Mapping[str, tuple[int, ...]]  # variant -> caps after the first, second decision
    promise: Promise | None
    article: str
    confidence: str
    remark: str
    effective_from: dt.date
    effective_to: dt.date | None

    @property
    def normal(self) -> int | None:
        """Give the cap of an ordinary case; None where the law sets no limit."""
        return self.caps.get("normal")

    @property
    def complex(self) -> int | None:
        """Give the cap of a complex case, where the law names one."""
        return self.caps.get("complex")

    @property
    def remote(self) -> int | None:
        """Give the cap in a remote area, where the law names one."""
        return self.caps.get("remote")

    @property
    def remote_complex(self) -> int | None:
        """Give the cap of a complex case in a remote area, where the law names one."""
        return self.caps.get("remote-complex")

    def extensions(self, variant: str) -> tuple[int, ...]:
        """Give the caps that a first, a second extension would lead to; empty when none is allowed."""
        reached = self.days(variant) or 0
        own = self.extension.get(variant)
        simpler = (self.extension.get(name, ()) for name in VARIANTS[variant])
        best = own if own is not None else max(simpler, default=(), key=lambda caps: caps[-1:])
        return tuple(cap for cap in best if cap > reached)

    def days(self, variant: str = "normal", *, extended: int = 0) -> int | None:
        """Say how many days the law gives, after so many extension decisions; None for no limit.

        Decisions beyond what the law allows change nothing. Raises: UnknownVariant.
        """
        if variant not in VARIANTS:
            raise UnknownVariant(variant=variant, variants=", ".join(VARIANTS))
        own = self.caps.get(variant)
        simpler = [self.caps[name] for name in VARIANTS[variant] if name in self.caps]
        cap = own if own is not None else max(simpler, default=None)
        steps = self.extensions(variant)[:extended] if extended else ()
        return steps[-1] if steps else cap


def find(rule: str, on: dt.date | None = None, *, known: int | None = None) -> Limit:
    """Find a limit by its key, as in force on a day (the newest when no day is given).

    ``known`` is the revision of the book of law by which it is asked for: a deadline that runs already keeps
    the law it was counted with. An event before the first or after the last version takes the nearest one:
    an old case is never left without a limit. Raises: UnknownRule.
    """
    return choose(all_limits(known=known), rule, on)


def choose(limits: Iterable[Limit], rule: str, on: dt.date | None) -> Limit:
    """Choose among the versions of a rule in any list of limits; as ``find``."""
    limits = tuple(limits)
    versions = sorted((one for one in limits if one.rule == rule), key=lambda one: one.effective_from)
    if not versions:
        raise UnknownRule(rule=rule, hint=_hint(rule, {one.rule for one in limits}))
    if on is None:
        return versions[-1]
    begun = [one for one in versions if one.effective_from <= on]
    return begun[-1] if begun else versions[0]


def all_limits(*, known: int | None = None) -> tuple[Limit, ...]:
    """Give every version of every limit that the book of law holds, in the order of the legal page."""
    return _of_book(book.current(), known)


def read(text: str) -> tuple[Limit, ...]:
    """Read limits written like ``limits.toml``.

    Raises: UnreadableRegister when an entry lacks something or names what does not exist.
    """
    try:
        return tuple(of(entry) for entry in entries.read("limit", text))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRegister(name="limits.toml", reason=error) from error


def of(entry: Entry) -> Limit:
    """Read a limit from its entry in the book of law.

    Raises: KeyError, TypeError, ValueError when something lacks or does not exist.
    """
    body = entry.body
    extension = {variant: tuple(caps) for variant, caps in body.get("extension", {}).items()}
    promise = body.get("promise")
    unknown = {*body["days"], *extension} - set(VARIANTS)
    if unknown or body["unit"] not in {"d", "wd"} or entry.effective_from is None:
        raise ValueError(entry.key)
    return Limit(
        rule=entry.key,
        group=body["group"],
        name=body["name"],
        from_event=body["from"],
        event_name=body["event_name"],
        unit=body["unit"],
        caps=dict(body["days"]),
        extension=extension,
        promise=Promise(promise["days"], promise["unit"]) if promise else None,
        article=entry.article,
        confidence=entry.confidence,
        remark=entry.remark,
        effective_from=entry.effective_from,
        effective_to=entry.effective_to,
    )


@lru_cache(maxsize=64)
def _of_book(held: Book, known: int | None) -> tuple[Limit, ...]:
    return tuple(of(entry) for entry in held.of("limit", known=known))


def _hint(rule: str, known: set[str]) -> str:
    near = difflib.get_close_matches(rule.upper(), sorted(known), n=3)
    if near:
        return _("Did you mean {rules}?", rules=", ".join(near))
    return _("The limits are: {rules}.", rules=", ".join(sorted(known)))
