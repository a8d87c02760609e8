"""A new installation becomes an office: its first authority, units and administrator."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.errors import OfficeError
from app.policy.actor import ADMINISTRATOR
from app.services import authorities, people, units
from app.services.authorities import NewAuthority
from app.services.passwords import Credential
from app.services.people import Newcomer

BEGUN = dt.date(2025, 7, 1)  # local government of two levels, whose units these are, began that day
UNITS = (
    ("leadership", "Lãnh đạo UBND", "Leadership of the People's Committee"),
    ("office", "Văn phòng HĐND và UBND", "Office of the People's Council and Committee"),
)
TITLE, TITLE_EN = "Quản trị hệ thống", "Administrator"


class AlreadyInstalled(OfficeError):
    """This installation already serves an office. For another one choose an empty folder: DATA=…"""


def require_new(session: Session) -> None:
    """Refuse an installation that already serves somebody.

    Raises: AlreadyInstalled.
    """
    if authorities.keys(session):
        raise AlreadyInstalled


def install(session: Session, new: NewAuthority, first: Newcomer, credential: Credential) -> UUID:
    """Found the first authority with its two indispensable units and an administrator; gives its id.

    The administrator establishes the other units and admits everybody else.

    Raises: AlreadyInstalled, NameMissing, LevelUnknown, CodeUnusable, LoginUnusable.
    """
    require_new(session)
    authority_id = authorities.found(session, new)
    since = min(BEGUN, clock.today())
    made = {
        kind: units.establish(
            session,
            authority_id,
            units.NewUnit(name=name, name_en=name_en, kind=kind, since=since, key=kind),
            actor=None,
        )
        for kind, name, name_en in UNITS
    }
    post = people.Appointment(
        unit_id=made["office"],
        role=ADMINISTRATOR,
        title=TITLE,
        title_en=TITLE_EN,
        since=clock.today(),
    )
    people.admit(session, first, credential, post, actor=None)
    return authority_id
