"""The classification of a petition: what the officer confirmed, and the seal it opens or keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework import audit, consultations, deadlines, linked, numbers, petitions, seal, search, vault
from app.casework.hold import Hold, hold_case
from app.errors import NotFound, Unacceptable
from app.language import _
from db.base import new_id
from db.models import Case, CaseLink, CasePetition, CaseUnit, Classification, Petition, Run, Task

KEEPS_SEAL = frozenset({"denunciation"})
EARLIER = {"complaint_second": "second-of", "land_settlement": "conciliation-of"}  # by procedure


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the classification, open what is no denunciation, and let the limits follow the type.

    Raises: Unacceptable when a denunciation is sent anywhere but into its own procedure.
    """
    kind, outcome = str(answers["petition_kind"]), str(answers["outcome"])
    petition = petitions.first(hold.session, hold.case.id)
    if kind in KEEPS_SEAL and outcome != "leader":
        raise Unacceptable(reason=_("a denunciation is sealed and goes into its own procedure, nowhere else"))
    hold.session.add(_row(hold, petition, answers))
    hold.case.field = str(answers.get("field") or "other")
    hold.case.variant = _variant(hold.case, complex_case=bool(answers.get("complex")))
    if answers.get("lead_unit"):
        hold.case.lead_unit_id = UUID(str(answers["lead_unit"]))
    hold.case.contested_unit_id = _id(answers.get("contested_unit"))
    hold.case.contested_author_id = _id(answers.get("contested_author"))
    deadlines.rebase(hold, kind)
    hold.case.kind = kind
    if kind in KEEPS_SEAL:
        seal.put(hold)
    else:
        seal.lift(hold, petition)
        _link_repeat(hold, petition)
    if outcome == "clarify":
        _clarify(hold, answers)
    _coordinate(hold, answers.get("coordinating_units") or [])
    if answers.get("earlier_case"):
        _link_earlier(hold, answers)
    if outcome == "duplicate":
        _link_duplicate(hold, petition, str(answers.get("duplicate_of") or ""))
    audit.record(
        hold.session,
        hold.case,
        audit.Tag.PETITION_CLASSIFY,
        actor=hold.actor,
        now=hold.now,
        facts={
            "kind": kind,
            "outcome": outcome,
            "overridden": bool(answers.get("override_reason")),
            "number": numbers.number_of(petition),
        },
    )


def _row(hold: Hold, petition: Petition, answers: Mapping[str, Any]) -> Classification:
    actor, kind = hold.actor, str(answers["petition_kind"])
    return Classification(
        petition_id=petition.id,
        case_id=hold.case.id,
        at=hold.now,
        by_id=_who(hold, petition),
        unit_id=actor.unit_id if actor else petition.registrar_unit_id,
        kind=kind,
        field=str(answers.get("field") or "other"),
        competence=str(answers.get("competence") or "within"),
        eligible=answers.get("eligibility") != "ineligible",
        outcome=str(answers["outcome"]),
        proposed=dict(answers.get("proposed") or {}),
        override_reason=None if kind in KEEPS_SEAL else answers.get("override_reason") or None,
        reason=None if kind in KEEPS_SEAL else str(answers.get("outcome_reason") or "")[:2000] or None,
        code=str((answers.get("proposed") or {}).get("outcome_code", {}).get("value") or ""),
        round=str(answers.get("round") or ""),
        over_level=bool(answers.get("over_level")),
    )


def _clarify(hold: Hold, answers: Mapping[str, Any]) -> None:
    """Ask the units before anything is forwarded; the classification waits for them."""
    question = {
        "purpose": "opinion",
        "units": answers.get("clarify_units") or [],
        "question": answers.get("clarify_question"),
        "answer_days": answers.get("clarify_days") or 1,
    }
    consultations.begin(hold, question)


def _coordinate(hold: Hold, units: Sequence[object]) -> None:
    """Name the units that coordinate with the one that leads, anew with each classification."""
    named = {UUID(str(unit)) for unit in units} - {hold.case.lead_unit_id}
    rows = list(hold.session.scalars(select(CaseUnit).where(CaseUnit.case_id == hold.case.id)))
    for row in rows:
        if row.unit_id in named:
            row.until = None
        elif row.until is None:
            row.until = hold.today
    for unit_id in sorted(named - {row.unit_id for row in rows}):
        hold.session.add(
            CaseUnit(id=new_id(), case_id=hold.case.id, unit_id=unit_id, since=hold.today, until=None)
        )


def _link_earlier(hold: Hold, answers: Mapping[str, Any]) -> None:
    """Tie a second round to the first, a settlement to its conciliation; the first hears of it.

    Raises: Unacceptable for a number that is no open case here.
    """
    earlier = search.by_number(hold.session, hold.case.authority_id, str(answers["earlier_case"]))
    if earlier is None or earlier.sealed or earlier.id == hold.case.id:
        raise Unacceptable(reason=_("no case here that is open to you has the number of the earlier case"))
    kind = EARLIER.get(str(answers.get("procedure")), "repeat-of")
    _tie(hold, earlier, kind)
    if kind == "second-of":
        first = hold_case(hold.session, earlier.id, actor=hold.actor)
        linked.tell_around(first, "second_complaint")
        hold.linked.append(first)


def _variant(case: Case, *, complex_case: bool) -> str:
    remote = case.variant.startswith("remote")
    if remote:
        return "remote-complex" if complex_case else "remote"
    return "complex" if complex_case else "normal"


def _link_duplicate(hold: Hold, petition: Petition, number: str) -> None:
    """Count a duplicate petition in the case that settles it already.

    Raises: NotFound, Unacceptable.
    """
    if numbers.read(number) is None:
        raise Unacceptable(reason=_("write the number of the first case as number/year, for example 12/2026"))
    original = search.by_number(hold.session, hold.case.authority_id, number)
    if original is None or original.sealed or original.id == hold.case.id:
        raise NotFound
    hold.session.add(
        CasePetition(
            case_id=original.id,
            petition_id=petition.id,
            kind="duplicate",
            by_id=_who(hold, petition),
            at=hold.now,
        )
    )


def _link_repeat(hold: Hold, petition: Petition) -> None:
    """Tie a matter brought again to the case that dealt with it before; both are open to their readers."""
    details = vault.read_data(hold.session, hold.key, petition.details)
    number = str(details.get("repeat_of") or "")
    earlier = search.by_number(hold.session, hold.case.authority_id, number)
    if earlier is None or earlier.sealed or earlier.id == hold.case.id:
        return
    _tie(hold, earlier, "repeat-of")


def _tie(hold: Hold, earlier: Case, kind: str) -> None:
    hold.session.add(
        CaseLink(
            from_id=hold.case.id,
            to_id=earlier.id,
            kind=kind,
            by_id=hold.actor.person_id if hold.actor else None,
            at=hold.now,
        )
    )


def _who(hold: Hold, petition: Petition) -> UUID:
    return hold.actor.person_id if hold.actor else petition.registrar_id


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
