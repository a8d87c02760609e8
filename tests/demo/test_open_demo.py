"""The demonstration comes to its end, is found again as it was, and is kept apart from real offices."""

import json

import pytest
from sqlalchemy import func, select, text

from app.casework.audit import first_broken
from app.demo import founding, setting_up
from app.demo.programme import BESIDE
from app.services import installing, passwords, staff_trail
from app.services.authorities import NewAuthority
from app.services.office import open_office
from app.services.people import Newcomer
from app.settings import from_environment
from db.models import Authority, Case, Incident, Person, Timer, Unit, UnitSuccession
from tests.demo.conftest import CASES


def everything(database):
    """How many rows each table has, and who is there."""
    with database.reading() as session:
        tables = session.get_bind().dialect.get_table_names(session.connection())
        return {t: session.scalar(text(f'SELECT count(*) FROM "{t}"')) for t in tables}  # noqa: S608


def test_the_play_comes_to_its_end_without_an_incident(demonstration):
    _settings, database, _told = demonstration
    with database.reading() as session:
        brought = select(func.count()).where(Case.kind != "execution")  # grows out of a settled complaint
        assert session.scalar(brought) == CASES + len(BESIDE)
        assert session.scalar(select(func.count()).select_from(Incident)) == 0
        assert session.scalar(select(func.count()).where(Timer.state == "dead")) == 0
        assert {first_broken(session, case_id) for case_id in session.scalars(select(Case.id))} == {None}
        assert staff_trail.first_broken(session) is None


def test_nothing_was_done_before_it_was_received_nor_after_now(demonstration):
    _settings, database, _told = demonstration
    with database.reading() as session:
        both = "SELECT count(*) FROM task t JOIN petition_case c ON c.id = t.case_id"
        early = f"{both} WHERE t.opened_at < c.opened_at"
        assert session.scalar(text(early)) == 0
        assert session.scalar(text("SELECT count(*) FROM audit_entry WHERE at > datetime('now')")) == 0


def test_both_wards_carry_on_the_work_of_the_city_before_them(demonstration):
    _settings, database, _told = demonstration
    with database.reading() as session:
        cities = list(session.scalars(select(Unit.name).where(Unit.kind == "historical").order_by(Unit.name)))
        assert cities == ["Thành phố Cẩm Phả (đến 30/6/2025)", "Thành phố Vinh (đến 30/6/2025)"]
        assert session.scalar(select(func.count()).select_from(UnitSuccession)) == 6


def test_a_second_start_changes_nothing(demonstration):
    settings, database, _told = demonstration
    before = everything(database)
    again: list[str] = []
    assert setting_up.open_demo(database, settings, say=again.append) is False
    assert everything(database) == before
    assert any(founding.PASSWORD in line for line in again)


def test_everybody_can_sign_in_with_what_demo_json_says(demonstration):
    settings, database, _told = demonstration
    told = json.loads((settings.data / "demo.json").read_text(encoding="utf-8"))
    assert told["url"] == settings.public_url
    with database.reading() as session:
        hashes = {person.login: person.password_hash for person in session.scalars(select(Person))}
    assert {each["login"] for each in told["people"]} == set(hashes)
    assert all(set(each) == {"login", "name", "title", "authority", "roles"} for each in told["people"])
    assert len(set(hashes.values())) == 1
    assert passwords.matches(hashes["oanh"], told["password"])


@pytest.fixture
def real_office(tmp_path):
    database = open_office(from_environment({"DATA": str(tmp_path)}))
    ward = NewAuthority(name="Phường Cẩm Phả", name_en="", superior="UBND TỈNH", place="Cẩm Phả")
    with database.transaction() as session:
        first = Newcomer(login="quantri", name="Nguyễn Văn Quản")
        installing.install(session, ward, first, passwords.one_time()[1])
    yield from_environment({"DATA": str(tmp_path)}), database
    database.close()


def test_a_demonstration_is_never_founded_in_a_real_office(real_office):
    settings, database = real_office
    before = everything(database)
    with pytest.raises(setting_up.RealOffice):
        setting_up.open_demo(database, settings, say=lambda _line: None)
    assert everything(database) == before


def test_the_known_password_opens_nothing_in_a_real_office(real_office):
    _settings, database = real_office
    with database.reading() as session:
        people = list(session.scalars(select(Person)))
        assert [passwords.matches(person.password_hash, founding.PASSWORD) for person in people] == [False]
        assert session.scalar(select(Authority.key)) == "phuong-cam-pha"
    setting_up.refuse_demo(database)


def test_a_demonstration_is_not_served_as_a_real_office(demonstration):
    _settings, database, _told = demonstration
    with pytest.raises(setting_up.DemonstrationOnly):
        setting_up.refuse_demo(database)
