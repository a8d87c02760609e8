"""What the counter looks up: unfinished registrations, and the receipt of what was registered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import grants, parties, vault
from app.casework.numbers import number_of
from app.errors import NotFound
from app.letters import ReceiptItem
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import (
    Authority,
    Case,
    CasePetition,
    Classification,
    Document,
    Draft,
    Person,
    Petition,
    Task,
    Unit,
    Upload,
    VaultKey,
)

PREFIX = "registration:"
MOST = 20


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One registration that was begun and not sent."""

    draft_id: UUID
    name: str
    matter: str
    files: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """What was registered a moment ago: numbers, code, papers, and who has it now."""

    petition_id: UUID
    case_id: UUID
    number: str
    receipt: str  # number of the receipt: it tells neither how many came nor of which kind they are
    case_number: str
    code: str
    petitioner: str  # empty where the receipt must not name anybody
    matter: str
    received_on: dt.date
    items: tuple[ReceiptItem, ...]
    scans: tuple[str, ...]
    kind: str  # unclassified until it is classified
    outcome: str
    sealed: bool
    due_on: dt.date
    waits_unit: str
    waits_unit_en: str
    waits_person: str
    waits_form: str
    superior: str
    authority: str
    place: str
    officer: str


def unfinished(session: Session, *, actor: Actor) -> tuple[Unfinished, ...]:
    """List this officer's unfinished registrations, the newest first; empty ones are left out."""
    rows = session.execute(
        select(Draft, VaultKey)
        .join(VaultKey, VaultKey.id == Draft.key_id)
        .where(Draft.person_id == actor.person_id, Draft.form.startswith(PREFIX))
        .order_by(Draft.at.desc(), Draft.id.desc())
        .limit(MOST)
    ).all()
    files = _files(session, actor)
    found = []
    for draft, key in rows:
        typed = vault.read_data(session, key, draft.body)
        name = _first(typed, "full_name") or _first(typed, "organisation_name")
        matter = _first(typed, "matter") or _first(typed, "content_items.0.text")
        if name or matter or files.get(draft.form):
            count = files.get(draft.form, 0)
            found.append(
                Unfinished(
                    UUID(draft.form.removeprefix(PREFIX)), name, matter[:120], count, clock.local(draft.at)
                )
            )
    return tuple(found)


def entered(session: Session, petition_id: UUID, *, actor: Actor) -> Entered:
    """Give what the receipt says; only to the officer who registered the petition.

    Raises: NotFound.
    """
    row = session.execute(
        select(Petition, Case, Authority, VaultKey)
        .join(CasePetition, CasePetition.petition_id == Petition.id)
        .join(Case, Case.id == CasePetition.case_id)
        .join(Authority, Authority.id == Petition.authority_id)
        .join(VaultKey, VaultKey.id == Petition.key_id)
        .where(
            Petition.id == petition_id,
            Petition.authority_id == actor.authority_id,
            Petition.registrar_id == actor.person_id,
            CasePetition.kind == "first",
        )
    ).one_or_none()
    if row is None or not policy.may_see(actor, row[1], grants.of(session, row[1])):
        raise NotFound
    petition, case, authority, key = row
    details = vault.read_data(session, key, petition.details)
    kept_secret = case.kind == "denunciation"
    items, scans = _papers(session, petition, key)
    unit, unit_en, person, form = _waiting(session, case)
    return Entered(
        petition_id=petition.id,
        case_id=case.id,
        number=number_of(petition),
        receipt=_receipt_number(session, petition),
        case_number=number_of(case),
        code=str(details.get("code") or ""),
        petitioner="" if kept_secret else _petitioner(session, petition),
        matter="" if kept_secret else str(details.get("matter") or ""),
        received_on=petition.received_on,
        items=items,
        scans=scans,
        kind=case.kind,
        outcome=_outcome(session, petition),
        sealed=case.sealed,
        due_on=case.due_on,
        waits_unit=unit,
        waits_unit_en=unit_en,
        waits_person=person,
        waits_form=form,
        superior=authority.superior,
        authority=authority.name,
        place=authority.place,
        officer=session.get_one(Person, petition.registrar_id).name,
    )


def _receipt_number(session: Session, petition: Petition) -> str:
    drawn = int(vault.ring(session).digest("receipt", str(petition.id))[:8], 16) % 100_000
    return f"{petition.received_on:%d%m}-{drawn:05d}/BN"


def _first(typed: dict[str, list[str]], name: str) -> str:
    return next((text.strip() for text in typed.get(name, ()) if text.strip()), "")


def _files(session: Session, actor: Actor) -> dict[str, int]:
    rows = session.execute(
        select(Upload.form, func.count())
        .where(Upload.person_id == actor.person_id, Upload.form.startswith(PREFIX))
        .group_by(Upload.form)
    )
    return dict(iter(rows))


def _papers(
    session: Session, petition: Petition, key: VaultKey
) -> tuple[tuple[ReceiptItem, ...], tuple[str, ...]]:
    rows = session.scalars(
        select(Document).where(Document.petition_id == petition.id).order_by(Document.id)
    ).all()
    stated = tuple(
        ReceiptItem(name=vault.read(session, key, d.title), pages=d.pages, original=d.form == "original")
        for d in rows
        if d.digest is None
    )
    return stated, tuple(vault.read(session, key, d.title) for d in rows if d.digest and d.key_id == key.id)


def _petitioner(session: Session, petition: Petition) -> str:
    stated = [facts for party, facts in parties.of(session, petition) if party.capacity == "petitioner"]
    facts = stated[0] if stated else {}
    both = (facts.get("organisation"), facts.get("name"))
    return " – ".join(dict.fromkeys(str(part) for part in both if part))


def _waiting(session: Session, case: Case) -> tuple[str, str, str, str]:
    """Say in whose inbox the newest open step of a case lies."""
    row = session.execute(
        select(Unit.name, Unit.name_en, Person.name, Task.form)
        .select_from(Task)
        .join(Unit, Unit.id == Task.unit_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(Task.case_id == case.id, Task.state == "open")
        .order_by(Task.opened_at.desc(), Task.id.desc())
        .limit(1)
    ).one_or_none()
    return (row[0], row[1], row[2] or "", row[3]) if row else ("", "", "", "")


def _outcome(session: Session, petition: Petition) -> str:
    newest = select(Classification.outcome).where(Classification.petition_id == petition.id)
    return session.scalar(newest.order_by(Classification.at.desc(), Classification.id.desc()).limit(1)) or ""
