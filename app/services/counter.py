"""What the counter does: keep what is typed and scanned, then register it once, classified or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.casework import documents, drafts, once, vault, visits
from app.casework.documents import Scan
from app.errors import NotAllowed, NotFound, OfficeError
from app.formdefs import Problem
from app.policy.actor import OFFICER, UNIT_HEAD, Actor
from app.services import counter_sheet, registration
from app.services.counter_sheet import Sheet
from app.services.registration import Registered
from db.models import SentForm, VaultKey

Posted = Mapping[str, Sequence[str]]


class AlreadyLodged(OfficeError):
    """This petition has just been registered; nothing was registered twice."""


@dataclass(frozen=True, kw_only=True)
class Lodged:
    """What came of sending the screen; without ``petition_id`` nothing was registered."""

    petition_id: UUID | None = None
    sheet: Sheet | None = None
    problems: tuple[Problem, ...] = ()
    again: bool = False  # it had been registered before: nothing was done twice


def form_key(draft_id: UUID) -> str:
    """Name the draft of one screen; the name is also what makes it register once."""
    return f"registration:{draft_id}"


def lodge(session: Session, draft_id: UUID, posted: Posted, *, classified: bool, actor: Actor) -> Lodged:
    """Register what stands on the screen, once; classified at once, or later from the inbox.

    Proposals that nobody has looked at yet are not registered: the sheet comes back with them filled in.

    Raises: NotAllowed, NotFound, Unacceptable, AlreadyLodged, and what recorder and procedure refuse.
    """
    _require_counter(actor)
    before = lodged(session, draft_id, actor=actor)
    if before is not None:
        return Lodged(petition_id=before, again=True)
    sheet = counter_sheet.read(session, posted, actor=actor)
    problems = sheet.entry.problems + (sheet.classification.problems if classified else ())
    if problems or (classified and sheet.filled):
        return Lodged(sheet=sheet, problems=problems)
    done = _register(session, draft_id, sheet, classified=classified, actor=actor)
    return Lodged(petition_id=done.petition_id)


def lodged(session: Session, draft_id: UUID, *, actor: Actor) -> UUID | None:
    """Tell which petition a screen became, or None while it is not registered.

    Raises: NotFound when somebody else registered it.
    """
    sent = session.get(SentForm, form_key(draft_id))
    if sent is None:
        return None
    if sent.person_id != actor.person_id:
        raise NotFound
    return UUID(sent.result)


def keep(session: Session, draft_id: UUID, posted: Posted, *, actor: Actor) -> None:
    """Keep what is typed so far; a late word after the registration does not bring the draft back."""
    _require_counter(actor)
    if session.get(SentForm, form_key(draft_id)) is None:
        drafts.keep(session, form_key(draft_id), posted, actor=actor)


def typed(session: Session, draft_id: UUID, *, actor: Actor) -> dict[str, list[str]] | None:
    """Give what was typed on one screen, or None where nothing was."""
    return drafts.find(session, form_key(draft_id), actor=actor)


def scans(session: Session, draft_id: UUID, *, actor: Actor) -> tuple[Scan, ...]:
    """Give the files that lie beside one screen."""
    return documents.beside(session, form_key(draft_id), actor=actor)


def attach(session: Session, draft_id: UUID, *, filename: str, body: bytes, actor: Actor) -> None:
    """Store a scan or a photo at once, under the key of its draft; it survives every error of the form.

    Raises: NotFound when the screen was registered already, FileRefused, FileTooLarge.
    """
    _require_counter(actor)
    form = form_key(draft_id)
    key = drafts.key_of(session, form, actor=actor)
    if key is None:
        keep(session, draft_id, {}, actor=actor)
        key = drafts.key_of(session, form, actor=actor)
    if key is None:
        raise NotFound
    documents.attach(session, form, key, filename=filename, content=body, actor=actor)


def detach(session: Session, draft_id: UUID, upload_id: UUID, *, actor: Actor) -> None:
    """Take a scan away again."""
    documents.detach(session, form_key(draft_id), upload_id, actor=actor)


def discard(session: Session, draft_id: UUID, *, actor: Actor) -> None:
    """Throw an unfinished registration away, so that nobody can ever read it."""
    form = form_key(draft_id)
    key = drafts.key_of(session, form, actor=actor)
    documents.detach(session, form, actor=actor)
    drafts.forget(session, form, actor=actor)
    if key is not None:
        vault.shred(key)


def _register(
    session: Session, draft_id: UUID, sheet: Sheet, *, classified: bool, actor: Actor
) -> Registered:
    form = form_key(draft_id)
    files = [scan.id for scan in documents.beside(session, form, actor=actor)]
    key = drafts.key_of(session, form, actor=actor)
    done = _enter(session, sheet, files, key, classified=classified, actor=actor)
    try:
        once.remember(session, form, sheet.posted, actor=actor, result=str(done.petition_id))
        session.flush()
    except IntegrityError:  # the same screen, sent at the same moment through another process
        raise AlreadyLodged from None
    drafts.forget(session, form, actor=actor)
    visits.registered(
        session, draft_id, petition_id=done.petition_id, case_id=done.case_id, actor=actor
    )  # where it was taken at a reception
    return done


def _enter(
    session: Session,
    sheet: Sheet,
    files: Sequence[UUID],
    key: VaultKey | None,
    *,
    classified: bool,
    actor: Actor,
) -> Registered:
    answers = sheet.entry.answers
    if not classified:
        return registration.register(session, answers, actor=actor, uploads=files, key=key)
    return registration.register_and_classify(
        session, answers, sheet.classification, actor=actor, uploads=files, key=key
    )


def _require_counter(actor: Actor) -> None:
    if not actor.has(OFFICER, UNIT_HEAD):
        raise NotAllowed
