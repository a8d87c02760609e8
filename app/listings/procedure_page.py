"""One version of a procedure as a page: its drawing with the notes on it, and what the gate says of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, drawing
from app.casework import own_english, verdicts
from app.casework.definitions import files_of
from app.errors import NotFound
from app.language import _, content
from app.listings import draft_notes, procedure_parts, sketches
from app.listings.draft_notes import Counts, DraftNotes
from app.listings.procedure_parts import Part
from app.listings.procedures import RehearsalLine, introduced, rehearsals_of
from app.listings.sketches import Sketch
from db.models import BundleFile, Person, ProcedureDraft, Version

OF_DRAFTS = frozenset({"draft", "replaced"})
SHOWN = OF_DRAFTS | {"in_review", "approved", "in_force", "retired"}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One drawing of the bundle: its file, its name, and how it looks with its marks."""

    name: str
    title: str
    sketch: Sketch


@dataclass(frozen=True, kw_only=True)
class ProcedurePage:
    """All that the page of one version shows."""

    version_id: UUID
    procedure: str
    title: str
    purpose: str
    number: int
    state: str
    shipped: bool
    since: dt.date
    judged: dt.date | None
    who: str
    newer: UUID | None  # the draft that replaced this one
    notes: DraftNotes
    counts: Counts
    sheet: Sheet | None
    sheets: tuple[tuple[str, str], ...]  # file and title of every drawing
    parts: tuple[Part, ...]
    rehearsals: tuple[RehearsalLine, ...]

    @property
    def is_draft(self) -> bool:
        """Tell whether its files can still be changed."""
        return self.state == "draft"

    @property
    def files(self) -> tuple[str, ...]:
        """List the files as a version pins them."""
        return (*(name for name, _title in self.sheets), *(part.name for part in self.parts))

    @property
    def verdict(self) -> str:
        """Say in a sentence what stands between a draft and being put in force."""
        left = self.counts
        if not (left.questions or left.missing or left.refusals):
            return _("Accepted as a draft; nothing stands in the way of putting it in force.")
        told = [_("Accepted as a draft, not yet to be put in force.")]
        if left.questions:
            told.append(_("Questions to be settled: {count}.", count=left.questions))
        if left.refusals:
            told.append(_("Places that would run wrongly: {count}.", count=left.refusals))
        if left.missing:
            told.append(_("Still missing: {count}.", count=left.missing))
        return " ".join(told)


def read(session: Session, version_id: UUID, *, sheet: str = "") -> ProcedurePage:
    """Read one version; ``sheet`` names the drawing to show instead of the procedure's own.

    Raises: NotFound.
    """
    version = session.get(Version, version_id)
    if version is None or version.state not in SHOWN:
        raise NotFound
    files = files_of(session, version_id)
    own_english.of_files(files, firm=False)
    drawings = {name: body for name, body in files.items() if name.endswith(".bpmn")}
    shown = sheet if sheet in drawings else _own(drawings, version.procedure)
    told = session.get(ProcedureDraft, version_id)
    found = verdicts.unpack(told.verdict) if told else {}
    names = {name: sketches.names(body) for name, body in drawings.items()}
    notes = draft_notes.of(found, names, shown)
    title, purpose = introduced(drawings.values(), version.procedure)
    return ProcedurePage(
        version_id=version.id,
        procedure=version.procedure,
        title=content(told.title) if told else title or version.procedure,
        purpose=purpose,
        number=version.number,
        state=version.state,
        shipped=version.origin == "shipped",
        since=version.effective_from or clock.local(version.created_at).date(),
        judged=clock.local(told.judged_at).date() if told else None,
        who=session.get_one(Person, told.person_id).name if told else "",
        newer=_newer(session, version),
        notes=notes,
        counts=draft_notes.count(found),
        sheet=_sheet(shown, drawings[shown], notes) if shown else None,
        sheets=tuple((name, _title(name, body)) for name, body in drawings.items()),
        parts=procedure_parts.of(files, found),
        rehearsals=rehearsals_of(session, version_id),
    )


def original(session: Session, version_id: UUID, name: str) -> bytes:
    """Give one file of a version as it came. Raises: NotFound."""
    version, file = session.get(Version, version_id), session.get(BundleFile, (version_id, name))
    if version is None or version.state not in SHOWN or file is None:
        raise NotFound
    return file.content


def _own(drawings: dict[str, bytes], procedure: str) -> str:
    """Name the drawing of the procedure itself, not of what it calls; empty without a drawing."""
    own = (n for n, body in drawings.items() if any(i.process == procedure for i in drawing.introduce(body)))
    return next(own, next(iter(drawings), ""))


def _sheet(name: str, body: bytes, notes: DraftNotes) -> Sheet:
    title = _title(name, body)
    return Sheet(name=name, title=title, sketch=sketches.sketch(body, notes.marks(name), title=title))


def _title(name: str, body: bytes) -> str:
    return introduced([body], "")[0] or name.removesuffix(".bpmn")


def _newer(session: Session, version: Version) -> UUID | None:
    """Find the draft that stands today in the place of one that was replaced."""
    if version.state != "replaced":
        return None
    at: UUID | None = version.id
    newest = None
    while at is not None:
        at = session.scalars(select(ProcedureDraft.version_id).where(ProcedureDraft.follows_id == at)).first()
        newest = at or newest
    return newest
