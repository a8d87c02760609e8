"""Who sees a case: role × right × who is denounced, generated; and SQL says the same as the predicate."""

import datetime as dt
from itertools import product

import pytest
from sqlalchemy import select

from app.casework import grants
from app.listings.visible import visible
from app.policy import cases as policy
from app.policy.actor import ROLES, Actor
from db.base import new_id
from db.models import Case, Grant
from tests.office import Office
from tests.sealed import contested, denunciation

RIGHTS = (None, *grants.LEVELS)
ABOUT = ("another", "person", "unit", "second office", "leader")
WORKING = {"officer", "unit_head", "chairman"}


def somebody(office: Office, role: str, about: str) -> Actor:
    """Somebody of the culture division in one role; about the denounced as the row says."""
    person = office.tam
    units = {"second office": frozenset({office.units["culture"], office.units["economy"]})}
    return Actor(
        person_id=person.person_id,
        name=person.name,
        authority_id=person.authority_id,
        unit_id=office.units["leadership" if role == "chairman" else "culture"],
        holding_id=person.holding_id,
        roles=frozenset({role}),
        title="",
        units=units.get(about, frozenset()),
    )


def right(office: Office, role: str | None, *, days: int = 90, since: int = 0) -> tuple[Grant, ...]:
    if role is None:
        return ()
    begun = office.now + dt.timedelta(days=since)
    return (
        Grant(
            id=new_id(), person_id=office.tam.person_id, unit_id=office.units["culture"], role=role,
            level=grants.LEVELS[role], since=begun, until=begun + dt.timedelta(days=days),
            given_by_id=None, revoked_at=None,
        ),
    )  # fmt: skip


def about(office: Office, case_id, whom: str) -> None:
    match whom:
        case "person":
            contested(office, case_id, author="tam")
        case "unit":
            contested(office, case_id, unit="culture")
        case "second office":
            contested(office, case_id, unit="economy")
        case "leader":
            contested(office, case_id, unit="leadership", author="long")


def test_role_and_right_and_who_is_denounced_decide_together(office: Office):
    """Each row is told by a rule of two lines; the predicate and the SELECT agree with it and each other."""
    case_id = denunciation(office)
    wrong = []
    for whom in ABOUT:
        contested(office, case_id)
        about(office, case_id, whom)
        for role, held in product(ROLES, RIGHTS):
            actor = somebody(office, role, whom)
            barred = whom in {"person", "second office"} or (whom == "unit" and role != "chairman")
            barred |= whom == "leader" and role == "chairman"
            may = role in WORKING and not barred and (role == "chairman" or held is not None)
            identity = may and (role == "chairman" or grants.LEVELS[held] == "identity")
            with office.work() as session:
                session.query(Grant).filter(Grant.person_id == actor.person_id).delete()
                session.add_all(
                    [(setattr(each, "case_id", case_id), each)[1] for each in right(office, held)]
                )
            with office.look() as session:
                case = session.get_one(Case, case_id)
                living = grants.of(session, case)
                told = (
                    policy.may_see(actor, case, living),
                    policy.may_read_identity(actor, case, living),
                    session.scalar(select(Case.id).where(visible(actor))) is not None,
                )
            if told != (may, identity, may):
                wrong.append((whom, role, held, told, (may, identity)))
    assert wrong == []


@pytest.mark.parametrize(("since", "days", "revoked"), [(1, 90, False), (-91, 90, False), (0, 90, True)])
def test_a_right_holds_from_its_day_to_its_day_and_not_after_it_was_taken_back(office, since, days, revoked):
    case_id = denunciation(office)
    actor = somebody(office, "officer", "another")
    with office.work() as session:
        (held,) = right(office, "team_head", since=since, days=days)
        held.case_id, held.revoked_at = case_id, office.now if revoked else None
        session.add(held)
    with office.look() as session:
        case = session.get_one(Case, case_id)
        assert not policy.may_see(actor, case, grants.of(session, case))
        assert session.scalar(select(Case.id).where(visible(actor))) is None


def test_before_it_is_classified_only_its_receiver_and_the_leader_see_it(office: Office):
    case_id = office.register().case_id
    with office.look() as session:
        case = session.get_one(Case, case_id)
        seers = [name for name, actor in office.people.items() if policy.may_see(actor, case)]
        listed = [
            name
            for name, actor in office.people.items()
            if session.scalar(select(Case.id).where(visible(actor)))
        ]
    assert seers == listed == ["long", "oanh"]
