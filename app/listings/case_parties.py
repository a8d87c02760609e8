"""Who stands in a case, and through which petitions; a sealed identity stays sealed until it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import parties
from app.casework.numbers import number_of
from app.casework.petitions import BEGAN_WITH
from app.language import _
from app.listings.case_found import FoundCase, people_of
from app.listings.case_words import CAPACITIES, INWARD, LINKS, TIES, word
from app.listings.form_words import form_word
from app.listings.visible import visible
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Case, CaseLink, CasePetition, Party, Petition


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One party as stated; ``name`` is empty while the identity is sealed."""

    capacity: str
    name: str
    facts: tuple[str, ...]
    remark: str  # why there is no identity number


@dataclass(frozen=True, kw_only=True)
class PetitionRow:
    """One petition of the case, as what it counts, and who said so."""

    link_id: UUID
    number: str
    tie: str
    received_on: dt.date
    channel: str
    signers: int
    forwarder: str
    reply_owed: bool
    by: str
    on: dt.date
    undone_on: dt.date | None
    can_unlink: bool


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another case that this one is tied to."""

    case_id: UUID
    number: str
    tie: str


@dataclass(frozen=True, kw_only=True)
class People:
    """The petitions of a case with whoever stands in them."""

    parties: tuple[Stated, ...]
    covered: bool  # the identities are sealed and were not asked for
    may_ask: bool  # for them, with a reason
    petitions: tuple[PetitionRow, ...]
    related: tuple[Related, ...]


def of_case(session: Session, found: FoundCase, *, actor: Actor, revealed: bool = False) -> People:
    """Give parties and petitions; ``revealed`` after somebody asked for sealed identities, with a reason."""
    rows = session.execute(
        select(CasePetition, Petition)
        .join(Petition, Petition.id == CasePetition.petition_id)
        .where(CasePetition.case_id == found.case.id)
        .order_by(CasePetition.id)
    ).all()
    standing = [petition for tie, petition in rows if tie.undone_at is None]
    covered = not revealed and any(petition.sealed for petition in standing)
    read = parties.of_many(session, [] if covered else standing)
    names = people_of(session, {tie.by_id for tie, _petition in rows})
    return People(
        parties=tuple(_stated(party, facts) for each in read.values() for party, facts in each),
        covered=covered,
        may_ask=policy.may_read_identity(actor, found.case, found.grants),
        petitions=tuple(
            _petition(tie, row, names, may_unlink=policy.may_unlink(actor, found.case, found.grants))
            for tie, row in rows
        ),
        related=_related(session, found, actor),
    )


def _stated(party: Party, facts: dict[str, Any]) -> Stated:
    skipped = form_word("registration", "identity_skip_reason", party.id_skipped)
    position = form_word("registration", "respondent_position", facts.get("position"))
    name = str(facts.get("name") or facts.get("unit") or position or "…")
    told = (
        str(facts.get("address") or ""),
        _("ID {number}", number=facts["identity_number"]) if facts.get("identity_number") else "",
        _("phone {number}", number=facts["phone"]) if facts.get("phone") else "",
        str(facts.get("email") or ""),
        position or str(facts.get("position") or ""),
        str(facts.get("unit") or ""),
    )
    return Stated(
        capacity=word(CAPACITIES, party.capacity),
        name=name,
        facts=tuple(text for text in told if text and text != name),
        remark=_("no identity number: {reason}", reason=skipped) if skipped else "",
    )


def _petition(
    tie: CasePetition, row: Petition, names: dict[UUID | None, str], *, may_unlink: bool
) -> PetitionRow:
    return PetitionRow(
        link_id=tie.id,
        number=number_of(row),
        tie=word(TIES, tie.kind),
        received_on=row.received_on,
        channel=form_word("registration", "channel", row.channel),
        signers=row.signers,
        forwarder=row.forwarder or "",
        reply_owed=row.reply_owed,
        by=names.get(tie.by_id, ""),
        on=clock.local(tie.at).date(),
        undone_on=clock.local(tie.undone_at).date() if tie.undone_at else None,
        can_unlink=tie.kind not in BEGAN_WITH and tie.undone_at is None and may_unlink,
    )


def _related(session: Session, found: FoundCase, actor: Actor) -> tuple[Related, ...]:
    here = found.case.id
    rows: Sequence[tuple[CaseLink, Case]] = [
        (link, case)
        for link, case in session.execute(
            select(CaseLink, Case)
            .join(Case, (Case.id == CaseLink.from_id) | (Case.id == CaseLink.to_id))
            .where((CaseLink.from_id == here) | (CaseLink.to_id == here), Case.id != here, visible(actor))
            .order_by(CaseLink.id)
        )
    ]
    return tuple(
        Related(case_id=case.id, number=number_of(case), tie=_tie(link, outward=link.from_id == here))
        for link, case in rows
    )


def _tie(link: CaseLink, *, outward: bool) -> str:
    return word(LINKS if outward else INWARD, link.kind)
