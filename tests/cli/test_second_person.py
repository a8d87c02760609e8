"""No command puts a procedure in force that no second person approved; who tries past them is on record."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app import clock
from app.cli import main
from app.settings import from_environment
from app.worker.tick import tick
from tests.cli.test_init import GIVEN
from tests.office import Office
from tests.reviewing import running, sent, state, trail

READ_ONLY = {"check", "checklist", "deadline", "decide", "doctor", "figures", "rehearse", "scenarios"}
ELSEWHERE = {"serve", "worker", "backup", "restore"}  # what tests/web, tests/worker and tests/backup try
TRIED = (
    ["drain"], ["init", *GIVEN], ["keys", "show"], ["figures"], ["checklist", "recommendation"],
    ["scenarios", "recommendation"], ["demo"], ["clock"], ["incidents"], ["migrate"],
)  # fmt: skip
BY_HAND = """
import sys, sqlalchemy
with sqlalchemy.create_engine(sys.argv[1]).begin() as database:
    database.execute(sqlalchemy.text("UPDATE procedure_version SET state = 'in_force',"
                                     " effective_from = '2026-08-01' WHERE state = 'in_review'"))
"""


@pytest.fixture
def run(office: Office, tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.setenv("DONTHU_DATABASE_URL", office.database.url)
    return lambda *words: CliRunner().invoke(main, [*words])


def test_every_command_was_thought_of():
    known = READ_ONLY | {words[0] for words in TRIED} | ELSEWHERE
    assert set(main.list_commands(click.Context(main))) == known


def test_no_command_puts_in_force_what_waits_for_its_second_person(office: Office, run):
    version_id, before = sent(office, office.an), running(office)
    for words in TRIED:
        run(*words)
        assert state(office, version_id) == "in_review", words
        assert running(office) == before, words
    assert trail(office, version_id)[-1] == "procedure.send"


def test_whoever_writes_past_the_program_is_refused_and_it_is_recorded(office: Office, tmp_path: Path):
    version_id = sent(office, office.an)
    by_hand = [sys.executable, "-c", BY_HAND, office.database.url]
    subprocess.run(by_hand, check=True)  # noqa: S603 - the words above
    assert state(office, version_id) == "in_review"
    with clock.at(office.now):
        tick(office.database, from_environment({"DATA": str(tmp_path)}))
    assert state(office, version_id) == "in_review"
    assert trail(office, version_id)[-1] == "procedure.refused"
