"""The shape of the database and of its file."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text

from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_


def of_another_release(patient: Patient) -> Iterator[Finding]:
    """Tell when the database has the shape of another release."""
    if not patient.current:
        yield Finding("alembic_version", N_("Migrations are missing, or it was made by a newer release."))


def torn_pages(patient: Patient) -> Iterator[Finding]:
    """Tell what SQLite finds wrong in its own file; PostgreSQL looks after its files by itself."""
    if not patient.embedded:
        return
    for (said,) in patient.session.execute(text("PRAGMA integrity_check(20)")):
        if said != "ok":
            yield Finding("sqlite", N_("SQLite says: {said}"), (("said", str(said)),))
