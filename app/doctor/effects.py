"""Effects: what fired, was done or was numbered stands in the audit trail, once, and nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework.audit import Tag
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.models import AuditEntry, Case, Letter, Task, Timer

_ENTRIES = N_("It took effect, and the audit trail tells it {count} times.")
_NOTHING = N_("The audit trail tells of it, and it did not take effect.")
_KINDS = (  # what took effect, how its entry is tagged, and which fact of the entry names it
    (Timer, Timer.state == "fired", Tag.TIMER_FIRE, "timer"),
    (Task, Task.state == "done", Tag.TASK_COMPLETE, "task"),
    (Letter, Letter.number.is_not(None), Tag.LETTER_NUMBER, "letter"),
)
_CASES = select(Case.id).order_by(Case.id)


def unequal(patient: Patient) -> Iterator[Finding]:
    """Compare what took effect in each case with the entries of its chain."""
    for batch in patient.batches(_CASES):
        ids = [case_id for (case_id,) in batch]
        for model, took, tag, fact in _KINDS:
            there = {row.id for row in patient.session.execute(_rows(model, took, ids))}
            yield from _compared(model.__tablename__, there, _told(patient, ids, tag, fact))


def _rows(model: Any, took: Any, ids: list[UUID]) -> Any:
    return select(model.id).where(model.case_id.in_(ids), took)


def _told(patient: Patient, ids: list[UUID], tag: Tag, fact: str) -> Counter[UUID]:
    """Count how often the chains of these cases tell of each row."""
    entries = select(AuditEntry.facts).where(AuditEntry.case_id.in_(ids), AuditEntry.tag == tag.value)
    return Counter(UUID(str(facts.get(fact))) for (facts,) in patient.session.execute(entries))


def _compared(table: str, there: set[UUID], told: Counter[UUID]) -> Iterator[Finding]:
    for row in sorted(there):
        if told[row] != 1:
            yield Finding(f"{table} {row}", _ENTRIES, (("count", str(told[row])),))
    for row in sorted(told.keys() - there):
        yield Finding(f"{table} {row}", _NOTHING)
