"""Who stands in a petition: stated parties, their sealed identities, the marks that find them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from app.sealing.blind import Kind, name_with_place, normalise
from db.base import new_id
from db.models import BlindKey, Identity, Party, Petition, VaultKey

ANONYMOUS = "anonymous"
FACTS = ("name", "address", "identity_number", "phone", "email", "organisation", "position", "unit")


def keep(session: Session, key: VaultKey, petition: Petition, answers: Mapping[str, Any]) -> None:
    """Keep everybody the registration names, each sealed on its own."""
    for position, (capacity, kind, facts) in enumerate(_stated(answers)):
        identity = Identity(id=new_id(), key_id=key.id, sealed=vault.seal_data(session, key, facts))
        session.add(identity)
        session.add(
            Party(
                id=new_id(),
                petition_id=petition.id,
                identity_id=identity.id,
                capacity=capacity,
                kind=kind,
                position=position,
                id_skipped=answers.get("identity_skip_reason") if capacity == "petitioner" else None,
                same_as_id=None,
                same_by_id=None,
                same_undone_at=None,
            )
        )
    session.add_all(
        BlindKey(authority_id=petition.authority_id, petition_id=petition.id, kind=kind, value=value)
        for kind, value in marks(session, answers)
    )


def marks(session: Session, answers: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    """Make the marks by which the same person, phone or parcel is found again without being read."""
    name, place = str(answers.get("full_name") or ""), str(answers.get("address") or "")
    facts = {
        Kind.IDENTITY: str(answers.get("identity_number") or ""),
        Kind.PHONE: str(answers.get("phone") or ""),
        Kind.NAME: name_with_place(name, place) if name and place else "",
        Kind.PARCEL: str(answers.get("parcel") or ""),
    }
    ring = vault.ring(session)
    return [(kind.value, ring.blind(kind, text)) for kind, text in facts.items() if normalise(kind, text)]


def of(session: Session, petition: Petition) -> list[tuple[Party, dict[str, Any]]]:
    """Read the parties of a petition with who they are; the caller has asked policy first."""
    key = vault.key_of(session, petition)
    rows = session.execute(
        select(Party, Identity)
        .join(Identity, Identity.id == Party.identity_id)
        .where(Party.petition_id == petition.id)
        .order_by(Party.position)
    )
    return [(party, vault.read_data(session, key, identity.sealed)) for party, identity in rows]


def of_many(
    session: Session, petitions: Iterable[Petition]
) -> dict[UUID, list[tuple[Party, dict[str, Any]]]]:
    """Read the parties of several petitions in one statement; the caller has asked policy for each."""
    found: dict[UUID, list[tuple[Party, dict[str, Any]]]] = {petition.id: [] for petition in petitions}
    rows = session.execute(
        select(Party, Identity, VaultKey)
        .join(Identity, Identity.id == Party.identity_id)
        .join(VaultKey, VaultKey.id == Identity.key_id)
        .where(Party.petition_id.in_(found))
        .order_by(Party.position)
    )
    for party, identity, key in rows:
        found[party.petition_id].append((party, vault.read_data(session, key, identity.sealed)))
    return found


def _stated(answers: Mapping[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    if answers.get("petitioner_kind") == ANONYMOUS:
        people: list[tuple[str, str, dict[str, Any]]] = []
    else:
        kind = "organisation" if answers.get("petitioner_kind") == "organisation" else "person"
        people = [("petitioner", kind, _facts(answers))]
    people += [
        ("representative", "person", _facts(row)) for row in answers.get("representatives") or [] if row
    ]
    if answers.get("on_behalf") and answers.get("on_behalf_of"):
        people.append(("on_behalf", "person", {"name": answers["on_behalf_of"]}))
    if answers.get("respondent_name") or answers.get("respondent_unit"):
        stated = {
            "name": answers.get("respondent_name") or "",
            "position": answers.get("respondent_position") or "",
            "unit": answers.get("respondent_unit") or "",
        }
        people.append(("respondent", "official", stated))
    return people


def _facts(answers: Mapping[str, Any]) -> dict[str, Any]:
    stated = {
        "name": answers.get("full_name") or answers.get("organisation_name"),
        "organisation": answers.get("organisation_name"),
        **{fact: answers.get(fact) for fact in FACTS if fact not in {"name", "organisation"}},
    }
    return {fact: value for fact, value in stated.items() if value}
