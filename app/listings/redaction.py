"""Making working copies: the papers of a sealed case with their copies, and one of them to draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import denouncers, paper_pages, redacted_items, redactions, vault
from app.casework.numbers import number_of
from app.errors import NotFound
from app.files import blackout
from app.files.blackout import Box
from app.files.errors import FileRefused
from app.language import N_, _
from app.listings import case_found
from app.listings.case_found import FoundCase
from app.policy import cases as policy
from app.policy.actor import Actor
from app.sealing.giveaways import find as giveaways
from app.sealing.giveaways import quoted
from db.models import Case, Document, Redaction, Task, VaultKey

FORM = "redaction"
STATES = {
    redactions.MISSING: N_("not made yet"),
    redactions.BEGUN: N_("being made"),
    redactions.FINISHED: N_("finished"),
    redactions.LEFT_OUT: N_("left out"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One paper in the list."""

    id: UUID
    title: str
    media_type: str
    state: str
    state_words: str
    copy_title: str
    reason: str
    pages: int
    who: str  # confirmed it
    finished: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything of a case that needs a working copy."""

    case_id: UUID
    number: str
    rows: tuple[Row, ...]
    left: int
    items: tuple[tuple[str, str], ...]  # each content with its summary, empty until it is told
    task_id: UUID | None  # the step that waits for the copies


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper to be blacked out."""

    case_id: UUID
    number: str
    id: UUID
    title: str
    way: str  # pages | words | title | closed
    state: str
    scanned: bool
    page: int  # from 1
    pages: int
    boxes: tuple[Box, ...]  # of this page
    marked: tuple[int, ...]  # pages that have boxes
    words: tuple[str, ...]
    text: str  # with its words blacked out
    copy_title: str  # as it is told, or proposed while it tells nothing
    reason: str
    undrawable: str  # why no page can be shown


def sheet(session: Session, case_id: UUID, *, actor: Actor) -> Sheet:
    """List the papers of a sealed case with their working copies.

    Raises: NotFound for whoever may not black them out.
    """
    found = _found(session, case_id, actor)
    case = found.case
    rows = _rows(session, found)
    told = redacted_items.of_case(session, case)
    items = redacted_items.items(session, case)
    return Sheet(
        case_id=case.id,
        number=number_of(case),
        rows=rows,
        left=sum(not row.finished for row in rows),
        items=tuple(
            (vault.read(session, found.key, item.text), told.get(item.id, ("", ""))[0]) for item in items
        ),
        task_id=_waiting(session, case),
    )


def paper(session: Session, case_id: UUID, document_id: UUID, *, page: int, actor: Actor) -> Paper:
    """Open one paper at a page.

    Raises: NotFound.
    """
    found = _found(session, case_id, actor)
    document = _document(session, found, document_id)
    row = redactions.of_paper(session, document.id)
    marks = redactions.marks(session, row)
    how = paper_pages.way(document, row)
    total, text, undrawable = _opened(session, document, row, how)
    title = vault.read(session, session.get_one(VaultKey, document.key_id), document.title)
    placed: Mapping[str, Sequence[Sequence[int]]] = marks.get("boxes") or {}
    at = min(max(page, 1), max(total, 1))
    words = tuple(marks.get("words") or _proposed(session, found, text))
    return Paper(
        case_id=found.case.id,
        number=found.number,
        id=document.id,
        title=title,
        way=how,
        state=row.state if row else redactions.MISSING,
        scanned=bool(row and row.scan),
        page=at,
        pages=total,
        boxes=tuple(Box(x=x, y=y, width=w, height=h) for x, y, w, h in placed.get(str(at), ())),
        marked=tuple(sorted(int(number) for number, boxes in placed.items() if boxes)),
        words=words,
        text=blackout.blot(text, words),
        copy_title=_title(session, found, row, title),
        reason=vault.read(session, found.key, row.reason) if row else "",
        undrawable=undrawable,
    )


def picture(
    session: Session, case_id: UUID, document_id: UUID, number: int, *, black: bool, actor: Actor
) -> bytes:
    """Draw one page as JPEG, with its black boxes burnt in if ``black``.

    Raises: NotFound, FileRefused.
    """
    found = _found(session, case_id, actor)
    document = _document(session, found, document_id)
    row = redactions.of_paper(session, document.id)
    if paper_pages.way(document, row) != paper_pages.PAGES:
        raise NotFound
    drawn = paper_pages.picture(paper_pages.source(session, document, row), number)
    if not black:
        return drawn
    placed = (redactions.marks(session, row).get("boxes") or {}).get(str(number), ())
    return blackout.burn(drawn, [Box(x=x, y=y, width=w, height=h) for x, y, w, h in placed])


def _found(session: Session, case_id: UUID, actor: Actor) -> FoundCase:
    found = case_found.find(session, case_id, actor=actor)
    if not policy.may_redact(actor, found.case, found.grants):
        raise NotFound
    return found


def _document(session: Session, found: FoundCase, document_id: UUID) -> Document:
    document = session.get(Document, document_id)
    if document is None or document.case_id != found.case.id:
        raise NotFound
    return document


def _rows(session: Session, found: FoundCase) -> tuple[Row, ...]:
    papers = session.execute(
        select(Document, VaultKey, Redaction)
        .join(VaultKey, VaultKey.id == Document.key_id)
        .outerjoin(Redaction, Redaction.document_id == Document.id)
        .where(Document.case_id == found.case.id)
        .order_by(Document.at, Document.id)
    ).all()
    copies = {copy.document_id: copy for copy in redactions.working_copies(session, found.case.id)}
    names = case_found.people_of(session, {row.checked_by_id for _document, _key, row in papers if row})
    return tuple(
        Row(
            id=document.id,
            title=vault.read(session, key, document.title),
            media_type=document.media_type or "",
            state=copies[document.id].state,
            state_words=_(STATES[copies[document.id].state]),
            copy_title=copies[document.id].title if copies[document.id].state in redactions.DONE else "",
            reason=copies[document.id].reason,
            pages=copies[document.id].pages,
            who=names.get(row.checked_by_id, "") if row else "",
            finished=copies[document.id].state in redactions.DONE,
        )
        for document, key, row in papers
    )


def _waiting(session: Session, case: Case) -> UUID | None:
    return session.scalars(
        select(Task.id).where(Task.case_id == case.id, Task.form == FORM, Task.state == "open")
    ).first()


def _opened(session: Session, document: Document, row: Redaction | None, how: str) -> tuple[int, str, str]:
    """Open a paper as far as can be: its pages, its text, or why neither can be shown."""
    if how not in {paper_pages.PAGES, paper_pages.WORDS}:
        return 0, "", ""
    try:
        source = paper_pages.source(session, document, row)
        if how == paper_pages.WORDS:
            return 1, source.content.decode("utf-8-sig"), ""
        return paper_pages.count(source), "", ""
    except FileRefused as refused:
        return 0, "", refused.sentence


def _proposed(session: Session, found: FoundCase, text: str) -> tuple[str, ...]:
    """Propose the words of a text that tell who denounced."""
    return quoted(text, giveaways(text, denouncers.facts(session, found.case))) if text else ()


def _title(session: Session, found: FoundCase, row: Redaction | None, title: str) -> str:
    if row is not None and row.title is not None:
        return vault.read(session, session.get_one(VaultKey, row.key_id), row.title)
    return "" if denouncers.told(title, denouncers.facts(session, found.case)) else title
