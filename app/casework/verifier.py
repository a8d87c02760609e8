"""Who should verify a case, as the table of its procedure proposes: the way, the unit, the head."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.casework import definitions, petitions, proposals, vault
from app.policy.actor import UNIT_HEAD
from db.models import Answer, Authority, Case, Holding, Run, Unit

TABLE = "task_force_head.dmn"
INSPECTORATE = "inspectorate"


def proposed(session: Session, case: Case, run: Run, today: dt.date) -> dict[str, Any]:
    """Begin an assignment as the table says: the unit of the field, or another where there are several."""
    table = definitions.pinned(session, run.version_id).tables.get(TABLE)
    if table is None:
        return {}
    said = proposals.look_up(table, "task_force_head", _facts(session, case))
    unit = _unit(session, case, str(said.get("head_unit") or ""))
    found = {**said, "verifying_unit": str(unit) if unit else None}
    head = _head(session, case, unit, today) if said.get("settle_by") == "task_force" else None
    return {**found, "task_force_head": str(head) if head else None}


def _facts(session: Session, case: Case) -> dict[str, Any]:
    petition = petitions.first(session, case.id)
    stated = vault.read_data(session, vault.key_of(session, petition), petition.details)
    return {
        "respondent_position": stated.get("respondent_position") or "none",
        "several_fields": _several_fields(session, case),
        "authority_level": session.get_one(Authority, case.authority_id).level,
        "complex": "complex" in case.variant,
        "signers": petition.signers,
    }


def _several_fields(session: Session, case: Case) -> bool:
    """Tell whether other units were named beside the one that leads."""
    key = vault.key_of(session, case)
    rows = session.scalars(select(Answer).where(Answer.case_id == case.id))
    return any(vault.read_data(session, key, row.body).get("coordinating_units") for row in rows)


def _unit(session: Session, case: Case, which: str) -> UUID | None:
    """Find the unit that the table means; never the one whose decision is contested."""
    found: UUID | None = case.lead_unit_id
    if which == INSPECTORATE:
        found = session.scalars(
            select(Unit.id).where(
                Unit.authority_id == case.authority_id, Unit.kind == INSPECTORATE, Unit.until.is_(None)
            )
        ).first()
    return found if found != case.contested_unit_id else None


def _head(session: Session, case: Case, unit_id: UUID | None, today: dt.date) -> UUID | None:
    """Find the head of a unit, unless the contested decision is theirs."""
    rows = session.scalars(
        select(Holding.person_id).where(
            Holding.unit_id == unit_id,
            Holding.role == UNIT_HEAD,
            Holding.since <= today,
            or_(Holding.until.is_(None), Holding.until >= today),
        )
    )
    return next((person for person in sorted(rows) if person != case.contested_author_id), None)
