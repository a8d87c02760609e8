"""What a letter after a reception says: who came, about what, who received, what was concluded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import receptions, vault
from app.language import short_date
from db.models import ReceptionAssignment, ReceptionSession, ReceptionVisit, Run, Unit, VaultKey

Value = str | int | list[str] | None


def values(session: Session, key: VaultKey, run: Run | None) -> dict[str, Value]:
    """Gather what letters of this run may say of the visit it follows from; nothing for another run."""
    visit = receptions.visit_of(session, run.id) if run and run.procedure.startswith("reception") else None
    if visit is None:
        return {}
    sitting = session.get_one(ReceptionSession, visit.session_id)
    said = vault.read_data(session, key, visit.words)
    who = vault.identity(session, visit.identity_id) if visit.identity_id else {}
    return {
        "visitor": called(who),
        "visitor_address": who.get("address"),
        "visited_on": short_date(visit.on),
        "visit_matter": said.get("matter"),
        "visit_explanation": said.get("explanation"),
        "visit_receiver": sitting.receiver,
        "work_given": _work(session, key, visit) or None,
    }


def called(who: Mapping[str, Any]) -> str | None:
    """Say what a visitor is called: the organisation first, then who came for it."""
    parts = dict.fromkeys(str(who[part]) for part in ("organisation", "name") if who.get(part))
    return " – ".join(parts) or None


def _work(session: Session, key: VaultKey, visit: ReceptionVisit) -> list[str]:
    rows = session.execute(
        select(ReceptionAssignment, Unit)
        .join(Unit, Unit.id == ReceptionAssignment.unit_id)
        .where(ReceptionAssignment.visit_id == visit.id)
        .order_by(ReceptionAssignment.position)
    )
    return [
        f"- {unit.name}: {vault.read(session, key, work.what).rstrip('.;')}; "
        f"xong trước hết ngày {short_date(work.due_on)}"
        for work, unit in rows
    ]
