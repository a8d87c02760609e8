"""Making working copies: black boxes are kept page by page, and a finished copy is bound from them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, denouncers, grants, paper_pages, redactions, said, vault
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.errors import NotFound, NotPossibleNow, OfficeError, Unacceptable
from app.files import blackout, pages
from app.files.blackout import Box
from app.language import _
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Case, Document, Redaction, VaultKey

MOST_BOXES = 200  # of one page
LONGEST_TITLE, LONGEST_WORDS = 300, 4000


class StillTelling(OfficeError):
    """This still tells who it is: {words}"""


class MarkedMeanwhile(OfficeError):
    """The black boxes of this paper were changed meanwhile. Look at the finished copy again, then confirm."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished copy that nobody has confirmed yet."""

    content: bytes
    media_type: str
    pages: int
    of: str  # the marks it was made with


def find(session: Session, case_id: UUID, document_id: UUID, *, actor: Actor) -> tuple[Case, Document]:
    """Find a paper for somebody who may black it out: only who knows what came in.

    Raises: NotFound.
    """
    document = session.get(Document, document_id)
    case = session.get(Case, case_id)
    if document is None or case is None or document.case_id != case.id:
        raise NotFound
    if not policy.may_redact(actor, case, grants.of(session, case)):
        raise NotFound
    return case, document


def save_boxes(
    session: Session, case_id: UUID, document_id: UUID, page: int, boxes: Sequence[Box], *, actor: Actor
) -> None:
    """Keep the black boxes of one page, counted from 1, as they stand.

    Raises: NotFound, NotPossibleNow once the copy is finished, Unacceptable for too many.
    """
    if len(boxes) > MOST_BOXES:
        raise Unacceptable(reason=_("at most {most} boxes on a page; cover it whole", most=MOST_BOXES))
    row = _open_row(session, case_id, document_id, actor)
    kept = dict(redactions.marks(session, row))
    placed = [[box.x, box.y, box.width, box.height] for box in boxes if box.kept]
    kept["boxes"] = {**kept.get("boxes", {}), str(page): placed}
    _keep(session, row, kept)


def save_words(
    session: Session, case_id: UUID, document_id: UUID, words: Sequence[str], *, actor: Actor
) -> None:
    """Keep the words that are blacked out in a text.

    Raises: NotFound, NotPossibleNow once the copy is finished.
    """
    row = _open_row(session, case_id, document_id, actor)
    kept = dict(redactions.marks(session, row))
    _keep(session, row, {**kept, "words": [word.strip()[:LONGEST_TITLE] for word in words if word.strip()]})


def put_scan(
    session: Session, case_id: UUID, document_id: UUID, *, filename: str, content: bytes, actor: Actor
) -> None:
    """Take a scan in the place of a paper whose pages cannot be drawn here.

    Raises: NotFound, FileRefused, Unacceptable for what cannot be drawn either.
    """
    row = _open_row(session, case_id, document_id, actor)
    key = session.get_one(VaultKey, row.key_id)
    stored = vault.store(session).put(content, vault.ring(session), vault.wrapped(key), filename=filename)
    if stored.media_type != pages.PDF and stored.media_type not in pages.PICTURES:
        raise Unacceptable(reason=_("bring the scan as PDF or as a picture"))
    row.scan, row.scan_type = stored.sha256, stored.media_type
    _keep(session, row, {})


def draw(session: Session, case_id: UUID, document_id: UUID, *, actor: Actor) -> Drawn | None:
    """Make the finished copy, outside any change because it may take long; None for a paper without a file.

    Raises: NotFound, FileRefused, StillTelling when a text still tells who it is.
    """
    case, document = find(session, case_id, document_id, actor=actor)
    row = redactions.of_paper(session, document_id)
    how, marks = paper_pages.way(document, row), redactions.marks(session, row)
    if how == paper_pages.TITLE:
        return None
    if how == paper_pages.CLOSED:
        raise NotPossibleNow(reason=_("this kind of file cannot be blacked out here"))
    paper = paper_pages.source(session, document, row)
    if how == paper_pages.WORDS:
        text = blackout.blot(paper.content.decode("utf-8-sig"), marks.get("words") or [])
        _require_silent(session, case, text, "words")
        return Drawn(content=text.encode(), media_type=pages.TEXT, pages=1, of=_digest(row))
    content, total = paper_pages.blackened(paper, boxes_of(marks))
    return Drawn(content=content, media_type=pages.PDF, pages=total, of=_digest(row))


