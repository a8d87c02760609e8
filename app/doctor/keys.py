"""Keys: whatever was sealed can be opened by the key file that is here."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.models import VaultKey

_WRAPPED = select(VaultKey.id, VaultKey.kek, VaultKey.wrapped).where(VaultKey.wrapped.is_not(None))


def strange(patient: Patient) -> Iterator[Finding]:
    """Tell which keys the key file does not open; all at once where it is missing."""
    ring = patient.ring
    if ring is None:
        yield Finding("vault_key", N_("The key file is missing, or cannot be read."))
        return
    for key_id, kek, wrapped in patient.stream(_WRAPPED):
        if not ring.opens(wrapped):
            says = N_("It is wrapped by key {number}, which this key file does not hold.")
            yield Finding(f"vault_key {key_id}", says, (("number", str(kek)),))
