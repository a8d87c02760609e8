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
from app.casework import advance, letters, parties, search, vault
from app.casework.audit import START, Tag, record
from app.casework.hold import Begin, Hold
from app.errors import NotAllowed, Unacceptable
from app.language import _
from app.policy.actor import OFFICER, UNIT_HEAD, Actor
from app.sealing import codes
from db.base import NEVER, new_id
from db.models import Authority, Case, CasePetition, ContentItem, Document, Petition, Upload, VaultKey


@dataclass(frozen=True)
class Registered:
    """What the counter hands over: the petition, its case, the code on the receipt."""

    petition_id: UUID
    case_id: UUID
    code: str


def register(
    session: Session, answers: Mapping[str, Any], *, actor: Actor, uploads: Sequence[UUID] = ()
) -> Registered:
    """Register a petition as it stands on the counter's form, and start its intake.

    ``answers`` are the checked answers of the form ``registration``. Everything is sealed under a
    new key until the petition is classified.

    Raises: NotAllowed, Unacceptable.
    """
    if not actor.has(OFFICER, UNIT_HEAD):
        raise NotAllowed
    with clock.at(clock.now()) as now:
        received_on = _received(answers, now)
        key = vault.new_key(session)
        code = codes.new_code()
        petition = _petition(session, key, answers, received_on, code, actor=actor, now=now)
        case = _case(session, petition, actor=actor, now=now)
        hold = Hold(session=session, case=case, key=key, now=now, actor=actor)
        parties.keep(session, key, petition, answers)
        _keep_contents(hold, petition, answers)
        keep_documents(hold, petition, answers.get("documents") or [], uploads, actor=actor)
        search.index_number(session, case)
        record(session, case, Tag.PETITION_REGISTER, actor=actor, now=now, facts=_facts(petition))
        session.flush()
        advance.begin(hold, Begin(procedure="intake", as_of=received_on))
        advance.finish(hold)
    return Registered(petition.id, case.id, code)


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
        number=letters.take_number(session, actor.authority_id, "petition", received_on.year),
        code_digest=codes.fingerprint(code).hex(),
        channel=str(answers.get("channel") or "counter"),
        received_on=received_on,
        stamped_on=_day(answers.get("stamped_on")),
        recorded_at=now,
        backdating_reason=answers.get("backdating_reason") or None,
        forwarder=answers.get("forwarder") or None,
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
        number=letters.take_number(session, actor.authority_id, "case", petition.year),
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


def keep_documents(
    hold: Hold,
    petition: Petition,
    stated: Sequence[Mapping[str, Any]],
    uploads: Sequence[UUID],
    *,
    actor: Actor,
) -> None:
    """Keep the list of papers handed in and the scans that came with them."""
    for item in stated:
        hold.session.add(_document(hold, petition, actor, title=str(item.get("title") or ""), item=item))
    if not uploads:
        return
    rows = hold.session.scalars(
        select(Upload).where(Upload.id.in_(uploads), Upload.person_id == actor.person_id)
    )
    for upload in list(rows):
        key = hold.session.get_one(VaultKey, upload.key_id)
        scan = _document(hold, petition, actor, title=vault.read(hold.session, key, upload.name), item={})
        scan.key_id, scan.digest = upload.key_id, upload.digest
        scan.title = upload.name
        scan.media_type, scan.size = upload.media_type, upload.size
        hold.session.add(scan)
        hold.session.delete(upload)


def _document(
    hold: Hold, petition: Petition, actor: Actor, *, title: str, item: Mapping[str, Any]
) -> Document:
    return Document(
        id=new_id(),
        case_id=hold.case.id,
        petition_id=petition.id,
        key_id=hold.key.id,
        title=vault.seal(hold.session, hold.key, title),
        pages=int(item.get("pages") or 0),
        form=str(item.get("form") or "copy"),
        size=0,
        by_id=actor.person_id,
        at=hold.now,
    )


def _facts(petition: Petition) -> dict[str, object]:
    return {
        "petition": str(petition.id),
        "number": f"{petition.number}/{petition.year}",
        "received": petition.received_on.isoformat(),
        "backdated": petition.backdating_reason is not None,
    }


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
