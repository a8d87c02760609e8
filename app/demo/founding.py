"""The two wards founded: units with the city before them, people with one known password."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.demo.wards import OPENED, SUCCESSORS, UNITS, WARDS, DemoPerson, Ward
from app.policy.actor import ADMINISTRATOR, Actor
from app.services import authorities, passwords, people, units
from app.services.passwords import Credential

PASSWORD = "don-thu-demo"  # noqa: S105 - known to everybody, for invented people only
KEYS = frozenset(ward.authority.key for ward in WARDS)
FIRST_MORNING = dt.time(8)


def found(session: Session) -> None:
    """Found both wards on the day their government began, their people with one known password."""
    credential = passwords.given(PASSWORD)  # hashed once: hashing is slow on purpose
    with clock.at(dt.datetime.combine(OPENED, FIRST_MORNING, clock.VIETNAM)):
        for ward in WARDS:
            _found(session, ward, credential)


def _found(session: Session, ward: Ward, credential: Credential) -> None:
    authority_id = authorities.found(session, ward.authority)
    ids = {
        unit.key: units.establish(
            session,
            authority_id,
            units.NewUnit(name=unit.name, name_en=unit.name_en, kind=unit.kind, since=OPENED, key=unit.key),
            actor=None,
        )
        for unit in UNITS
    }
    admitted = {person.login: _admit(session, person, ids[person.unit], credential) for person in ward.people}
    administrator = next(person for person in ward.people if person.role == ADMINISTRATOR)
    actor = Actor(
        person_id=admitted[administrator.login],
        name=administrator.name,
        authority_id=authority_id,
        unit_id=ids[administrator.unit],
        holding_id=admitted[administrator.login],
        roles=frozenset({ADMINISTRATOR}),
        title=administrator.title,
    )
    _succeed(session, ward, ids, actor=actor)


def _admit(session: Session, person: DemoPerson, unit_id: UUID, credential: Credential) -> UUID:
    newcomer = people.Newcomer(login=person.login, name=person.name)
    first = people.Appointment(
        unit_id=unit_id, role=person.role, title=person.title, title_en=person.title_en, since=OPENED
    )
    return people.admit(session, newcomer, credential, first, actor=None)


def _succeed(session: Session, ward: Ward, ids: dict[str, UUID], *, actor: Actor) -> None:
    """Keep the former city as a unit that ended, its work carried on by the ward's units."""
    former = units.NewUnit(
        name=ward.former,
        name_en=ward.former_en,
        kind="historical",
        since=ward.former_since,
        key="former-city",
    )
    city = units.establish(session, actor.authority_id, former, actor=actor)
    last_day = OPENED - dt.timedelta(days=1)
    units.end_unit(session, city, until=last_day, successors=[ids[key] for key in SUCCESSORS], actor=actor)
