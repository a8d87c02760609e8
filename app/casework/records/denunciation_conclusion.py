"""The conclusion on a denunciation as it is proposed: findings, liability, measures, figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import vault
from app.casework.hold import Hold
from app.casework.records.ruling import of_case
from db.models import Conclusion, Run, Task

WORDS = ("facts", "conclusion", "liability", "measures")
FIGURES = (
    "money_state_dong",
    "land_state_m2",
    "money_organisations_dong",
    "land_organisations_m2",
    "organisations",
    "money_persons_dong",
    "land_persons_m2",
    "persons",
    "officials_handled",
    "police_cases",
    "police_subjects",
    "police_officials",
)


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the proposed conclusion; a new proposal after a return replaces the old one."""
    ruling, figures = of_case(hold), {name: int(answers.get(name) or 0) for name in FIGURES}
    ruling.kind, ruling.result = "conclusion", str(answers["result"])
    ruling.body = vault.seal_data(hold.session, hold.key, {word: answers.get(word) for word in WORDS})
    ruling.laws = "\n".join(str(law) for law in answers.get("laws") or [])
    ruling.money_dong = figures["money_organisations_dong"] + figures["money_persons_dong"]
    ruling.land_m2 = figures["land_organisations_m2"] + figures["land_persons_m2"]
    ruling.people_handled = int(answers.get("people_handled") or 0)
    ruling.files_to_police = figures["police_cases"]
    kept = of(hold)
    kept.earlier = str(answers.get("continued_result") or "") or None
    for name, value in figures.items():
        setattr(kept, name, value)


def of(hold: Hold) -> Conclusion:
    """Give what is reported of the conclusion of a case, a new row where there is none yet."""
    found = hold.session.scalars(select(Conclusion).where(Conclusion.case_id == hold.case.id)).one_or_none()
    if found is None:
        found = Conclusion(case_id=hold.case.id)
        hold.session.add(found)
    return found
