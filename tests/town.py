"""Two wards that never were, with one person for every role in each: enough for whoever tests people."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.policy.actor import ROLES, Actor
from app.services import passwords, people, sessions, units
from app.services.office import open_office, upgraded_office
from app.settings import Settings, from_environment
from db.models import Authority, Holding, Person
from db.session import Database

SINCE = dt.date(2025, 7, 1)
PASSWORD = "rổ rá cạp lại 88"
WARDS = {"vinh": ("Phường Trường Vinh", "Truong Vinh ward"), "pha": ("Phường Cẩm Phả", "Cam Pha ward")}
NAMES = {
    "officer": ("Nguyễn Thị Oanh", "Chuyên viên", "Officer"),
    "unit_head": ("Phan Văn Hòa", "Chánh Văn phòng", "Chief of office"),
    "chairman": ("Hồ Đức Long", "Chủ tịch", "Chairman"),
    "clerk": ("Đặng Thị Vân", "Văn thư", "Clerk"),
    "administrator": ("Trần Văn An", "Quản trị hệ thống", "Administrator"),
    "legal_staff": ("Lê Thị Lan", "Cán bộ pháp chế", "Legal officer"),
    "auditor": ("Vũ Văn Sáu", "Thanh tra viên", "Inspector"),
}


@dataclass(frozen=True)
class Town:
    """The two wards: ids by ward and by ward and role (``vinh``, ``vinh.officer``)."""

    settings: Settings
    database: Database
    authorities: dict[str, UUID]
    units: dict[str, UUID]  # vinh.leadership, vinh.office
    people: dict[str, UUID]

    def secret(self, who: str) -> str:
        """Sign somebody in without the form; gives what the cookie holds."""
        with self.database.transaction() as session:
            return sessions.begin(session, self.people[who])

    def actor(self, who: str) -> Actor:
        """Give somebody as the services see them, in their first office."""
        with self.database.reading() as session:
            person = session.get_one(Person, self.people[who])
            held = session.scalars(select(Holding).where(Holding.person_id == person.id)).first()
        return Actor(
            person_id=person.id,
            name=person.name,
            authority_id=held.authority_id,
            unit_id=held.unit_id,
            holding_id=held.id,
            roles=frozenset({held.role}),
            title=held.title,
        )


def build(folder: Path, url: str = "") -> Town:
    """Found the two wards in an empty folder, and an empty database if ``url`` names one."""
    settings = from_environment({"DATA": str(folder), "DONTHU_DATABASE_URL": url})
    with upgraded_office(settings):  # a database that others share is brought up before it is opened
        pass
    town = Town(settings, open_office(settings), {}, {}, {})
    credential = passwords.given(PASSWORD)
    with town.database.transaction() as session:
        for ward, (name, english) in WARDS.items():
            authority = Authority(
                key=ward,
                name=name,
                name_en=english,
                superior="ỦY BAN NHÂN DÂN TỈNH",
                place=name.removeprefix("Phường "),
                level="commune",
                code=f"UBND-{ward.upper()}",
                remote=False,
            )
            session.add(authority)
            session.flush()
            town.authorities[ward] = authority.id
            for kind, unit_name in (("leadership", "Lãnh đạo"), ("office", "Văn phòng")):
                new = units.NewUnit(name=unit_name, name_en=kind.title(), kind=kind, since=SINCE)
                town.units[f"{ward}.{kind}"] = units.establish(session, authority.id, new, actor=None)
            for role in ROLES:
                _admit(session, town, ward, role, credential)
    return town


def copy(town: Town, folder: Path, url: str = "") -> Town:
    """Give a town of its own to one test: the same people, other rows."""
    town.database.close()  # everything lies in the one file then
    shutil.copytree(town.settings.data, folder, dirs_exist_ok=True)
    settings = from_environment({"DATA": str(folder), "DONTHU_DATABASE_URL": url})
    return Town(settings, open_office(settings), town.authorities, town.units, town.people)


def _admit(session, town, ward, role, credential) -> None:
    name, title, english = NAMES[role]
    unit = town.units[f"{ward}.{'leadership' if role == 'chairman' else 'office'}"]
    first = people.Appointment(unit_id=unit, role=role, title=title, title_en=english, since=SINCE)
    newcomer = people.Newcomer(login=f"{role}.{ward}", name=name)
    town.people[f"{ward}.{role}"] = people.admit(session, newcomer, credential, first, actor=None)
