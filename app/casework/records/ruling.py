"""The ruling as it is proposed: result, facts, law, rights, remedies in đồng and square metres."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import vault
from app.casework.hold import Hold
from db.base import new_id
from db.models import Ruling, Run, Task

WORDS = ("facts", "dialogue_summary", "conclusion", "orders", "rights", "money_state_dong", "land_state_m2")


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the proposed ruling; a new proposal after a return replaces the old one."""
    ruling = of_case(hold)
    ruling.kind, ruling.result = str(answers["ruling_kind"]), str(answers["result"])
    ruling.body = vault.seal_data(hold.session, hold.key, {word: answers.get(word) for word in WORDS})
    ruling.laws = "\n".join(str(law) for law in answers.get("laws") or [])
    ruling.money_dong = int(answers.get("money_dong") or 0)
    ruling.land_m2 = int(answers.get("land_m2") or 0)
    ruling.people_handled = int(answers.get("people_handled") or 0)
    ruling.files_to_police = int(answers.get("files_to_police") or 0)


def of_case(hold: Hold) -> Ruling:
    """Give the case's ruling, a new one where there is none yet."""
    ruling = hold.session.scalars(select(Ruling).where(Ruling.case_id == hold.case.id)).one_or_none()
    if ruling is None:
        ruling = Ruling(id=new_id(), case_id=hold.case.id, decided_on=None, signed_by_id=None)
        hold.session.add(ruling)
    return ruling
