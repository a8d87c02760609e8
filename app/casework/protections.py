"""Measures that protect somebody who denounced, or their family, while they are in force."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from db.models import Case, ProtectionMeasure

IN_FORCE, CHANGED, ENDED = "in_force", "changed", "ended"


def in_force(session: Session, case: Case) -> list[ProtectionMeasure]:
    """Give the measures of a protection that are in force, the oldest first."""
    rows = select(ProtectionMeasure).where(
        ProtectionMeasure.case_id == case.id, ProtectionMeasure.state == IN_FORCE
    )
    return list(session.scalars(rows.order_by(ProtectionMeasure.id)))


def lines(session: Session, case: Case) -> list[str]:
    """Write the measures in force as a decision lists them."""
    key = vault.key_of(session, case)
    return [
        f"{number}. {vault.read(session, key, row.detail)} – {vault.read(session, key, row.body)}"
        for number, row in enumerate(in_force(session, case), start=1)
    ]


def bodies(session: Session, case: Case) -> str:
    """Name the bodies that carry the measures out, each once."""
    key = vault.key_of(session, case)
    named = (vault.read(session, key, row.body) for row in in_force(session, case))
    return ", ".join(dict.fromkeys(filter(None, named)))
