"""The seal of a case: lifted from what is no denunciation, put on what turns out to be one, backwards too."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from app.casework import grants, numbers, parties, petitions, search, vault
from app.casework.hold import Hold, hold_case
from db.models import Case, CasePetition, Classification, Draft, Notice, Petition, Task


def lift(hold: Hold, petition: Petition) -> None:
    """Open a petition to those who handle it, and let it be found."""
    hold.case.sealed = petition.sealed = False
    details = vault.read_data(hold.session, vault.key_of(hold.session, petition), petition.details)
    hold.case.matter = str(details.get("matter") or "")
    petition.forwarder = details.get("forwarder") or None
    petition.backdating_reason = details.get("backdating_reason") or None
    names = [
        ("name", str(facts.get("name") or ""))
        for party, facts in parties.of(hold.session, petition)
        if party.capacity != "respondent"
    ]
    places = [("place", str(details.get(field) or "")) for field in ("place", "parcel", "address")]
    search.forget_words(hold)
    search.index_words(hold, [("matter", hold.case.matter), *places, *names])
    numbers.enter(hold, petition)


def put(hold: Hold) -> None:
    """Seal a case as if it had never been open: every petition of it and every case that reaches one.

    Words of a person that stood in clear are taken out, notices to those who may not know of it any more
    are gone, and so is what was typed into its steps and not sent (Law on Denunciations 2018, article 56).
    """
    tied = _petitions(hold)
    for petition in tied:
        petition.sealed, petition.forwarder, petition.backdating_reason = True, None, None
    ids = [petition.id for petition in tied]
    hold.session.execute(
        update(Classification)
        .where(Classification.petition_id.in_(ids))
        .values(override_reason=None, reason=None)
    )
    hold.session.execute(update(CasePetition).where(CasePetition.petition_id.in_(ids)).values(reason=None))
    for other in _reaching(hold, ids):
        _close(other)
    _close(hold)


def _close(hold: Hold) -> None:
    case = hold.case
    case.sealed, case.matter = True, ""
    grants.receive(hold)
    search.forget_words(hold)
    numbers.enter(hold, petitions.first(hold.session, case.id))
    kept = {case.registrar_id, *(grant.person_id for grant in grants.of(hold.session, case))}
    hold.session.execute(delete(Notice).where(Notice.case_id == case.id, Notice.person_id.not_in(kept)))
    steps = hold.session.scalars(select(Task.id).where(Task.case_id == case.id))
    hold.session.execute(delete(Draft).where(Draft.form.in_([f"task:{step}" for step in steps])))


def _petitions(hold: Hold) -> list[Petition]:
    tied = select(CasePetition.petition_id).where(
        CasePetition.case_id == hold.case.id, CasePetition.undone_at.is_(None)
    )
    return list(hold.session.scalars(select(Petition).where(Petition.id.in_(tied)).order_by(Petition.id)))


def _reaching(hold: Hold, tied: list[UUID]) -> list[Hold]:
    """Hold every other case that holds or reaches one of these petitions."""
    rows = hold.session.scalars(
        select(Case.id)
        .join(CasePetition, CasePetition.case_id == Case.id)
        .where(CasePetition.petition_id.in_(tied), Case.id != hold.case.id, Case.sealed.is_(False))
        .distinct()
        .order_by(Case.id)
    )
    return [hold_case(hold.session, case_id, actor=hold.actor) for case_id in list(rows)]
