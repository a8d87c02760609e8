"""The end of what is sealed of a case: when its retention is over, and the keys that are then thrown away."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.casework import petitions, vault
from app.casework.hold import Hold
from app.legaltime import retention
from app.legaltime.retention import Retention
from db.models import (
    BlindKey,
    Case,
    CaseLink,
    CasePetition,
    Classification,
    Document,
    Petition,
    SearchWord,
    VaultKey,
)

DESTROYED = "Đã tiêu hủy theo thời hạn lưu trữ"


def period(case: Case, today: dt.date) -> Retention:
    """Say how long a closed case is kept."""
    return retention.of(case.kind, case.closed_as or "", today)


def is_over(case: Case, today: dt.date) -> bool:
    """Tell whether the retention of a case is over on a day."""
    return case.closed_on is not None and period(case, today).ends_on(case.closed_on) <= today


def tied(session: Session, case_id: UUID) -> list[Case]:
    """Give the cases that reach over a link for what lies under this case's key, or the other way round."""
    here = or_(CaseLink.from_id == case_id, CaseLink.to_id == case_id)
    other = or_(CaseLink.from_id == Case.id, CaseLink.to_id == Case.id)
    return list(session.scalars(select(Case).join(CaseLink, other).where(here, Case.id != case_id)))


def destroy(hold: Hold) -> None:
    """Throw the keys of a case away, and the few words of it that stand in clear for lists and search.

    Its number, its days, its kind, its limits and what the statistics count stay.
    """
    session, case = hold.session, hold.case
    own = _petitions(session, case.id)
    for key in session.scalars(select(VaultKey).where(VaultKey.id.in_(_keys(session, case, own)))):
        vault.shred(key)
    for petition in own:
        petition.forwarder = petition.backdating_reason = None
    for row in session.scalars(select(Classification).where(Classification.case_id == case.id)):
        row.override_reason = row.reason = None
    case.matter = "" if case.sealed else DESTROYED
    session.execute(delete(BlindKey).where(BlindKey.petition_id.in_([petition.id for petition in own])))
    words = (SearchWord.case_id == case.id, SearchWord.kind != "number")
    session.execute(delete(SearchWord).where(*words))


def _petitions(session: Session, case_id: UUID) -> list[Petition]:
    return list(
        session.scalars(
            select(Petition)
            .join(CasePetition, CasePetition.petition_id == Petition.id)
            .where(CasePetition.case_id == case_id, CasePetition.kind.in_(petitions.BEGAN_WITH))
        )
    )


def _keys(session: Session, case: Case, own: list[Petition]) -> set[UUID]:
    papers = session.scalars(select(Document.key_id).where(Document.case_id == case.id))
    return {case.key_id, *papers} | {petition.key_id for petition in own}
