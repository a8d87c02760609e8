"""Versions of procedures: what runs must be what was put in force."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.casework import definitions
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.models import Version


def altered(patient: Patient) -> Iterator[Finding]:
    """Tell which versions do not hold the files that their digest speaks of."""
    for batch in patient.batches(select(Version.id, Version.digest).order_by(Version.id)):
        for version_id, digest in batch:
            if definitions.digest_of(definitions.files_of(patient.session, version_id)) != digest:
                yield Finding(f"procedure_version {version_id}", N_("Its files are not those of its digest."))
