"""The book of law: which legal data this installation holds for right, and the one door to it.

The files that come with the program are the ground. What two people of the office confirmed lies over them
from its own day on; a later release never takes its place. The book remembers what it said at each earlier
revision, so that a case under way keeps the law it was counted with.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from app.legaltime import entries
from app.legaltime.entries import KINDS, LOCAL, SHIPPED, Entry


@dataclass(frozen=True, eq=False)
class Book:
    """All entries that were ever held for right; ``stamp`` names this state of them, ``revision`` counts."""

    entries: tuple[Entry, ...]
    revision: int = 0
    stamp: UUID | None = None

    def of(self, kind: str, *, known: int | None = None) -> tuple[Entry, ...]:
        """Give the entries of a kind as a revision held them, the newest where none is named."""
        return _of(self, kind, self.revision if known is None else known)


@cache
def shipped() -> Book:
    """Give the book as it comes with the program; its stamp follows from what it says."""
    every = tuple(entry for kind in KINDS for entry in entries.shipped(kind))
    digest = hashlib.sha256(b"".join(sorted(entries.content(entry) for entry in every)))
    return Book(every, stamp=UUID(bytes=digest.digest()[:16], version=5))


_DAYS = ("effective_from", "effective_to")
_installed: list[Book] = []
_held: ContextVar[Book | None] = ContextVar("book of law", default=None)


def current() -> Book:
    """Give the book in force here: that of this block, else that of this installation, else the shipped."""
    return _held.get() or (_installed[-1] if _installed else shipped())


def install(book: Book | None) -> None:
    """Let a book be in force in this process; None takes what was installed away."""
    _installed[:] = [book] if book else []


@contextmanager
def using(book: Book) -> Iterator[Book]:
    """Let a book be in force within a block, whatever is installed meanwhile."""
    token = _held.set(book)
    try:
        yield book
    finally:
        _held.reset(token)


def told() -> dict[str, Any] | None:
    """Give what this installation has beside the shipped book, as plain values for a process without it."""
    held = current()
    mine = [one for one in held.entries if one.origin == LOCAL and one.known_at(held.revision)]
    if not mine:
        return None
    plain = [{name: getattr(one, name) for name in Entry.__slots__ if name != "id"} for one in mine]
    return {"stamp": str(held.stamp), "revision": held.revision, "entries": plain}


def hear(plain: Mapping[str, Any] | None) -> Book:
    """Take up what ``told`` gave in another process of the same release."""
    if plain is None:
        return shipped()
    mine = tuple(Entry(**one | {name: _day(one[name]) for name in _DAYS}) for one in plain["entries"])
    return Book((*shipped().entries, *mine), revision=plain["revision"], stamp=UUID(plain["stamp"]))


def _day(said: object) -> dt.date | None:
    return dt.date.fromisoformat(str(said)) if said else None


def choose(versions: Sequence[Entry], on: dt.date | None) -> Entry | None:
    """Choose among the versions of one key, in the order of their days, that of a day.

    A day before the first version takes the first, no day the newest. Where two begin on one day, the later
    in the sequence counts: a local one lies over the shipped.
    """
    if on is None:
        return versions[-1] if versions else None
    begun = [one for one in versions if one.since <= on]
    return begun[-1] if begun else next(iter(versions), None)


def amended(held: Book, entry: Entry) -> Book:
    """Give the book as it would be were an entry confirmed, in the place of the local ones of its day."""
    revision = held.revision + 1
    old = [each for each in held.entries if _gives_way(each, entry)]
    kept = tuple(each for each in held.entries if each not in old)
    return Book((*kept, replace(entry, known_from=revision, known_until=None)), revision=revision)


def _gives_way(old: Entry, entry: Entry) -> bool:
    same = (old.kind, old.key, old.effective_from) == (entry.kind, entry.key, entry.effective_from)
    return same and old.origin == LOCAL and old.known_until is None


def set_aside(known: Sequence[Entry]) -> tuple[Entry, ...]:
    """List the shipped entries that a local one keeps from being in force: they came after it."""
    local = [one for one in known if one.origin == LOCAL]
    return tuple(one for one in known if one.origin == SHIPPED and _comes_after(one, local))


def _comes_after(one: Entry, local: Iterable[Entry]) -> bool:
    return any(
        mine.key == one.key and mine.kind == one.kind and mine.known_from < one.known_from
        for mine in local
        if mine.since <= one.since
    )


@lru_cache(maxsize=256)
def _of(book: Book, kind: str, revision: int) -> tuple[Entry, ...]:
    known = [one for one in book.entries if one.kind == kind and one.known_at(revision) and one.body]
    aside = {id(one) for one in set_aside(known)}
    places = {key: place for place, key in enumerate(dict.fromkeys(one.key for one in known))}
    kept = [one for one in known if id(one) not in aside]
    return tuple(
        sorted(kept, key=lambda one: (places[one.key], one.since, one.origin != SHIPPED, one.known_from))
    )
