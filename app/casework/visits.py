"""A visit kept and joined to its case: sealed under a key of its own, then under the key of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, numbers, parties, vault
from app.casework.audit import Tag, record
from app.casework.hold import Begin, Hold
from app.policy.actor import Actor
from db.base import new_id
from db.models import (
    Identity,
    ReceptionMark,
    ReceptionSession,
    ReceptionVisit,
    Run,
    VaultKey,
)

BOOK = "reception"
PROCEDURE = "reception"
LEADERS = frozenset({"chairman", "party_secretary", "deputy"})  # whose conclusions are followed up
SEALED = frozenset({"unclassified", "denunciation"})
ANONYMOUS = "anonymous"
REFUSED, PETITION, ATTACHED = "refused", "petition", "attached"
_WHO = {
    "name": "full_name",
    "organisation": "organisation_name",
    "address": "address",
    "identity_number": "identity_number",
    "phone": "phone",
}


def keep(
    session: Session,
    sitting: ReceptionSession,
    answers: Mapping[str, Any],
    *,
    crowd: bool,
    sealed: bool | None,
    actor: Actor,
) -> ReceptionVisit:
    """Keep one visit as its screen tells it; the words and who came are sealed at once.

    ``sealed`` is that of its case, None where it has none: then its kind says in which book it is numbered.
    """
    key = vault.new_key(session)
    who = {fact: answers[field] for fact, field in _WHO.items() if answers.get(field)}
    words = {name: value for name, value in answers.items() if name not in _WHO.values()}
    identity = Identity(id=new_id(), key_id=key.id, sealed=vault.seal_data(session, key, who))
    named = bool(who) and answers.get("petitioner_kind") != ANONYMOUS
    if named:
        session.add(identity)
    year, told = sitting.planned_on.year, _told(answers)
    visit = ReceptionVisit(
        id=new_id(),
        authority_id=sitting.authority_id,
        session_id=sitting.id,
        key_id=key.id,
        identity_id=identity.id if named else None,
        words=vault.seal_data(session, key, words),
        year=year,
        number=numbers.take(
            session, sitting.authority_id, BOOK, year, sealed=told["sealed"] if sealed is None else sealed
        ),
        on=sitting.planned_on,
        recorded_at=clock.now(),
        by_id=actor.person_id,
        unit_id=actor.unit_id,
        crowd=crowd,
        **told,
    )
    session.add(visit)
    session.add_all(
        ReceptionMark(id=new_id(), authority_id=visit.authority_id, visit_id=visit.id, kind=kind, value=value)
        for kind, value in (parties.marks(session, answers) if named else ())
    )
    session.flush()
    return visit


def join(hold: Hold, visit: ReceptionVisit, *, petition_id: UUID | None = None) -> None:
    """Put a visit under its case: it lies under the key of the case and is seen by whoever sees the case."""
    own = hold.session.get_one(VaultKey, visit.key_id)
    words = vault.read_data(hold.session, own, visit.words)
    visit.words = vault.seal_data(hold.session, hold.key, words)
    if visit.identity_id is not None:
        identity = hold.session.get_one(Identity, visit.identity_id)
        who = vault.read_data(hold.session, own, identity.sealed)
        identity.key_id, identity.sealed = hold.key.id, vault.seal_data(hold.session, hold.key, who)
    visit.key_id, visit.case_id = hold.key.id, hold.case.id
    visit.petition_id = petition_id or visit.petition_id
    vault.shred(own)
    facts = {"visit": str(visit.id), "on": visit.on.isoformat()}
    record(hold.session, hold.case, Tag.RECEPTION_JOIN, actor=hold.actor, now=hold.now, facts=facts)


def follow(hold: Hold, visit: ReceptionVisit, *, by_leader: bool, owed: bool) -> None:
    """Let what follows from a visit begin: an answer, a notice of refusal, or the leader's conclusion.

    An answer that is owed already to an earlier visit in this case answers this one too.
    """
    if not (by_leader or owed):
        return
    waiting = None if by_leader or visit.outcome == REFUSED else _owed_already(hold)
    if waiting is not None:
        visit.run_id = waiting
        return
    visit.run_id = new_id()
    data: dict[str, str | int | bool | None] = {
        "outcome": visit.outcome,
        "by_leader": by_leader,
        "visited_on": visit.on.isoformat(),
    }
    hold.followups.append(Begin(procedure=PROCEDURE, as_of=hold.today, data=data, run_id=visit.run_id))


def registered(
    session: Session, draft_id: UUID, *, petition_id: UUID, case_id: UUID, actor: Actor
) -> ReceptionVisit | None:
    """Join the visit at which a petition was taken to the case that its registration opened."""
    visit = session.scalars(select(ReceptionVisit).where(ReceptionVisit.draft_id == draft_id)).one_or_none()
    if visit is None or visit.case_id is not None:
        return visit
    sitting = session.get_one(ReceptionSession, visit.session_id)
    with advance.moving(session, case_id, actor=actor) as hold:
        join(hold, visit, petition_id=petition_id)
        follow(hold, visit, by_leader=sitting.duty in LEADERS, owed=False)
        session.flush()
    return visit


def _told(answers: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(answers.get("visit_kind") or "unclassified")
    return {
        "petitioner_kind": str(answers.get("petitioner_kind") or "person"),
        "capacity": str(answers.get("capacity") or "self"),
        "people": int(answers.get("people") or 1),
        "representatives": len([row for row in answers.get("representatives") or [] if row]),
        "times": int(answers.get("times") or 1),
        "kind": kind,
        "sealed": kind in SEALED,
        "contested_author_id": _id(answers.get("denounced_person")),
        "contested_unit_id": _id(answers.get("denounced_unit")),
        "read_back": bool(answers.get("read_back")),
        "signed": str(answers.get("signed") or "declined"),
        "outcome": str(answers["outcome"]),
        "refusal_ground": str(answers.get("refusal_ground") or ""),
        "draft_id": None,
        "petition_id": None,
        "case_id": None,
        "run_id": None,
        "concluded_on": None,
        "conclusion": None,
    }


def _owed_already(hold: Hold) -> UUID | None:
    return hold.session.scalars(
        select(Run.id)
        .join(ReceptionVisit, ReceptionVisit.run_id == Run.id)
        .where(
            Run.case_id == hold.case.id,
            Run.procedure == PROCEDURE,
            Run.status == "running",
            ReceptionVisit.outcome == ATTACHED,
            ReceptionVisit.concluded_on.is_(None),
        )
        .order_by(Run.id)
    ).first()


def _id(value: object) -> UUID | None:
    return UUID(str(value)) if value else None
