"""What an editor opens: one file of a draft, the files beside it, whose turn it is, what was left unsaved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import drawing
from app.casework import own_english
from app.casework.definitions import files_of
from app.errors import NotFound
from app.gate import Kind
from app.language import content
from app.listings import procedure_parts
from app.listings.procedures import introduced
from db.models import ProcedureDraft, Version

KINDS: Mapping[str, Kind] = {
    ".bpmn": Kind.PROCEDURE,
    ".dmn": Kind.TABLE,
    ".json": Kind.FORM,
    ".html": Kind.LETTER,
}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One file of the bundle, as the row of tabs shows it."""

    name: str
    kind: Kind
    title: str
    open: bool


@dataclass(frozen=True, kw_only=True)
class EditorPage:
    """All that the page of an editor shows and hands to its script."""

    version_id: UUID
    digest: str
    procedure: str
    title: str
    state: str
    name: str
    kind: Kind
    content: str
    writable: bool  # a draft, and no drawing of another procedure
    newer: UUID | None  # the version of the same draft that stands today, where this one was replaced
    tabs: tuple[Tab, ...]

    def of(self, kind: str) -> tuple[Tab, ...]:
        """List the files of one kind."""
        return tuple(tab for tab in self.tabs if tab.kind.value == kind)


def read(session: Session, version_id: UUID, kind: Kind, *, name: str = "") -> EditorPage:
    """Read one file of a version for its editor: the named one, or the first of its kind.

    Raises: NotFound where there is none.
    """
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    files = files_of(session, version_id)
    own_english.of_files(files, firm=False)
    own = own_drawing(version.procedure, files)
    of_kind = [each for each in files if KINDS.get(PurePosixPath(each).suffix) is kind]
    shown = name or (own if kind is Kind.PROCEDURE else next(iter(of_kind), ""))
    if shown not in of_kind:
        raise NotFound
    told = session.get(ProcedureDraft, version_id)
    drawings = [body for each, body in files.items() if each.endswith(".bpmn")]
    return EditorPage(
        version_id=version_id,
        digest=version.digest,
        procedure=version.procedure,
        title=content(told.title) if told else introduced(drawings, version.procedure)[0],
        state=version.state,
        name=shown,
        kind=kind,
        content=files[shown].decode("utf-8-sig", errors="replace"),
        writable=version.state == "draft" and (kind is not Kind.PROCEDURE or shown == own),
        newer=_newest(session, told) if told and version.state == "replaced" else None,
        tabs=tuple(_tabs(files, own, shown)),
    )


def own_drawing(procedure: str, files: Mapping[str, bytes]) -> str:
    """Name the drawing of the procedure itself, or the first there is; empty without a drawing."""
    drawn = {name: body for name, body in files.items() if name.endswith(".bpmn")}
    own = (n for n, body in drawn.items() if any(i.process == procedure for i in drawing.introduce(body)))
    return next(own, next(iter(drawn), ""))


def _tabs(files: Mapping[str, bytes], own: str, shown: str) -> list[Tab]:
    drawn = sorted((name for name in files if name.endswith(".bpmn")), key=lambda name: (name != own, name))
    tabs = [
        Tab(
            name=name, kind=Kind.PROCEDURE, title=introduced([files[name]], "")[0] or name, open=name == shown
        )
        for name in drawn
    ]
    parts = procedure_parts.of({n: b for n, b in files.items() if PurePosixPath(n).suffix in KINDS}, {})
    return tabs + [
        Tab(name=part.name, kind=part.kind, title=content(part.title), open=part.name == shown)
        for part in parts
    ]


def _newest(session: Session, told: ProcedureDraft) -> UUID | None:
    return session.scalars(
        select(Version.id)
        .join(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .where(ProcedureDraft.root_id == told.root_id, Version.state != "replaced")
    ).first()
