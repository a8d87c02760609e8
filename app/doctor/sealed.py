"""What is sealed: each word of it opens with the key of its own row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, FromClause, LargeBinary, Select, Table, and_, select

from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from app.sealing.errors import SealBroken
from app.sealing.keyring import KeyRing
from db.base import Base
from db.models import Case, VaultKey

_BROKEN = N_("What is sealed in {column} does not open with its key.")
# Columns of bytes that nobody sealed: digests, marks, packed states and drafts of procedures.
PLAIN = frozenset({
    "audit_anchor.digest", "audit_entry.digest", "audit_entry.previous", "audit_text.salt", "blind_key.value",
    "bundle_file.content", "draft_work.content", "petition_case.audit_head", "procedure_draft.verdict",
    "reception_mark.value", "rehearsal.scene", "run.state", "takeover_case.kept", "vault_key.wrapped",
    "walked_scenarios.result",
})  # fmt: skip
# Over which row a table without a key and without a case comes to its case.
OVER = {
    "addressee": ("letter_id", "letter"),
    "attendance": ("hearing_id", "hearing"),
    "audit_text": ("entry_id", "audit_entry"),
}


def unreadable(patient: Patient) -> Iterator[Finding]:
    """Tell which sealed words cannot be read; what a strange key file does not open its own rule tells."""
    if patient.ring is None:
        return
    for table in Base.metadata.sorted_tables:
        if columns := words(table):
            yield from _of_table(patient, patient.ring, table, columns)


def words(table: Table) -> list[Column[Any]]:
    """Name the columns of a table that are sealed."""
    held = (column for column in table.columns if isinstance(column.type, LargeBinary))
    return [column for column in held if str(column) not in PLAIN]


def _of_table(patient: Patient, ring: KeyRing, table: Table, columns: list[Column[Any]]) -> Iterator[Finding]:
    for row_id, key_id, wrapped, *sealed in patient.stream(_with_key(table, columns)):
        if not ring.opens(wrapped):
            continue
        for column, blob in zip(columns, sealed, strict=True):
            if blob is not None and not _opens(ring, wrapped, str(key_id), blob):
                yield Finding(f"{table.name} {row_id}", _BROKEN, (("column", str(column)),))


def _with_key(table: Table, columns: list[Column[Any]]) -> Select[Any]:
    """Read the sealed columns of a table with the key of each row; what was destroyed is left out."""
    key: Any = VaultKey.__table__
    source, holder = _with_holder(table)
    source = source.join(key, and_(key.c.id == holder.c.key_id, key.c.wrapped.is_not(None)))
    return select(*table.primary_key, key.c.id, key.c.wrapped, *columns).select_from(source)


def _with_holder(table: Table) -> tuple[FromClause, FromClause]:
    """Join a table with the rows that name its keys: its own, or its case."""
    if "key_id" in table.c:
        return table, table
    source: FromClause = table
    nearer = table
    if table.name in OVER:
        nearer = Base.metadata.tables[OVER[table.name][1]]
        source = source.join(nearer, nearer.c.id == table.c[OVER[table.name][0]])
    case: Any = Case.__table__
    return source.join(case, case.c.id == nearer.c.case_id), case


def _opens(ring: KeyRing, wrapped: bytes, key_id: str, blob: bytes) -> bool:
    try:
        ring.open_bytes(wrapped, key_id, blob)
    except SealBroken:
        return False
    return True
