"""``donthu incidents`` tells what is open, by ids and elements, and tries one again."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from app.casework import incidents
from app.casework.stuck import Trouble
from app.cli import main
from app.services.office import open_office
from app.settings import from_environment
from db.base import new_id
from db.models import Authority


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    return lambda *words: CliRunner().invoke(main, [*words])


def stuck() -> str:
    database = open_office(from_environment())
    with database.transaction() as session:
        ward = Authority(
            id=new_id(), key="vinh", name="Phường Vinh", name_en="Vinh", superior="UBND TỈNH", place="Vinh",
            level="commune", code="UBND", remote=False,
        )  # fmt: skip
        session.add(ward)
        session.flush()
        at = dt.datetime(2026, 8, 3, 2, 0, tzinfo=dt.UTC)
        row = incidents.keep(
            session,
            Trouble(
                kind="step",
                element="rc_accepted",
                authority_id=ward.id,
                case_id=None,
                run_id=None,
                version_id=None,
                at=at,
                command="act",
            ),
        )
        told = str(row.id)
    database.close()
    return told


def test_without_an_incident_it_ends_well_and_says_so(run):
    done = run("incidents", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])


def test_an_open_one_is_listed_for_people_and_for_programs(run):
    told = stuck()
    done = run("incidents", "--json")
    assert done.exit_code == 1
    (row,) = json.loads(done.stdout)
    assert (row["id"], row["kind"], row["element"], row["times"]) == (told, "step", "rc_accepted", 1)
    assert "Một bước của chương trình bị lỗi" in run("incidents").stdout
    assert "A step of the program fails" in run("--language", "en", "incidents").stdout


def test_what_only_its_sender_can_do_again_and_what_is_not_there_end_with_two(run):
    assert run("incidents", "retry", stuck()).exit_code == 2
    assert run("incidents", "retry", "nowhere").exit_code == 2
