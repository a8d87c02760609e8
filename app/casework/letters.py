"""Letters of a case: opened by a procedure, numbered from a locked book."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import definitions
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.errors import NotPossibleNow
from app.language import _
from app.letters import symbol
from db.base import new_id
from db.models import Authority, Letter, NumberBook, Run


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
        symbol=symbol(form.symbol, _code(hold)),
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

    Raises: NotPossibleNow when the letter is not signed.
    """
    if letter.state != "signed":
        raise NotPossibleNow(reason=_("only a signed letter can be numbered"))
    letter.dated_on = letter.dated_on or hold.today
    letter.year = letter.dated_on.year
    if typed:
        letter.number = typed.partition("/")[0].strip()
    else:
        letter.number = str(
            take_number(hold.session, letter.authority_id, letter.book or "cong_van", letter.year)
        )
    letter.state = "numbered"
    record(
        hold.session,
        hold.case,
        Tag.LETTER_NUMBER,
        actor=hold.actor,
        now=hold.now,
        facts={"letter": str(letter.id), "number": letter.number},
    )


def _code(hold: Hold) -> str:
    return hold.session.get_one(Authority, hold.case.authority_id).code


def take_number(session: Session, authority_id: UUID, book: str, year: int) -> int:
    """Take the next number of a book of an authority in a year; its row stays locked until the end."""
    row = session.scalars(
        select(NumberBook)
        .where(NumberBook.authority_id == authority_id, NumberBook.book == book, NumberBook.year == year)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        row = NumberBook(authority_id=authority_id, book=book, year=year, last=0)
        session.add(row)
    row.last += 1
    session.flush()  # the next number in this same transaction must see it
    return row.last
