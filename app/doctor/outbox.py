"""The outbox: a notice waits to be sent, or was sent, never both."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.models import Notice

_BOTH = select(Notice.id).where(Notice.sent_at.is_not(None), Notice.next_try_at.is_not(None))


def sent_and_waiting(patient: Patient) -> Iterator[Finding]:
    """Tell which notices would be sent a second time."""
    for (notice_id,) in patient.stream(_BOTH):
        yield Finding(f"notice {notice_id}", N_("It was sent and waits to be sent again."))
