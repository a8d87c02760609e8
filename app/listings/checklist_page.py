"""The checklist of a version as a page: its points, and what they tell marked on a drawing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import readiness
from app.casework.definitions import files_of
from app.checklist import Checklist
from app.drawing import Mark
from app.errors import NotFound
from app.language import content
from app.listings import sketches
from app.listings.procedures import introduced
from app.listings.scenario_page import SHOWN
from app.listings.sketches import Sketch
from db.models import ProcedureDraft, Version


@dataclass(frozen=True, kw_only=True)
class ChecklistPage:
    """All that the page of a checklist shows."""

    version_id: UUID
    title: str
    number: int
    on: dt.date
    checklist: Checklist
    sheet: str
    sketch: Sketch | None


def read(session: Session, version_id: UUID, on: dt.date, *, sheet: str = "") -> ChecklistPage:
    """Read what must be so before a version may be put in force on a day.

    ``sheet`` names the drawing to show instead of the procedure's own. Raises: NotFound.
    """
    version = session.get(Version, version_id)
    if version is None or version.state not in SHOWN:
        raise NotFound
    files = files_of(session, version_id)
    found = readiness.checked(session, version, on)
    own = f"{version.procedure}.bpmn"
    shown = sheet if sheet in files and sheet.endswith(".bpmn") else own
    told = session.scalars(select(ProcedureDraft).where(ProcedureDraft.version_id == version_id)).first()
    title = content(told.title) if told else introduced(files.values(), version.procedure)[0]
    sketch = sketches.sketch(files[shown], _marks(found, shown), title=title) if shown in files else None
    return ChecklistPage(
        version_id=version_id,
        title=title or version.procedure,
        number=version.number,
        on=on,
        checklist=found,
        sheet=shown,
        sketch=sketch,
    )


def _marks(found: Checklist, sheet: str) -> dict[str, Mark]:
    """Mark the elements of a drawing of which something is told, what keeps from approval above the rest."""
    told: dict[str, list[str]] = {}
    failed = {line.element for line in found.failed}
    for point in found.points:
        for line in point.told:
            if line.element and line.file == sheet and line.state != "met":
                told.setdefault(line.element, []).append(line.sentence)
    return {
        element: Mark(
            "refused" if element in failed else "question",
            href=f"#told-{element}",
            number=str(len(said)),
            anchor=f"at-{element}",
        )
        for element, said in told.items()
    }
