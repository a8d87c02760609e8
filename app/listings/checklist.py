"""The checklist of a version, kept as long as its files, the law and the day stay the same."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework.definitions import files_of
from app.checklist import Checklist, examine
from app.errors import NotFound
from app.legaltime import book
from db.models import Version

Files = tuple[tuple[str, bytes], ...]


def of(session: Session, version_id: UUID, on: dt.date) -> Checklist:
    """Give what must be so before a version may be put in force on a day, and what of it is so.

    Raises: NotFound.
    """
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    files = tuple(files_of(session, version_id).items())
    return _examined(version.procedure, version.digest, files, book.current().stamp, on)


@lru_cache(maxsize=32)
def _examined(procedure: str, _digest: str, files: Files, _law: UUID | None, on: dt.date) -> Checklist:
    return examine(dict(files), procedure=procedure, on=on)
