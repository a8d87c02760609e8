"""Papers: each that a row names lies in the store, as it was put there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import ColumnClause, column, select, table

from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.files.errors import FileMissing
from app.language import N_

_GONE = N_("The paper is not in the store, or was changed. Bring it back from a backup.")
# Every column that names a paper of the store.
NAMED = (("document", "digest"), ("redaction", "scan"), ("redaction", "digest"), ("upload", "digest"))


def missing(patient: Patient) -> Iterator[Finding]:
    """Tell which papers are not in the store, or no longer what was put there."""
    for name, field in NAMED:
        paper: ColumnClause[str] = column(field)
        named = select(paper).select_from(table(name)).where(paper.is_not(None))
        for (digest,) in patient.stream(named):
            if not _is_there(patient, digest):
                yield Finding(f"{name} {digest}", _GONE)


def _is_there(patient: Patient, digest: str) -> bool:
    try:
        place = patient.store.place(digest)
        return place.is_file() and (not patient.hashes or digest_of(place) == digest)
    except (OSError, FileMissing):
        return False


def digest_of(file: Path) -> str:
    """Digest a file (SHA-256, hexadecimal) without reading it into memory as a whole."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
