"""``donthu clock`` says whether timers fire, and lets them fire again for a reason."""

import datetime as dt

import pytest
from click.testing import CliRunner

from app import clock
from app.cli import main
from app.services.office import open_office
from app.settings import from_environment
from db.models import Pulse


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    clock.forget()
    open_office(from_environment({"DATA": str(tmp_path)})).close()
    yield lambda *words: CliRunner().invoke(main, ["--language", "en", *words])
    clock.forget()


def last_ticked(tmp_path, days: int) -> None:
    database = open_office(from_environment({"DATA": str(tmp_path)}))
    with database.transaction() as session:
        session.get_one(Pulse, "clock").at = clock.now() - dt.timedelta(days=days)
    database.close()
    clock.forget()  # the next command is another process


def test_a_clock_that_is_believed_is_told_with_its_last_tick(run):
    told = run("clock")
    assert told.exit_code == 0
    assert "Last tick that was believed" in told.stdout
    assert "Timers that are due: 0" in told.stdout
    assert run("clock", "release", "--reason", "x").exit_code == 2, "there is nothing to release"


def test_an_office_that_was_off_for_long_is_held_until_somebody_says_why_it_is_right(run, tmp_path):
    last_ticked(tmp_path, 11)
    told = run("clock")
    assert told.exit_code == 1
    assert "TIMERS STAND STILL" in told.stdout
    assert run("clock", "release").exit_code == 2
    refused = run("clock", "release", "--reason", " ")
    assert (refused.exit_code, len(refused.stderr.strip().splitlines())) == (2, 1)
    assert run("clock", "release", "--reason", "compared with the telephone").exit_code == 0
    assert run("clock").exit_code == 0


def test_nine_days_hold_nothing(run, tmp_path):
    last_ticked(tmp_path, 9)
    assert run("clock").exit_code == 0
