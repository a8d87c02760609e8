"""Letters of a case: opened by a procedure, numbered from a locked book."""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.casework import definitions
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.casework.places import OFFICE
from app.errors import NotPossibleNow, OfficeError, Unacceptable
from app.language import _, short_date
from app.letters import symbol
from db.base import new_id
from db.models import Authority, Letter, NumberBook, Run, Unit

USUAL_BOOK = "cong_van"
APART = "sealed_"  # secret letters have numbers of their own (Decree 30/2020/NĐ-CP, article 15)
JOINING = frozenset({"và", "của", "cho", "các", "với"})  # left out of abbreviations
WRITTEN = re.compile(r"0*([1-9]\d{0,5})([a-zA-Z]?)\s*(?:/\s*(\S.*))?")  # 15, 015, 15a, 15/TB-UBND


class NumberTaken(OfficeError):
    """Number {number} was already given to {title} of {date}. Type another number, or leave it empty."""


def open_letter(hold: Hold, run: Run, template: str) -> Letter:
    """Open an empty letter that a step of the procedure will draft."""
    form = definitions.letter_template(hold.session, run.version_id, template)
    letter = Letter(
        id=new_id(),
        case_id=hold.case.id,
        authority_id=hold.case.authority_id,
        run_id=run.id,
        version_id=run.version_id,
        template=template,
        title=form.title,
        book=form.book,
        symbol=symbol(form.symbol, _code(hold), _drafting(hold)),
        state="open",
        created_at=hold.now,
    )
    hold.session.add(letter)
    hold.letters[letter.id] = letter
    return letter


def number(hold: Hold, letter: Letter, *, typed: str | None) -> None:
    """Give a signed letter its number: the next of its book and year, or the one typed in.

    A typed number comes from the number book of an existing system. The letter's date is the day
    it is numbered.

    Raises: NotPossibleNow when the letter is not signed, NumberTaken, Unacceptable.
    """
    if letter.state != "signed":
        raise NotPossibleNow(reason=_("only a signed letter can be numbered"))
    letter.dated_on = letter.dated_on or hold.today
    letter.year, letter.book = letter.dated_on.year, letter.book or USUAL_BOOK
    if hold.case.sealed:
        letter.book = f"{APART}{letter.book}"
        letter.number = f"M{take_number(hold.session, letter.authority_id, letter.book, letter.year)}"
    elif typed:
        letter.number = _accept(hold.session, letter, typed)
    else:
        letter.number = str(take_number(hold.session, letter.authority_id, letter.book, letter.year))
    letter.state = "numbered"
    record(
        hold.session,
        hold.case,
        Tag.LETTER_NUMBER,
        actor=hold.actor,
        now=hold.now,
        facts={"letter": str(letter.id), "number": letter.number},
    )


def _drafting(hold: Hold) -> str:
    """Abbreviate the unit that drafts, as the number of a công văn names it: VP, KTHTĐT, VHXH."""
    unit = hold.session.get_one(Unit, hold.case.lead_unit_id)
    if unit.kind == OFFICE:
        return "VP"
    words = re.findall(r"\w+", unit.name.removeprefix("Phòng ").removeprefix("Trung tâm "))
    return "".join(word[0].upper() for word in words if word not in JOINING)


def _code(hold: Hold) -> str:
    return hold.session.get_one(Authority, hold.case.authority_id).code


def take_number(session: Session, authority_id: UUID, book: str, year: int) -> int:
    """Take the next number of a book of an authority in a year; its row stays locked until the end."""
    row = _hold_book(session, authority_id, book, year)
    row.last += 1
    session.flush()  # the next number in this same transaction must see it
    return row.last


def _accept(session: Session, letter: Letter, typed: str) -> str:
    """Accept a number given elsewhere, once; the book goes on after the highest number it holds."""
    written = WRITTEN.fullmatch(typed.strip())
    if written is None:
        raise Unacceptable(reason=_("write the number as 15 or as 15/TB-UBND"))
    figure, mark, symbol = written.groups()
    if symbol and symbol.casefold() != letter.symbol.casefold():
        raise Unacceptable(reason=_("this letter is numbered …/{symbol}", symbol=letter.symbol))
    found = figure + mark.lower()
    row = _hold_book(session, letter.authority_id, letter.book or USUAL_BOOK, letter.year or 0)
    session.flush()
    holder = session.scalars(
        select(Letter).where(
            Letter.authority_id == letter.authority_id,
            Letter.book == letter.book,
            Letter.year == letter.year,
            Letter.number == found,
            Letter.id != letter.id,
        )
    ).first()
    if holder is not None:
        raise NumberTaken(
            number=f"{found}/{holder.symbol}", title=holder.title, date=short_date(holder.dated_on)
        )
    row.last = max(row.last, int(figure))
    return found


def _hold_book(session: Session, authority_id: UUID, book: str, year: int) -> NumberBook:
    """Lock a book's line until the end; of two who open a new book at once, one waits for the other."""
    line = (
        select(NumberBook)
        .where(NumberBook.authority_id == authority_id, NumberBook.book == book, NumberBook.year == year)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalars(line).one_or_none()
    if row is not None:
        return row
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = {"id": new_id(), "authority_id": authority_id, "book": book, "year": year, "last": 0}
    session.execute(insert(NumberBook).values(new).on_conflict_do_nothing())
    return session.scalars(line).one()
