"""How people were heard: working sessions, the leader's survey, the dialogue with each opinion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.casework import asked, vault
from app.casework.hold import Hold
from app.casework.notices import holders
from app.policy.actor import CHAIRMAN
from db.base import new_id
from db.models import Attendance, Hearing, Opinion, Run, Task

SESSION, SURVEY, DIALOGUE = "session", "survey", "dialogue"
MET = frozenset({"complainant", "respondent", "concerned"})  # sessions with somebody, not with papers


def sessions(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the working sessions of a verification; what is sent again stands for what was sent before."""
    before = select(Hearing.id).where(Hearing.case_id == hold.case.id, Hearing.kind == SESSION)
    gone = list(hold.session.scalars(before))
    hold.session.execute(delete(Attendance).where(Attendance.hearing_id.in_(gone)))
    hold.session.execute(delete(Hearing).where(Hearing.id.in_(gone)))
    for row in answers.get("sessions") or []:
        topic = str(row.get("kind") or "")
        words = {"topic": topic, "findings": str(row.get("summary") or "")}
        hearing = _hearing(hold, SESSION, asked.day_of(row.get("on")), words)
        capacity = topic if topic in MET else "concerned"
        names = str(row.get("people") or "").replace(";", "\n").splitlines()
        _attended(hold, hearing, ({"name": name, "capacity": capacity} for name in names))


def survey(hold: Hold, _run: Run | None, _task: Task | None, answers: Mapping[str, Any]) -> None:
    """Keep what the leader saw on the spot."""
    words = {
        "topic": "",
        "place": str(answers.get("survey_place") or ""),
        "findings": str(answers.get("survey_findings") or ""),
    }
    led_by = hold.actor.person_id if hold.actor else None
    hearing = _hearing(hold, SURVEY, asked.day_of(answers.get("surveyed_on")), words, led_by=led_by)
    names = str(answers.get("survey_people") or "").replace(";", "\n").splitlines()
    _attended(hold, hearing, ({"name": name, "capacity": "concerned"} for name in names))


def dialogue(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep who came to a dialogue and who did not, and each opinion with how it was treated."""
    words = {
        "topic": str(answers["dialogue_outcome"]),
        "findings": str(answers.get("absence_note") or answers.get("refused_to_sign") or ""),
    }
    chairs = holders(hold.session, hold.today, role=CHAIRMAN, authority_id=hold.case.authority_id)
    led_by = min(chairs) if chairs and answers.get("chaired_in_person") else None
    hearing = _hearing(hold, DIALOGUE, asked.day_of(answers.get("dialogued_on")), words, led_by=led_by)
    hearing.read_back = bool(answers.get("read_back"))
    _attended(hold, hearing, answers.get("attendance") or [])
    for position, row in enumerate(answers.get("points") or []):
        hold.session.add(
            Opinion(
                id=new_id(),
                case_id=hold.case.id,
                hearing_id=hearing.id,
                position=position,
                text=vault.seal(hold.session, hold.key, str(row.get("opinion") or "")),
                state=str(row.get("state") or "not_agreed"),
                treatment=vault.seal(hold.session, hold.key, str(row.get("treatment") or "")),
            )
        )


def _hearing(
    hold: Hold, kind: str, on: dt.date | None, words: Mapping[str, str], *, led_by: UUID | None = None
) -> Hearing:
    hearing = Hearing(
        id=new_id(),
        case_id=hold.case.id,
        kind=kind,
        topic=words["topic"],
        on=on or hold.today,
        place=vault.seal(hold.session, hold.key, words.get("place", "")),
        findings=vault.seal(hold.session, hold.key, words["findings"]),
        led_by_id=led_by,
        read_back=False,
        by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
        at=hold.now,
    )
    hold.session.add(hearing)
    return hearing


def _attended(hold: Hold, hearing: Hearing, rows: Iterable[Mapping[str, Any]]) -> None:
    for position, row in enumerate(row for row in rows if str(row.get("name") or "").strip()):
        hold.session.add(
            Attendance(
                id=new_id(),
                hearing_id=hearing.id,
                position=position,
                name=vault.seal(hold.session, hold.key, str(row["name"]).strip()),
                capacity=str(row.get("capacity") or "concerned"),
                presence=str(row.get("presence") or "present"),
            )
        )
