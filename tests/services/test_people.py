"""People are admitted, appointed and leave; administrators stay within their authority."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app import clock
from app.errors import NotAllowed, NotFound
from app.listings import people as listing
from app.policy.actor import ROLES
from app.services import passwords, people, sessions, staff_trail, units
from app.services.people import (
    AlreadyHeld,
    Appointment,
    EndBeforeStart,
    LoginTaken,
    LoginUnusable,
    NameMissing,
    Newcomer,
    RoleUnknown,
    UnitNotThen,
)
from app.services.units import KindUnknown, NewUnit, StillHeld
from db.models import AuditEntry, Holding, UnitSuccession
from tests.town import PASSWORD, SINCE, WARDS

DAY = dt.date(2026, 1, 5)
CREDENTIAL = passwords.Credential("not a hash", must_change=True)


@pytest.fixture
def an(town):
    return town.actor("vinh.administrator")


def office(town, unit="vinh.office", role="officer", since=DAY, until=None):
    return Appointment(
        unit_id=town.units[unit], role=role, title="Chuyên viên", title_en="", since=since, until=until
    )


def admit(town, actor, login="minh", name="Bùi  Văn Minh", **appointment: object):
    with town.database.transaction() as session:
        first = office(town, **appointment)
        return people.admit(session, Newcomer(login=login, name=name), CREDENTIAL, first, actor=actor)


def test_a_newcomer_has_an_office_and_a_one_time_password(town, an):
    password, credential = passwords.one_time()
    with town.database.transaction() as session:
        who = people.admit(
            session, Newcomer(login="Minh", name=" Bùi  Văn Minh"), credential, office(town), actor=an
        )
    with town.database.reading() as session:
        shown = listing.person(session, who, actor=an)
    assert (shown.name, shown.login, shown.must_change) == ("Bùi Văn Minh", "minh", True)
    assert [(each.role, each.since) for each in shown.offices] == [("officer", DAY)]
    assert passwords.matches(credential.hashed, password)


@pytest.mark.parametrize(
    ("login", "name", "refusal"),
    [
        ("officer.vinh", "A", LoginTaken),
        ("OFFICER.pha", "A", LoginTaken),
        ("ô", "A", LoginUnusable),
        ("a b", "A", LoginUnusable),
        ("1minh", "A", LoginUnusable),
        ("minh'--", "A", LoginUnusable),
        ("minh", "  ", NameMissing),
    ],
)
def test_a_newcomer_needs_a_name_and_a_login_of_their_own(town, an, login, name, refusal):
    with pytest.raises(refusal):
        admit(town, an, login=login, name=name)


@pytest.mark.parametrize(
    ("appointment", "refusal"),
    [
        ({"role": "king"}, RoleUnknown),
        ({"since": DAY, "until": DAY - dt.timedelta(1)}, EndBeforeStart),
        ({"since": SINCE - dt.timedelta(1)}, UnitNotThen),
        ({"unit": "pha.office"}, NotFound),
    ],
)
def test_an_appointment_fits_its_unit_and_its_days(town, an, appointment, refusal):
    with pytest.raises(refusal):
        admit(town, an, **appointment)


def test_one_role_in_one_unit_is_held_once_at_a_time(town, an):
    who = admit(town, an, until=dt.date(2026, 3, 31))
    with town.database.transaction() as session, pytest.raises(AlreadyHeld):
        people.appoint(session, who, office(town, since=dt.date(2026, 3, 31)), actor=an)
    with town.database.transaction() as session:
        people.appoint(session, who, office(town, since=dt.date(2026, 4, 1)), actor=an)


def test_what_was_done_keeps_its_office_when_the_office_ends(town, an):
    holding = town.actor("vinh.officer").holding_id
    with town.database.transaction() as session:
        people.end_appointment(session, holding, until=DAY, actor=an)
    with town.database.reading() as session:
        assert session.get_one(Holding, holding).until == DAY
        with pytest.raises(EndBeforeStart):
            people.end_appointment(session, holding, until=SINCE - dt.timedelta(1), actor=an)


def test_nobody_appoints_resets_or_closes_themselves(town, an):
    me = an.person_id
    with town.database.reading() as session:
        for attempt in (
            lambda: people.appoint(session, me, office(town, role="chairman"), actor=an),
            lambda: people.end_appointment(session, an.holding_id, until=DAY, actor=an),
            lambda: people.reset_password(session, me, CREDENTIAL, actor=an),
            lambda: people.disable(session, me, actor=an),
        ):
            with pytest.raises(NotAllowed):
                attempt()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_only_the_administrator_changes_people(town, role):
    actor = town.actor(f"vinh.{role}")
    victim = town.people["vinh.clerk" if role != "clerk" else "vinh.officer"]
    with town.database.reading() as session:
        for attempt in (
            lambda: people.appoint(session, victim, office(town, role="auditor"), actor=actor),
            lambda: people.reset_password(session, victim, CREDENTIAL, actor=actor),
            lambda: people.disable(session, victim, actor=actor),
            lambda: units.establish(
                session,
                actor.authority_id,
                NewUnit(name="X", name_en="", kind="division", since=DAY),
                actor=actor,
            ),
            lambda: units.end_unit(session, town.units["vinh.office"], until=DAY, successors=[], actor=actor),
        ):
            with pytest.raises(NotAllowed):
                attempt()


def test_the_people_of_another_authority_are_not_there(town, an):
    stranger = town.people["pha.officer"]
    with town.database.reading() as session:
        for attempt in (
            lambda: listing.person(session, stranger, actor=an),
            lambda: people.appoint(session, stranger, office(town), actor=an),
            lambda: people.reset_password(session, stranger, CREDENTIAL, actor=an),
            lambda: people.enable(session, stranger, actor=an),
            lambda: people.end_appointment(
                session, town.actor("pha.officer").holding_id, until=DAY, actor=an
            ),
            lambda: units.end_unit(session, town.units["pha.office"], until=DAY, successors=[], actor=an),
        ):
            with pytest.raises(NotFound):
                attempt()
        seen = {each.id for each in listing.of_authority(session, actor=an)}
    assert seen == {town.people[f"vinh.{role}"] for role in ROLES}


def test_who_also_works_elsewhere_cannot_be_taken_over_from_here(town, an):
    """The chairman of another ward once helped here: our administrator must not get his password."""
    who = town.people["pha.chairman"]
    with town.database.transaction() as session:
        helped = office(town, since=DAY, until=dt.date(2026, 1, 31))
        people.appoint(session, who, helped, actor=None)
    with town.database.reading() as session:
        shown = listing.person(session, who, actor=an)
        assert not shown.manageable
        assert len(shown.offices) == 1, "the office elsewhere is not shown"
        with pytest.raises(NotAllowed):
            people.reset_password(session, who, CREDENTIAL, actor=an)


def test_a_reset_password_ends_every_sign_in_and_must_be_changed(town, an):
    secret = town.secret("vinh.clerk")
    password, credential = passwords.one_time()
    with town.database.transaction() as session:
        people.reset_password(session, town.people["vinh.clerk"], credential, actor=an)
    with town.database.reading() as session:
        assert sessions.resume(session, secret, lifetimes=sessions.Lifetimes()) is None
        assert listing.person(session, town.people["vinh.clerk"], actor=an).must_change
    assert password != PASSWORD


def test_lists_stand_in_the_order_of_given_names(town, an):
    with town.database.reading() as session:
        names = [each.name.split()[-1] for each in listing.of_authority(session, actor=an)]
    assert names == ["An", "Hòa", "Lan", "Long", "Oanh", "Sáu", "Vân"]


def test_every_change_of_people_leaves_one_entry_on_a_chain_that_holds(town, an):
    who = admit(town, an)
    with town.database.transaction() as session:
        people.disable(session, who, actor=an)
        people.enable(session, who, actor=an)
    with town.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(4)).all()
        assert [each.tag for each in reversed(entries)] == [
            "person.admit",
            "person.appoint",
            "person.disable",
            "person.enable",
        ]
        assert all(each.actor_id == an.person_id for each in entries)
        assert "Minh" not in str([each.facts for each in entries])
        assert staff_trail.first_broken(session) is None


def test_a_changed_entry_breaks_the_chain_where_it_was_changed(town):
    with town.database.transaction() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.sequence == 5)).one()
        entry.facts = {**entry.facts, "role": "chairman"}
    with town.database.reading() as session:
        assert staff_trail.first_broken(session) == 5


def test_a_unit_ends_only_when_nobody_holds_an_office_in_it(town, an):
    with town.database.transaction() as session, pytest.raises(StillHeld):
        units.end_unit(session, town.units["vinh.office"], until=DAY, successors=[], actor=an)


def test_the_work_of_an_ended_unit_is_carried_on_by_its_successors(town, an):
    with town.database.transaction() as session:
        new = NewUnit(name="Phòng Tiếp dân", name_en="Reception", kind="reception", since=SINCE)
        old = units.establish(session, an.authority_id, new, actor=an)
        heirs = [
            units.establish(
                session, an.authority_id, NewUnit(name=name, name_en="", kind="division", since=DAY), actor=an
            )
            for name in ("Phòng Kinh tế", "Phòng Văn hóa")
        ]
        units.end_unit(session, old, until=DAY, successors=heirs, actor=an)
    with town.database.reading() as session:
        links = session.execute(select(UnitSuccession.successor_id, UnitSuccession.since)).all()
        assert {link.successor_id for link in links} == set(heirs)
        assert {link.since for link in links} == {DAY + dt.timedelta(1)}
        with pytest.raises(UnitNotThen):
            people.appoint(
                session,
                town.people["vinh.clerk"],
                Appointment(unit_id=old, role="clerk", title="", title_en="", since=clock.today()),
                actor=an,
            )


def test_a_unit_needs_a_name_a_kind_and_a_parent_that_stands(town, an):
    with town.database.reading() as session:
        for new, refusal in (
            (NewUnit(name=" ", name_en="", kind="division", since=DAY), NameMissing),
            (NewUnit(name="X", name_en="", kind="palace", since=DAY), KindUnknown),
            (
                NewUnit(name="X", name_en="", kind="division", since=DAY, parent_id=town.units["pha.office"]),
                NotFound,
            ),
        ):
            with pytest.raises(refusal):
                units.establish(session, an.authority_id, new, actor=an)


def test_two_units_of_one_name_are_told_apart(town, an):
    new = NewUnit(name="Văn phòng", name_en="", kind="division", since=DAY)
    with town.database.transaction() as session:
        assert units.establish(session, an.authority_id, new, actor=an) != town.units["vinh.office"]
    assert len(WARDS) == 2


def test_administrators_at_work_at_the_same_moment_leave_one_unbroken_chain(town):
    def change(n) -> None:
        with town.database.transaction() as session:
            staff_trail.record(session, staff_trail.Tag.UNIT_ESTABLISH, actor_id=None, facts={"n": n})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(40)))
    with town.database.reading() as session:
        assert staff_trail.first_broken(session) is None
        facts = session.scalars(select(AuditEntry.facts).where(AuditEntry.tag == "unit.establish"))
        assert {each["n"] for each in facts if "n" in each} == set(range(40))
