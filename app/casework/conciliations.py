"""Who conciliated a land dispute, and so may not help to settle it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from app.casework.hold import Hold
from app.errors import NotPossibleNow
from app.language import _
from db.models import Case, CaseLink, CouncilMember, Task

CONCILIATION_OF = "conciliation-of"
STEPS = ("land_conciliation", "land_meeting")
SETTLES = "land_settlement"
CAPACITIES = {  # in Vietnamese, as the decision on the council lists them
    "chair": "Chủ tịch Hội đồng",
    "front": "đại diện Ủy ban Mặt trận Tổ quốc",
    "land": "người làm công tác địa chính",
    "community": "đại diện cộng đồng dân cư",
    "reputable": "người có uy tín",
    "elder": "già làng, trưởng dòng họ",
    "clergy": "chức sắc tôn giáo",
    "lawyer": "luật sư, người hiểu biết pháp luật",
    "expert": "chuyên gia, người biết rõ thửa đất",
    "secretary": "thư ký",
}


def before(session: Session, case: Case) -> Case | None:
    """Find the conciliation whose failure a settlement follows; nothing where another commune conciliated."""
    link = select(CaseLink.to_id).where(CaseLink.from_id == case.id, CaseLink.kind == CONCILIATION_OF)
    return session.scalars(select(Case).where(Case.id.in_(link))).first()


def conciliators(session: Session, case: Case) -> set[UUID]:
    """Name the officers who conciliated before a settlement: who did its steps, and the council.

    The leader who signed is not among them: the law makes him chair the council and settle.
    """
    earlier = before(session, case)
    if earlier is None:
        return set()
    did = select(Task.closed_by_id).where(
        Task.case_id == earlier.id, Task.procedure.in_(STEPS), Task.role == "officer", Task.state == "done"
    )
    sat = select(CouncilMember.person_id).where(
        CouncilMember.case_id == earlier.id, CouncilMember.capacity != "chair"
    )
    return {person for person in (*session.scalars(did), *session.scalars(sat)) if person is not None}


def require(hold: Hold, _answers: Mapping[str, Any]) -> None:
    """Keep the settlement of a dispute from whoever conciliated it: they have an opinion already.

    Raises: NotPossibleNow.
    """
    if hold.actor is not None and hold.actor.person_id in conciliators(hold.session, hold.case):
        raise NotPossibleNow(reason=_("whoever conciliated the dispute does not help to settle it"))


def council_lines(session: Session, case: Case) -> list[str]:
    """List the members of the council of a case, each with the capacity in which they sit."""
    key = vault.key_of(session, case)
    rows = select(CouncilMember).where(CouncilMember.case_id == case.id).order_by(CouncilMember.id)
    return [
        f"{vault.read(session, key, member.name)} – {CAPACITIES.get(member.capacity, member.capacity)}"
        for member in session.scalars(rows)
    ]
