"""The audit chains: one a case, and the office's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import exists, or_, select

from app.casework import audit
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.models import AuditEntry, Case

_BREAKS = N_("The audit chain breaks at entry {number}.")
_ENTRIES = (
    select(*AuditEntry.__table__.c, Case.audit_length, Case.audit_head)
    .outerjoin(Case, Case.id == AuditEntry.case_id)
    .order_by(AuditEntry.case_id, AuditEntry.sequence)
)
_SILENT = select(Case.id).where(
    or_(Case.audit_length != 0, Case.audit_head != audit.START),
    ~exists().where(AuditEntry.case_id == Case.id),
)


def broken(patient: Patient) -> Iterator[Finding]:
    """Tell which chains do not hold, each at its first entry that does not."""
    for case_id, entries in groupby(patient.stream(_ENTRIES), key=lambda entry: entry.case_id):
        number = _first_broken(entries)
        if number:
            row = f"petition_case {case_id}" if case_id else "audit_entry"
            yield Finding(row, _BREAKS, (("number", str(number)),))
    for (case_id,) in patient.stream(_SILENT):
        yield Finding(f"petition_case {case_id}", _BREAKS, (("number", "1"),))


def _first_broken(entries: Iterable[Any]) -> int:
    """Verify one chain; give the number of the first entry that does not hold, or 0."""
    previous, sequence, end = audit.START, 0, None
    for entry in entries:
        sequence += 1
        sound = entry.sequence == sequence and entry.previous == previous
        if not sound or audit.digest(entry._asdict()) != entry.digest:
            return sequence
        previous = entry.digest
        end = None if entry.case_id is None else (entry.audit_length, entry.audit_head)
    return 0 if end in {None, (sequence, previous)} else sequence + 1
