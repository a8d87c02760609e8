"""The number books of outgoing letters: what was given in a year, and which numbers nobody has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.casework.choices import BOOKS
from app.casework.numbers import number_of as case_number
from app.language import content
from app.listings.case_words import LETTERS, word
from app.listings.letter_words import number_of
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Letter, NumberBook, VaultKey

PAGE = 100
FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Book:
    """One book of a year: how many numbers were given, the last, and those that nobody has."""

    key: str
    name: str
    given: int
    last: int
    gaps: tuple[str, ...]  # 4, 7–9


@dataclass(frozen=True, kw_only=True)
class Line:
    """One number of a book; of a letter that may not be seen, the number alone."""

    number: str
    letter_id: UUID | None
    title: str
    subject: str
    dated_on: dt.date | None
    sent_on: dt.date | None
    case: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The books of a year and the lines of one of them, the newest first."""

    year: int
    years: tuple[int, ...]
    books: tuple[Book, ...]
    open: Book | None
    lines: tuple[Line, ...]
    after: str | None


def shelf(session: Session, *, actor: Actor, year: int | None, book: str, before: int | None) -> Shelf:
    """Show the books of a year, and one of them opened."""
    rows = session.scalars(
        select(NumberBook)
        .where(NumberBook.authority_id == actor.authority_id, NumberBook.book.in_(BOOKS))
        .order_by(NumberBook.year.desc())
    ).all()
    years = tuple(dict.fromkeys(row.year for row in rows))
    shown = year if year in years else next(iter(years), clock.today().year)
    given = _given(session, actor, shown)
    lasts = {row.book: row.last for row in rows if row.year == shown}
    books = tuple(_book(key, lasts[key], given.get(key, {})) for key in BOOKS if key in lasts)
    opened = next((each for each in books if each.key == book), next(iter(books), None))
    numbers = given.get(opened.key, {}) if opened else {}
    wanted = [n for n in sorted(numbers, reverse=True) if before is None or n[0] < before]
    part = wanted[:PAGE]
    return Shelf(
        year=shown,
        years=years,
        books=books,
        open=opened,
        lines=_lines(session, actor, [numbers[number] for number in part]),
        after=str(part[-1][0]) if len(wanted) > PAGE else None,
    )


def _given(session: Session, actor: Actor, year: int) -> dict[str, dict[tuple[int, str], UUID]]:
    """Give the letters of a year by book and by number, 15a after 15."""
    rows = session.execute(
        select(Letter.book, Letter.number, Letter.id).where(
            Letter.authority_id == actor.authority_id, Letter.year == year, Letter.number.is_not(None)
        )
    )
    found: dict[str, dict[tuple[int, str], UUID]] = {}
    for book, number, letter_id in rows:
        figure = FIGURES.match(number or "")
        found.setdefault(book or "", {})[int(figure[0]) if figure else 0, number or ""] = letter_id
    return found


def _book(key: str, last: int, numbers: dict[tuple[int, str], UUID]) -> Book:
    used = {number for number, _written in numbers}
    missing = [number for number in range(1, last + 1) if number not in used]
    return Book(key=key, name=content(BOOKS[key]), given=len(numbers), last=last, gaps=_ranges(missing))


def _ranges(numbers: Iterable[int]) -> tuple[str, ...]:
    """Write 4, 7, 8, 9 as 4 and 7–9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _lines(session: Session, actor: Actor, ids: list[UUID]) -> tuple[Line, ...]:
    rows = session.execute(
        select(Letter, Case, VaultKey, visible(actor))
        .join(Case, Case.id == Letter.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .where(Letter.id.in_(ids))
    )
    found = {
        letter.id: _line(session, letter, case, key) if seen else _hidden(letter)
        for letter, case, key, seen in rows
    }
    return tuple(found[each] for each in ids)


def _line(session: Session, letter: Letter, case: Case, key: VaultKey) -> Line:
    return Line(
        number=number_of(letter),
        letter_id=letter.id,
        title=content(letter.title),
        subject=str(vault.read_data(session, key, letter.body).get("title") or ""),
        dated_on=letter.dated_on,
        sent_on=letter.sent_on,
        case=case_number(case),
        state=word(LETTERS, letter.state),
    )


def _hidden(letter: Letter) -> Line:
    """Tell no more than that the number is taken."""
    return Line(
        number=number_of(letter),
        letter_id=None,
        title="",
        subject="",
        dated_on=letter.dated_on,
        sent_on=None,
        case="",
        state="",
    )
