"""What a database holds, counted the same way before a backup and after a restore."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import ColumnClause, column, func, inspect, select, table, text
from sqlalchemy.orm import Session

from app.backup.manifest import Content
from app.doctor.papers import NAMED

_CASE = table("petition_case", column("id"), column("audit_length"), column("audit_head"))
_ENTRY = table("audit_entry", column("case_id"), column("sequence"), column("digest"))
_ROWS = 1000  # read at a time


def of(session: Session) -> Content:
    """Count a database as the session sees it, of whichever release its tables are."""
    tables = sorted(inspect(session.connection()).get_table_names())
    counts = {
        name: session.scalar(select(func.count()).select_from(table(name))) or 0
        for name in tables
        if name != "alembic_version"
    }
    shape = session.scalar(text("SELECT version_num FROM alembic_version"))
    entries = counts.get("audit_entry", 0)
    return Content(shape=str(shape), counts=counts, entries=entries, chains=_heads(session))


def papers(session: Session) -> Iterator[str]:
    """Give the digest of every paper that a row names."""
    known = inspect(session.connection())
    for name, field in NAMED:
        if known.has_table(name) and field in {each["name"] for each in known.get_columns(name)}:
            paper: ColumnClause[str] = column(field)
            named = select(paper).select_from(table(name)).where(paper.is_not(None))
            yield from session.scalars(named, execution_options={"yield_per": _ROWS})


def _heads(session: Session) -> str:
    """Digest the heads of all audit chains, the office's own last."""
    seal = hashlib.sha256()
    heads = select(*_CASE.c).order_by(_CASE.c.id)
    for case_id, length, head in session.execute(heads, execution_options={"yield_per": _ROWS}):
        seal.update(f"{str(case_id).replace('-', '')} {length} ".encode() + bytes(head))
    own = select(_ENTRY.c.sequence, _ENTRY.c.digest).where(_ENTRY.c.case_id.is_(None))
    for sequence, digest in session.execute(own.order_by(_ENTRY.c.sequence.desc()).limit(1)):
        seal.update(f"office {sequence} ".encode() + bytes(digest))
    return seal.hexdigest()
