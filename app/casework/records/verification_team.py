"""Who verifies a denunciation: always two or more, never the denounced, each with a right to the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.casework import grants
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from app.casework.records.assignment import set_up
from app.errors import Unacceptable
from app.language import _
from db.models import Run, Task

FEWEST = 2  # Law on Denunciations 25/2018, article 31
SHORT = "short"  # article 43: nobody verifies


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who verifies and give them their rights: the head may ask who denounced, members never.

    Raises: Unacceptable for fewer than two, for the denounced and for their unit.
    """
    by = str(answers.get("verify_by"))
    if by == SHORT:
        return
    head, unit = UUID(str(answers["team_head"])), _id(answers.get("verifying_unit"))
    members = {UUID(str(one)) for one in answers.get("team_members") or []} - {head}
    if len({head, *members}) < FEWEST:
        raise Unacceptable(reason=_("a denunciation is verified by two people or more"))
    if unit is not None and unit == hold.case.contested_unit_id:
        raise Unacceptable(
            reason=_("whoever is denounced, or works in their unit, does not handle the matter")
        )
    _take_back(hold)
    grants.give(hold, head, grants.TEAM_HEAD)
    for member in sorted(members):
        grants.give(hold, member, grants.TEAM_MEMBER)
    hold.case.verifying_unit_id, hold.case.task_force_head_id = unit, head
    set_up(hold, head, members, answers)
    facts = {"by": by, "unit": str(unit) if unit else None}
    audit(hold.session, hold.case, Tag.CASE_ASSIGN, actor=hold.actor, now=hold.now, facts=facts)


def _take_back(hold: Hold) -> None:
    """End the rights of an earlier team: verifying again may be given to others."""
    for held in grants.of(hold.session, hold.case):
        if held.role in {grants.TEAM_HEAD, grants.TEAM_MEMBER}:
            grants.revoke(hold, held.person_id, role=held.role)


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
