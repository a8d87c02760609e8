"""The council that conciliates a land dispute, member by member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from app.casework import vault
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.base import new_id
from db.models import CouncilMember, Person, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who sits in the council; a new choice replaces the old one.

    Raises: Unacceptable for a member without a name.
    """
    hold.session.execute(delete(CouncilMember).where(CouncilMember.case_id == hold.case.id))
    for row in answers.get("council") or []:
        person = UUID(str(row["person"])) if row.get("person") else None
        name = hold.session.get_one(Person, person).name if person else str(row.get("name") or "").strip()
        if not name:
            raise Unacceptable(reason=_("every member of the council needs a name"))
        hold.session.add(
            CouncilMember(
                id=new_id(),
                case_id=hold.case.id,
                person_id=person,
                name=vault.seal(hold.session, hold.key, name),
                capacity=str(row["capacity"]),
            )
        )
    hold.session.flush()  # the decision on the council is drafted from the rows
