"""Registering a petition: sealed until it is classified, numbered, with a code for the citizen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, documents, intake, lawbook, numbers, parties, vault
from app.casework.audit import START, Tag, record
from app.casework.hold import Begin, Hold
from app.errors import NotAllowed, Unacceptable
from app.formdefs import Checked
from app.language import _
from app.policy.actor import OFFICER, UNIT_HEAD, Actor
from app.sealing import codes
from app.services import tasks
from db.base import NEVER, new_id
from db.models import Authority, Case, CasePetition, ContentItem, Petition, Run, Task, VaultKey


@dataclass(frozen=True)
class Registered:
    """What the counter hands over: the petition, its case, the code on the receipt."""

    petition_id: UUID
    case_id: UUID
    code: str


def register(
    session: Session,
    answers: Mapping[str, Any],
    *,
    actor: Actor,
    uploads: Sequence[UUID] = (),
    key: VaultKey | None = None,
) -> Registered:
    """Register a petition as it stands on the counter's form, and start its intake.

    ``answers`` are the checked answers of the form ``registration``. Everything is sealed until the
    petition is classified, under a new key or under that of the draft in which it was written.

    Raises: NotAllowed, Unacceptable.
    """
    return _enter(session, answers, None, actor=actor, uploads=uploads, key=key)


def register_and_classify(
    session: Session,
    answers: Mapping[str, Any],
    classification: Checked,
    *,
    actor: Actor,
    uploads: Sequence[UUID] = (),
    key: VaultKey | None = None,
) -> Registered:
    """Register a petition and complete its intake's one task at once, as one piece of work.

    ``classification`` is the form ``intake`` as ``casework.intake.check`` accepted it.

    Raises: NotAllowed, Unacceptable, and what the recorder or the procedure refuses.
    """
    return _enter(session, answers, classification, actor=actor, uploads=uploads, key=key)


def _enter(
    session: Session,
    answers: Mapping[str, Any],
    classification: Checked | None,
    *,
    actor: Actor,
    uploads: Sequence[UUID],
    key: VaultKey | None,
) -> Registered:
    if not actor.has(OFFICER, UNIT_HEAD):
        raise NotAllowed
    with clock.at(clock.now()) as now:
        received_on = _received(answers, now)
        key = key or vault.new_key(session)
        code = codes.new_code()
        petition = _petition(session, key, answers, received_on, code, actor=actor, now=now)
        case = _case(session, petition, actor=actor, now=now)
        law = lawbook.refresh(session)
        hold = Hold(session=session, case=case, key=key, now=now, actor=actor, law=law)
        parties.keep(session, key, petition, answers)
        _keep_contents(hold, petition, answers)
        documents.keep(hold, petition, answers.get("documents") or [], uploads)
        numbers.index(session, case)
        record(session, case, Tag.PETITION_REGISTER, actor=actor, now=now, facts=_facts(petition))
        session.flush()
        run = advance.begin(hold, Begin(procedure="intake", as_of=received_on, data={"returned": False}))
        if classification is not None:
            _classify(hold, run, classification)
        advance.finish(hold)
    return Registered(petition.id, case.id, code)


def _classify(hold: Hold, run: Run, classification: Checked) -> None:
    """Complete the one task of an intake that began a moment ago."""
    hold.session.flush()
    task = hold.session.scalars(
        select(Task).where(Task.run_id == run.id, Task.state == "open", Task.form == intake.FORM)
    ).one()
    node, _form = tasks.describe(hold.session, run, task)
    tasks.carry_out(hold, task, run, node, classification)


def _received(answers: Mapping[str, Any], now: dt.datetime) -> dt.date:
    """Read the date of receipt; a date in the past needs its reason, one in the future cannot be."""
    today = clock.local(now).date()
    received = dt.date.fromisoformat(str(answers.get("received_on") or today))
    if received > today:
        raise Unacceptable(reason=_("the date of receipt lies in the future"))
    if received < today and not answers.get("backdating_reason"):
        raise Unacceptable(reason=_("say why the date of receipt lies before today"))
    return received


def _petition(
    session: Session,
    key: VaultKey,
    answers: Mapping[str, Any],
    received_on: dt.date,
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
) -> Petition:
    petition = Petition(
        id=new_id(),
        authority_id=actor.authority_id,
        key_id=key.id,
        year=received_on.year,
        number=numbers.take(session, actor.authority_id, "petition", received_on.year, sealed=True),
        code_digest=codes.fingerprint(code).hex(),
        channel=str(answers.get("channel") or "counter"),
        received_on=received_on,
        stamped_on=_day(answers.get("stamped_on")),
        recorded_at=now,
        backdating_reason=None,  # words wait under the seal until it is opened
        forwarder=None,
        reply_owed=bool(answers.get("reply_owed")),
        petitioner_kind=str(answers.get("petitioner_kind") or "person"),
        signer_class=str(answers.get("signer_class") or "one"),
        signers=int(answers.get("signers") or 1),
        first_visit=answers.get("earlier_visit") != "repeat",
        sealed=True,
        registrar_id=actor.person_id,
        registrar_unit_id=actor.unit_id,
        details=vault.seal_data(session, key, {**answers, "code": code}),
    )
    session.add(petition)
    return petition


def _case(session: Session, petition: Petition, *, actor: Actor, now: dt.datetime) -> Case:
    authority = session.get_one(Authority, actor.authority_id)
    case = Case(
        id=new_id(),
        authority_id=actor.authority_id,
        key_id=petition.key_id,
        year=petition.year,
        number=numbers.take(session, actor.authority_id, "case", petition.year, sealed=True),
        kind="unclassified",
        field="",
        matter="",
        sealed=True,
        state="open",
        variant="remote" if authority.remote else "normal",
        received_on=petition.received_on,
        opened_at=now,
        registrar_id=actor.person_id,
        lead_unit_id=actor.unit_id,
        due_on=NEVER,
        step="",
        revision=0,
        audit_length=0,
        audit_head=START,
    )
    session.add(case)
    session.add(
        CasePetition(case_id=case.id, petition_id=petition.id, kind="first", by_id=actor.person_id, at=now)
    )
    return case


def _keep_contents(hold: Hold, petition: Petition, answers: Mapping[str, Any]) -> None:
    for position, item in enumerate(answers.get("content_items") or []):
        hold.session.add(
            ContentItem(
                id=new_id(),
                case_id=hold.case.id,
                petition_id=petition.id,
                position=position,
                text=vault.seal(hold.session, hold.key, str(item.get("text") or "")),
                request=vault.seal(hold.session, hold.key, str(item.get("request") or "")),
                state="open",
            )
        )


def _facts(petition: Petition) -> dict[str, object]:
    return {
        "petition": str(petition.id),
        "received": petition.received_on.isoformat(),
        "backdated": petition.received_on < clock.local(petition.recorded_at).date(),
    }


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
