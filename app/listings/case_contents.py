"""What a case is about, item by item: contents, requests, findings; and what the leader decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import redacted_items, vault
from app.casework.redacted_items import Told
from app.language import _
from app.listings.case_found import FoundCase, people_of
from app.listings.case_words import ITEMS, word
from app.listings.form_words import form_word
from db.models import ContentItem, Ruling

# The form of a ruling where it is not that of the first complaint.
RULINGS = {"complaint_second": "ruling_second", "land_settlement": "land_ruling"}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One content of the petition."""

    text: str
    request: str
    state: str  # in words
    open: bool
    withdrawn_on: dt.date | None
    finding: str
    reasons: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the leader signed, in short; the letter says the rest."""

    kind: str
    result: str
    money_dong: int
    land_m2: int
    decided_on: dt.date | None
    signer: str


def of_case(session: Session, found: FoundCase) -> tuple[Item, ...]:
    """List the contents of a case in their order; without the denouncer for who reads copies."""
    told = redacted_items.of_case(session, found.case) if found.copies else None
    rows = session.scalars(
        select(ContentItem).where(ContentItem.case_id == found.case.id).order_by(ContentItem.position)
    )
    return tuple(
        Item(
            text=text,
            request=request,
            state=word(ITEMS, row.state),
            open=row.state == "open",
            withdrawn_on=row.withdrawn_on,
            finding=form_word("verification_report", "finding", row.finding),
            reasons=vault.read(session, found.key, row.reasons),
        )
        for row in rows
        for text, request in [_said(session, found, row, told)]
    )


def _said(session: Session, found: FoundCase, row: ContentItem, told: Told | None) -> tuple[str, str]:
    if told is not None:
        return told.get(row.id) or (_(redacted_items.UNTOLD, number=row.position), "")
    return vault.read(session, found.key, row.text), vault.read(session, found.key, row.request)


def _ruling_form(found: FoundCase) -> str:
    """Name the form in which the ruling of this procedure is written: its words differ."""
    names = [RULINGS[run.procedure] for run in found.runs if run.procedure in RULINGS]
    return names[-1] if names else "ruling"


def decision(session: Session, found: FoundCase) -> Decision | None:
    """Give the ruling of a case, once it is signed."""
    row = session.scalars(
        select(Ruling)
        .where(Ruling.case_id == found.case.id, Ruling.decided_on.is_not(None))
        .order_by(Ruling.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Decision(
        kind=form_word(_ruling_form(found), "ruling_kind", row.kind) or _("Conclusion"),
        result=form_word("ruling", "result", row.result),
        money_dong=row.money_dong,
        land_m2=row.land_m2,
        decided_on=row.decided_on,
        signer=people_of(session, {row.signed_by_id}).get(row.signed_by_id, ""),
    )
