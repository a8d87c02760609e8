"""What versions call themselves and what they are for, read from their drawings once a process."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import drawing
from app.language import content, current
from db.models import BundleFile

Introduced = tuple[str, str]  # title, and purpose in a sentence

_KEPT: dict[tuple[UUID, str], Introduced] = {}
_MOST = 512


def of(session: Session, versions: Mapping[str, UUID]) -> dict[str, Introduced]:
    """Introduce a version of each procedure, by its key; one statement for all that are not known yet."""
    tongue = current()
    unknown = {version: key for key, version in versions.items() if (version, tongue) not in _KEPT}
    if unknown:
        if len(_KEPT) > _MOST:
            _KEPT.clear()
        _read(session, unknown, tongue)
    return {key: _KEPT.get((version, tongue), (key, "")) for key, version in versions.items()}


def _read(session: Session, unknown: Mapping[UUID, str], tongue: str) -> None:
    named = [f"{key}.bpmn" for key in unknown.values()]
    rows = select(BundleFile).where(BundleFile.version_id.in_(unknown), BundleFile.name.in_(named))
    for file in session.scalars(rows):
        procedure = unknown[file.version_id]
        for each in drawing.introduce(file.content):
            if each.process == procedure:
                _KEPT[file.version_id, tongue] = (content(each.title) or procedure, each.purpose)