def finish(
    session: Session,
    case_id: UUID,
    document_id: UUID,
    drawn: Drawn | None,
    *,
    title: str,
    looked: bool,
    actor: Actor,
) -> None:
    """Keep the finished copy of a paper; whoever confirms says to have looked at every page.

    Raises: NotFound, StillTelling for the title, MarkedMeanwhile, Unacceptable without a title or a look.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        row = _row(session, hold.case.id, document_id, actor)
        _put_title(hold, row, title)
        if not looked:
            raise Unacceptable(reason=_("look at every page of the copy, then say so"))
        if drawn is not None:
            if drawn.of != _digest(row):
                raise MarkedMeanwhile
            _store(session, row, drawn)
        _settle(hold, row, redactions.FINISHED, Tag.REDACTION_FINISH)


def leave_out(
    session: Session, case_id: UUID, document_id: UUID, *, title: str, reason: str, actor: Actor
) -> None:
    """Leave a paper out of the working copy, with the reason that stands in its place.

    Raises: NotFound, StillTelling for title or reason, Unacceptable without them.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        row = _row(session, hold.case.id, document_id, actor)
        _put_title(hold, row, title)
        if not reason.strip():
            raise Unacceptable(reason=_("say why the paper is left out of the working copy"))
        _require_silent(session, hold.case, reason, "reason")
        key = session.get_one(VaultKey, row.key_id)
        row.reason = vault.seal(session, key, reason.strip()[: said.LONGEST])
        row.digest, row.media_type, row.pages, row.size = None, None, 0, 0
        _settle(hold, row, redactions.LEFT_OUT, Tag.REDACTION_LEAVE_OUT)


def reopen(session: Session, case_id: UUID, document_id: UUID, *, actor: Actor) -> None:
    """Take a finished copy back, so that nobody reads it until it is made again; its boxes stay.

    Raises: NotFound.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        row = _row(session, hold.case.id, document_id, actor)
        row.digest, row.reason, row.checked_by_id, row.checked_at = None, None, None, None
        row.state = redactions.BEGUN
        facts = {"document": str(document_id)}
        record(session, hold.case, Tag.REDACTION_REOPEN, actor=actor, now=hold.now, facts=facts)


def boxes_of(marks: Mapping[str, Any]) -> dict[int, list[Box]]:
    """Read the kept boxes of every page."""
    return {
        int(page): [Box(x=x, y=y, width=width, height=height) for x, y, width, height in placed]
        for page, placed in (marks.get("boxes") or {}).items()
    }


def _open_row(session: Session, case_id: UUID, document_id: UUID, actor: Actor) -> Redaction:
    row = _row(session, case_id, document_id, actor)
    if row.state in redactions.DONE:
        raise NotPossibleNow(reason=_("the working copy is finished; take it back to change it"))
    row.by_id, row.at = actor.person_id, clock.now()
    return row


def _row(session: Session, case_id: UUID, document_id: UUID, actor: Actor) -> Redaction:
    case, _document = find(session, case_id, document_id, actor=actor)
    row = redactions.of_paper(session, document_id)
    if row is None:
        row = Redaction(
            document_id=document_id,
            case_id=case.id,
            key_id=case.key_id,
            state=redactions.BEGUN,
            pages=0,
            size=0,
            by_id=actor.person_id,
            at=clock.now(),
        )
        session.add(row)
        session.flush()
    return row


def _keep(session: Session, row: Redaction, marks: Mapping[str, Any]) -> None:
    row.marks = vault.seal_data(session, session.get_one(VaultKey, row.key_id), marks)


def _put_title(hold: Hold, row: Redaction, title: str) -> None:
    if not title.strip():
        raise Unacceptable(reason=_("say what the paper is called in the working copy"))
    _require_silent(hold.session, hold.case, title, "title")
    key = hold.session.get_one(VaultKey, row.key_id)
    row.title = vault.seal(hold.session, key, title.strip()[:LONGEST_TITLE])


def _require_silent(session: Session, case: Case, text: str, field: str) -> None:
    if words := denouncers.told(text, denouncers.facts(session, case)):
        raise StillTelling(words=words, field=field)


def _store(session: Session, row: Redaction, drawn: Drawn) -> None:
    key = session.get_one(VaultKey, row.key_id)
    stored = vault.store(session).keep(
        drawn.content, vault.ring(session), vault.wrapped(key), media_type=drawn.media_type, name=""
    )
    row.digest, row.media_type, row.pages, row.size = (
        stored.sha256, drawn.media_type, drawn.pages, stored.size,
    )  # fmt: skip


def _settle(hold: Hold, row: Redaction, state: str, tag: Tag) -> None:
    row.state, row.checked_at = state, hold.now
    row.checked_by_id = hold.actor.person_id if hold.actor else None
    facts: dict[str, object] = {"document": str(row.document_id), "pages": row.pages}
    record(hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts=facts)


def _digest(row: Redaction | None) -> str:
    """Tell one state of the marks from another: their seal is never the same twice."""
    told = (row.marks or b"") + (row.scan or "").encode() if row else b""
    return hashlib.sha256(told).hexdigest()
