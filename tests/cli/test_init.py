"""``donthu init`` makes one real office, once."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app.cli import main
from app.services import passwords
from app.services.office import open_office
from app.settings import from_environment
from db.models import Person, Unit, Version

GIVEN = [
    "--authority-name", "Phường Cẩm Phả", "--name-en", "Cẩm Phả ward",
    "--superior", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH", "--place", "Cẩm Phả",
    "--admin-login", "quantri", "--admin-name", "Nguyễn Văn Quản",
]  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    return lambda *words: CliRunner().invoke(main, [*words])


def test_init_makes_an_office_and_tells_its_password_once(run, tmp_path):
    done = run("init", *GIVEN)
    assert done.exit_code == 0, done.output
    password = re.search(r"[0-9a-z]{4}(-[0-9a-z]{4}){3}", done.stdout)[0]
    database = open_office(from_environment({"DATA": str(tmp_path)}))
    with database.reading() as session:
        person = session.scalars(select(Person)).one()
        kinds = set(session.scalars(select(Unit.kind)))
        procedures = set(session.scalars(select(Version.procedure)))
    database.close()
    assert (person.login, person.must_change) == ("quantri", True)
    assert passwords.matches(person.password_hash, password)
    assert kinds == {"leadership", "office"}
    assert {"intake", "complaint_first", "recommendation"} <= procedures


def test_init_refuses_a_second_time_and_changes_nothing(run):
    run("init", *GIVEN)
    again = run("init", *GIVEN)
    assert again.exit_code == 2
    assert "DATA=" in again.stderr
    assert again.stdout == ""


def test_init_speaks_english_when_asked(run):
    run("init", *GIVEN)
    assert "already serves an office" in run("--language", "en", "init", *GIVEN).stderr


def test_init_says_which_option_is_missing_where_nobody_can_be_asked(run):
    done = run("init", *GIVEN[:-2])
    assert done.exit_code == 2
    assert "--admin-name" in done.stderr


def test_init_refuses_a_login_that_nobody_could_type(run):
    done = run("init", *GIVEN[:-3], "Ông Quản", *GIVEN[-2:])
    assert done.exit_code == 2
    assert done.stdout == ""
