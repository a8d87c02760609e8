"""A denunciation taken out of an open petition: it gets one of its own, and the open one forgets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.casework import numbers, parties, petitions, vault
from app.casework.hold import Hold
from app.sealing import codes
from db.base import new_id
from db.models import Answer, BlindKey, CasePetition, ContentItem, Identity, Party, Petition, Run

CONTENTS = "content_items"


def take_out(opened: Hold, origin: Hold, change: Run, items: Sequence[ContentItem]) -> UUID:
    """Write a petition of its own for what denounces somebody, sealed under the key of its case; give its id.

    Who reads the open case reads nothing of it any more: neither in its contents, nor in what was
    registered, nor in the proposal by which it was split off.
    """
    session = opened.session
    petition = petitions.first(session, origin.case.id)
    key = vault.key_of(session, petition)
    details = vault.read_data(session, key, petition.details)
    said = [vault.read(session, origin.key, item.text) for item in items]
    leaving = [row for row in details.get(CONTENTS) or [] if row.get("text") in said]
    own = _own(opened, petition, {**details, CONTENTS: leaving})
    _people(opened, petition, own)
    session.execute(delete(CasePetition).where(CasePetition.case_id == opened.case.id))
    session.add(_first(opened, own))
    for copy in session.scalars(select(ContentItem).where(ContentItem.case_id == opened.case.id)):
        copy.petition_id = own.id
    left = [row for row in details.get(CONTENTS) or [] if row.get("text") not in said]
    petition.details = vault.seal_data(session, key, {**details, CONTENTS: left})
    for item in items:
        item.text = item.request = vault.seal(session, origin.key, "")
    _forget_proposal(origin, change)
    session.flush()
    return own.id


def _own(opened: Hold, petition: Petition, details: Mapping[str, Any]) -> Petition:
    session, code = opened.session, codes.new_code()
    own = Petition(
        id=new_id(),
        authority_id=petition.authority_id,
        key_id=opened.key.id,
        year=opened.today.year,
        number=numbers.take(session, petition.authority_id, "petition", opened.today.year, sealed=True),
        code_digest=codes.fingerprint(code).hex(),
        channel=petition.channel,
        received_on=petition.received_on,
        stamped_on=petition.stamped_on,
        recorded_at=opened.now,
        backdating_reason=None,
        forwarder=None,
        reply_owed=False,
        petitioner_kind=petition.petitioner_kind,
        signer_class=petition.signer_class,
        signers=petition.signers,
        first_visit=petition.first_visit,
        sealed=True,
        registrar_id=petition.registrar_id,
        registrar_unit_id=petition.registrar_unit_id,
        details=vault.seal_data(session, opened.key, {**details, "code": code}),
    )
    session.add(own)
    return own


def _people(opened: Hold, petition: Petition, own: Petition) -> None:
    session = opened.session
    for party, facts in parties.of(session, petition):
        sealed = vault.seal_data(session, opened.key, facts)
        identity = Identity(id=new_id(), key_id=opened.key.id, sealed=sealed)
        session.add(identity)
        session.add(
            Party(
                id=new_id(),
                petition_id=own.id,
                identity_id=identity.id,
                capacity=party.capacity,
                kind=party.kind,
                position=party.position,
                id_skipped=party.id_skipped,
                same_as_id=None,
                same_by_id=None,
                same_undone_at=None,
            )
        )
    marks = list(session.scalars(select(BlindKey).where(BlindKey.petition_id == petition.id)))
    session.add_all(
        BlindKey(authority_id=row.authority_id, petition_id=own.id, kind=row.kind, value=row.value)
        for row in marks
    )


def _first(opened: Hold, own: Petition) -> CasePetition:
    by = opened.actor.person_id if opened.actor else opened.case.registrar_id
    return CasePetition(
        id=new_id(),
        case_id=opened.case.id,
        petition_id=own.id,
        kind="first",
        reason=None,
        by_id=by,
        at=opened.now,
        undone_at=None,
    )


def _forget_proposal(origin: Hold, change: Run) -> None:
    """Leave of the proposal, in the open case, only that something was split off."""
    for answer in origin.session.scalars(select(Answer).where(Answer.task_id == change.id)):
        answer.body = vault.seal_data(origin.session, origin.key, {"change": "split"})
