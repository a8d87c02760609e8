"""Who settles a land dispute, as the table of the procedure proposes it from what is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import conciliations, definitions, parties, petitions, proposals, vault
from db.models import Answer, Case, Milestone, Task

PROCEDURE = "land_settlement"
TABLE = "land_route.dmn"
INQUIRY = "lc_inquire"
CALLED = "UBND"


def proposed(session: Session, case: Case, today: dt.date) -> dict[str, Any]:
    """Begin the check with the papers that the conciliation found, the parties, and who settles by them."""
    known = _known(session, case)
    tables = definitions.pinned(session, definitions.in_force(session, PROCEDURE, today)).tables
    known["chosen_body"] = "committee"
    if TABLE in tables and known.get("land_papers"):
        known |= proposals.look_up(tables[TABLE], "land_route", known)
        known.pop("article", None)
    return known


def _known(session: Session, case: Case) -> dict[str, Any]:
    known: dict[str, Any] = {"dispute_parties": _parties(session, case)}
    earlier = conciliations.before(session, case)
    if earlier is None:
        return known
    events = select(Milestone.on).where(Milestone.case_id == earlier.id, Milestone.name == "not_conciliated")
    on = session.scalars(events).first()
    known["failed_minutes"] = f"{CALLED}, {earlier.number}/{earlier.year}"
    known["failed_minutes_on"] = on.isoformat() if on else None
    found = session.scalars(
        select(Answer)
        .join(Task, Task.id == Answer.task_id)
        .where(Task.case_id == earlier.id, Task.node == INQUIRY)
        .order_by(Answer.at.desc())
        .limit(1)
    ).one_or_none()
    if found is not None:
        known["land_papers"] = vault.read_data(session, vault.key_of(session, earlier), found.body).get(
            "land_papers"
        )
    return known


def _parties(session: Session, case: Case) -> str:
    """Tell whether somebody other than households, persons and communities takes part."""
    petition = petitions.first(session, case.id)
    kinds = {str(facts.get("kind") or "") for _party, facts in parties.of(session, petition)}
    details = vault.read_data(session, vault.key_of(session, petition), petition.details)
    return "organisation" if "organisation" in kinds | {str(details.get("petitioner_kind"))} else "households"
