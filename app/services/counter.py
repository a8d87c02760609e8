"""What the counter does: keep what is typed and scanned, then register it once, classified or not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import choices, definitions, documents, drafts, intake, once, vault
from app.casework.documents import Scan
from app.casework.intake import Desk
from app.casework.proposals import Proposals
from app.casework.search import NUMBER
from app.errors import NotAllowed, NotFound, OfficeError
from app.formdefs import Checked, Choice, FormDefinition, Problem
from app.language import _, content
from app.policy.actor import OFFICER, UNIT_HEAD, Actor
from app.services import registration
from app.services.registration import Registered
from db.models import Authority, SentForm, VaultKey

Posted = Mapping[str, Sequence[str]]

OLDEST = dt.date(2020, 1, 1)  # the calendar of working days reaches no further back
CONTENT_TEXT = re.compile(r"content_items\.[0-9]{1,4}\.text")
LONGEST = {"forwarder": 300, "backdating_reason": 1000}


class AlreadyLodged(OfficeError):
    """This petition has just been registered; nothing was registered twice."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The counter's one screen, read: both forms checked, and what the tables say about it."""

    registration: FormDefinition
    intake: FormDefinition
    entry: Checked
    classification: Checked
    proposals: Proposals
    choices: Mapping[str, Sequence[Choice]]
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Lodged:
    """What came of sending the screen; problems mean that nothing was registered."""

    petition_id: UUID | None
    problems: tuple[Problem, ...] = ()
    again: bool = False  # it had been registered before: nothing was done twice


def form_key(draft_id: UUID) -> str:
    """Name the draft of one screen; the name is also what makes it register once."""
    return f"registration:{draft_id}"


def read(session: Session, posted: Posted, *, actor: Actor) -> Sheet:
    """Check what stands on the screen, without changing anything."""
    today = clock.today()
    authority = session.get_one(Authority, actor.authority_id)
    pinned = definitions.pinned(session, definitions.in_force(session, "intake", today))
    form = intake.registration_form(pinned)
    context = {"today": today.isoformat()}
    entry = formdefs.check(form, _completed(posted), context=context)
    entry = Checked(_with_link(entry.answers, posted), (*entry.problems, *_odd(form, entry)), entry.routing)
    desk = Desk(pinned=pinned, authority=authority, registered=entry.answers)
    offered = {"units": choices.units_of(session, authority.id, today)}
    seen = context | {"received_on": entry.answers.get("received_on"), "case_kind": "unclassified"}
    classification = intake.check(session, desk, posted, choices=offered, context=seen, actor=actor)
    return Sheet(
        registration=form,
        intake=desk.form,
        entry=entry,
        classification=classification,
        proposals=intake.propose(desk, posted),
        choices=offered,
        context={**seen, **desk.context},
    )


def lodge(session: Session, draft_id: UUID, posted: Posted, *, classified: bool, actor: Actor) -> Lodged:
    """Register what stands on the screen, once; classified at once, or later from the inbox.

    Raises: NotAllowed, NotFound, Unacceptable, and what recorder and procedure refuse.
    """
    _require_counter(actor)
    form = form_key(draft_id)
    before = session.get(SentForm, form)
    if before is not None:
        return _again(before, actor)
    sheet = read(session, posted, actor=actor)
    problems = sheet.entry.problems + (sheet.classification.problems if classified else ())
    if problems:
        return Lodged(None, problems)
    scans = [scan.id for scan in documents.beside(session, form, actor=actor)]
    key = drafts.key_of(session, form, actor=actor)
    done = _register(session, sheet, classified=classified, scans=scans, key=key, actor=actor)
    try:
        once.remember(session, form, posted, actor=actor, result=str(done.petition_id))
        session.flush()
    except IntegrityError:  # the same screen, sent at the same moment by another worker
        raise AlreadyLodged from None
    drafts.forget(session, form, actor=actor)
    return Lodged(done.petition_id)


def keep(session: Session, draft_id: UUID, posted: Posted, *, actor: Actor) -> None:
    """Keep what is typed so far."""
    _require_counter(actor)
    if session.get(SentForm, form_key(draft_id)) is None:  # a late autosave must not bring it back
        drafts.keep(session, form_key(draft_id), posted, actor=actor)


def typed(session: Session, draft_id: UUID, *, actor: Actor) -> tuple[dict[str, list[str]], tuple[Scan, ...]]:
    """Give what was typed and scanned on one screen."""
    form = form_key(draft_id)
    return drafts.find(session, form, actor=actor) or {}, documents.beside(session, form, actor=actor)


def attach(session: Session, draft_id: UUID, *, filename: str, body: bytes, actor: Actor) -> None:
    """Store a scan or a photo at once; it survives every error of the form.

    Raises: FileRefused, FileTooLarge.
    """
    _require_counter(actor)
    form = form_key(draft_id)
    if drafts.key_of(session, form, actor=actor) is None:
        drafts.keep(session, form, {}, actor=actor)
        session.flush()
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


def _require_counter(actor: Actor) -> None:
    if not actor.has(OFFICER, UNIT_HEAD):
        raise NotAllowed


def _again(before: SentForm, actor: Actor) -> Lodged:
    if before.person_id != actor.person_id:
        raise NotFound
    return Lodged(UUID(before.result), again=True)


def _register(
    session: Session,
    sheet: Sheet,
    *,
    classified: bool,
    scans: Sequence[UUID],
    key: VaultKey | None,
    actor: Actor,
) -> Registered:
    answers = sheet.entry.answers
    if not classified:
        return registration.register(session, answers, actor=actor, uploads=scans, key=key)
    return registration.register_and_classify(
        session, answers, sheet.classification, actor=actor, uploads=scans, key=key
    )


def _completed(posted: Posted) -> Posted:
    """Spare typing twice: where no content is written, the one-line summary is the content."""
    matter = [text for text in posted.get("matter", ()) if text.strip()]
    written = any(
        text.strip() for name, texts in posted.items() if CONTENT_TEXT.fullmatch(name) for text in texts
    )
    return posted if written or not matter else {**posted, "content_items.0.text": matter[:1]}


def _with_link(answers: dict[str, object], posted: Posted) -> dict[str, object]:
    """Carry the number of the case that this petition comes back to; it is tied when it is classified."""
    number = next((text.strip() for text in posted.get("repeat_of", ()) if NUMBER.fullmatch(text)), None)
    return {**answers, "repeat_of": number} if number else answers


def _odd(form: FormDefinition, entry: Checked) -> list[Problem]:
    """Tell what the form's own rules let through and the register cannot hold."""
    found = []
    labels = {part.key: content(part.label) for part in form.walk()}
    received = str(entry.answers.get("received_on") or "")
    if received and dt.date.fromisoformat(received) < OLDEST:
        found.append(Problem("received_on", _("A petition received before 2020 is not registered here.")))
    for name, most in LONGEST.items():
        if len(str(entry.answers.get(name) or "")) > most:
            sentence = _("Shorten “{label}” to {max} characters.", label=labels.get(name, ""), max=most)
            found.append(Problem(name, sentence))
    return found
