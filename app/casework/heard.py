"""No ruling on a grave case before survey and dialogue or reception: a local rule, and its exception.

The law asks for a dialogue where request and result differ (Law 02/2011, article 30). An authority may ask
for more: in complicated or prolonged cases the leader sees the place and hears the people first. Whether
it does is a setting with a day; the Chairman may let one case pass, with a reason that stays in the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.hold import Hold
from app.errors import OfficeError
from app.language import _
from db.models import Case, Hearing, HearingOverride, HearingRule, Milestone, Watch

HEARD = frozenset({"dialogued", "received_by_leader", "heard"})  # milestones of dialogue or reception


class NotHeardYet(OfficeError):
    """This case is complicated or prolonged: {missing}. Do it first, or let it pass with a reason."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether a case must be heard first, and what was done of it."""

    required: bool  # the local rule holds, and the case is complicated or prolonged
    surveyed: bool
    heard: bool  # in a dialogue or at a reception; who was duly invited and stayed away counts
    passed: bool  # the Chairman let it pass

    @property
    def is_open(self) -> bool:
        """Tell whether the case may be ruled on."""
        return not self.required or self.passed or (self.surveyed and self.heard)


def require(hold: Hold, answers: Mapping[str, Any]) -> None:
    """Refuse to sign a ruling on a grave case before survey and dialogue or reception; returning is free.

    Raises: NotHeardYet.
    """
    if "return" in answers.values():
        return
    hold.session.flush()
    now = standing(hold.session, hold.case, hold.today)
    if not now.is_open:
        raise NotHeardYet(missing=missing(now))


def standing(session: Session, case: Case, today: dt.date) -> Standing:
    """Say how a case stands towards the local rule."""
    required = in_force(session, case.authority_id, today) and is_grave(session, case)
    kinds = {
        (kind, topic)
        for kind, topic in session.execute(
            select(Hearing.kind, Hearing.topic).where(Hearing.case_id == case.id)
        )
    }
    events = set(session.scalars(select(Milestone.name).where(Milestone.case_id == case.id)))
    stayed_away = ("dialogue", "absent") in kinds
    return Standing(
        required=required,
        surveyed="surveyed" in events or any(kind == "survey" for kind, _topic in kinds),
        heard=bool(HEARD & events) or ("dialogue", "held") in kinds or stayed_away,
        passed=session.scalars(
            select(HearingOverride.id).where(HearingOverride.case_id == case.id).limit(1)
        ).first()
        is not None,
    )


def is_grave(session: Session, case: Case) -> bool:
    """Tell whether a case is complicated, or prolonged by the published criteria."""
    watched = select(Watch.id).where(Watch.case_id == case.id, Watch.until.is_(None)).limit(1)
    return "complex" in case.variant or session.scalars(watched).first() is not None


def in_force(session: Session, authority_id: UUID, today: dt.date) -> bool:
    """Tell whether the authority has set the rule for this day; where nobody set it, it does not hold."""
    rows = (
        select(HearingRule.required)
        .where(HearingRule.authority_id == authority_id, HearingRule.since <= today)
        .order_by(HearingRule.since.desc(), HearingRule.at.desc())
        .limit(1)
    )
    return bool(session.scalars(rows).first())


def missing(now: Standing) -> str:
    """Say what was not done yet."""
    if not now.surveyed and not now.heard:
        return _("neither a survey by the leader nor a dialogue or reception is on record")
    if not now.surveyed:
        return _("no survey by the leader is on record")
    return _("no dialogue or reception is on record")
