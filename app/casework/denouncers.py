"""Who must not be told of in a sealed case, as far as the office knows; for the scanner of texts alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import parties, vault
from app.sealing.giveaways import Facts, find, quoted
from db.models import Case, CasePetition, Petition, VaultKey

PROTECTED = frozenset({"petitioner", "representative", "on_behalf"})


def facts(session: Session, case: Case) -> tuple[Facts, ...]:
    """Gather what is known of the denouncers of a case; whoever calls it tells nobody but who may know."""
    petitions = list(
        session.scalars(
            select(Petition)
            .join(CasePetition, CasePetition.petition_id == Petition.id)
            .where(CasePetition.case_id == case.id, CasePetition.undone_at.is_(None))
        )
    )
    people = parties.of_many(session, petitions)
    return tuple(
        _facts(known, parcel)
        for petition in petitions
        for parcel in [_parcel(session, petition)]
        for party, known in people[petition.id]
        if party.capacity in PROTECTED
    )


def told(text: str, people: Iterable[Facts]) -> str:
    """Quote what in a text tells who somebody is, or nothing."""
    return ", ".join(f"“{words}”" for words in quoted(text, find(text, people)))


def _parcel(session: Session, petition: Petition) -> str:
    key = session.get_one(VaultKey, petition.key_id)
    return str(vault.read_data(session, key, petition.details).get("parcel") or "")


def _facts(known: dict[str, Any], parcel: str) -> Facts:
    stated = {name: str(known.get(name) or "") for name in ("name", "phone", "identity_number", "email")}
    return Facts(**stated, address=str(known.get("address") or ""), parcel=parcel)
