"""Numbers: each book stands where its rows end, and none was given and lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework.letters import APART
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.models import Case, Letter, NumberBook, Petition, ReceptionVisit

_BEHIND = N_("The book stands at {last}, and a row bears number {highest}.")
_LOST = N_("The book gave {last} numbers, and {held} rows bear one of them where {least} should.")
_PETITION, _CASE = "petition", "case"
_TWICE: Mapping[str, Any] = {
    _PETITION: Petition,
    _CASE: Case,
    "reception": ReceptionVisit,
}  # an open book and one under seal


@dataclass
class _Book:
    """How far a book is, the highest number that a row bears of it, and how many rows bear one."""

    last: int = 0
    highest: int = 0
    held: int = 0


_Shelf = defaultdict[tuple[str, int], _Book]  # by name and year; one shelf for each authority


def lost(patient: Patient) -> Iterator[Finding]:
    """Tell which books do not agree with the rows that bear their numbers."""
    for authority, shelf in sorted(_shelves(patient).items()):
        for (name, year), book in sorted(shelf.items()):
            row, least = f"number_book {authority} {name} {year}", _least(shelf, name, year)
            last = ("last", str(book.last))
            if book.highest > book.last:
                yield Finding(row, _BEHIND, (last, ("highest", str(book.highest))))
            elif book.held < least:
                yield Finding(row, _LOST, (last, ("held", str(book.held)), ("least", str(least))))


def _least(shelf: _Shelf, name: str, year: int) -> int:
    """Say how many rows must bear a number of a book at least; 0 where that cannot be told.

    A petition begins in the sealed book and leaves a gap there when it is opened. Back under the seal it
    leaves one in the open book, and so does a case. An open book of letters may leap: a number of a register
    on paper can be typed.
    """
    last, opened = shelf[name, year].last, name.removeprefix(APART)
    if opened == _PETITION:
        return last - shelf[_PETITION, year].last if name.startswith(APART) else 0
    if opened == _CASE:
        return last - _sealed_again(shelf) if name == _CASE else 0
    return last if opened in _TWICE or name.startswith(APART) else 0


def _sealed_again(shelf: _Shelf) -> int:
    """Count what may have gone back under the seal: what lies there now, and what left a gap."""
    sealed = sum(book.held for (name, _year), book in shelf.items() if name == f"{APART}{_CASE}")
    gaps = sum(book.last - book.held for (name, _year), book in shelf.items() if name == _PETITION)
    return sealed + gaps


def _shelves(patient: Patient) -> dict[UUID, _Shelf]:
    shelves: dict[UUID, _Shelf] = defaultdict(lambda: defaultdict(_Book))
    books = select(NumberBook.authority_id, NumberBook.book, NumberBook.year, NumberBook.last)
    for authority, name, year, last in patient.stream(books):
        shelves[authority][name, year].last = last
    for authority, name, year, number in _given(patient):
        book = shelves[authority][name, year]
        book.held, book.highest = book.held + 1, max(book.highest, number)
    return shelves


def _given(patient: Patient) -> Iterator[tuple[UUID, str, int, int]]:
    """Give every number that a row bears: whose, of which book and year."""
    for name, model in _TWICE.items():
        rows = select(model.authority_id, model.year, model.number)
        for authority, year, number in patient.stream(rows):
            yield authority, name if number > 0 else f"{APART}{name}", year, abs(number)
    letters = select(Letter.authority_id, Letter.book, Letter.year, Letter.number)
    for authority, book, year, number in patient.stream(letters.where(Letter.number.is_not(None))):
        yield authority, book, year, int("".join(filter(str.isdigit, number)))
