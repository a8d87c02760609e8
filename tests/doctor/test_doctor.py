"""The doctor finds nothing in an office that worked, and whatever was broken by hand."""

import contextlib
import json
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import Column, LargeBinary, text

from app.casework import vault
from app.cli import main
from app.doctor import MOST_TOLD, Finding, Patient, sealed
from app.doctor.rules import RULES
from app.sealing.keyring import KeyRing
from app.services import staff_trail
from db.base import Base
from db.models import Document, Notice
from db.upgrade import downgrade
from tests.casework.complaints import accepted
from tests.db.test_migrations import counts
from tests.examined import examined
from tests.filing import file_paper
from tests.office import Office

GUARD = "second_person_procedure_version_update"


@pytest.fixture
def worked(office: Office) -> Office:
    """An office with a recommendation, a complaint in the middle, a sealed petition and a paper."""
    case_id = office.register().case_id
    office.classify(case_id)
    accepted(office)
    office.register()
    file_paper(office, case_id)
    with office.work() as session:
        told = {"kind": "reminder", "on": office.now.date(), "at": office.now, "next_try_at": office.now}
        session.add(Notice(person_id=office.kien.person_id, case_id=case_id, attempts=0, **told))
        for number in (1, 2):
            staff_trail.record(session, staff_trail.Tag.KEY_ROTATE, actor_id=None, facts={"done": number})
    return office


def broken(office: Office, **more: object) -> dict[str, int]:
    return {rule: result.broken for rule, result in examined(office.database, **more).items()}


def by_hand(office: Office, statement: str, **given: object) -> None:
    with office.database.transaction() as session:
        assert session.execute(text(statement), given).rowcount != 0


def test_nothing_is_found_where_the_office_worked_and_nothing_is_written(worked):
    before = counts(worked.database)
    assert broken(worked) == {}
    assert counts(worked.database) == before


BREAKING = {
    "an entry changed": ("chains", "UPDATE audit_entry SET tag = 'run.end' WHERE tag = 'run.start'"),
    "the last entry cut off": ("chains", "UPDATE petition_case SET audit_length = audit_length + 1"),
    "an entry of the office changed": ("chains", "UPDATE audit_entry SET tag = 'x' WHERE case_id IS NULL"),
    "a timer lost": ("runs", "DELETE FROM timer WHERE state = 'pending'"),
    "a timer moved past the engine": (
        "runs", "UPDATE timer SET due_at = '2030-01-01 00:00:00' WHERE state = 'pending'",
    ),
    "a step lost": ("runs", "DELETE FROM task WHERE state = 'open'"),
    "a step done past the engine": (
        "runs", "UPDATE task SET state = 'done', closed_at = opened_at WHERE state = 'open'",
    ),
    "a state torn": ("runs", "UPDATE run SET state = substr(state, 1, 40) WHERE status = 'running'"),
    "a run that ended too early": ("ended", "UPDATE run SET status = 'ended' WHERE status = 'running'"),
    "a limit hidden": ("limits", "UPDATE petition_case SET due_on = '2030-01-01'"),
    "a notice sent that waits again": ("outbox", "UPDATE notice SET sent_at = at, next_try_at = at"),
    "a timer that fired and is told of nowhere": (
        "effects", "UPDATE timer SET state = 'fired' WHERE state = 'pending'",
    ),
    "a step done without a word of it": (
        "effects", "UPDATE task SET state = 'done', closed_at = opened_at WHERE state = 'open'",
    ),
    "a step that is told of and was not done": (
        "effects", "UPDATE task SET state = 'overtaken' WHERE state = 'done'",
    ),
    "a number burnt": ("numbers", "UPDATE number_book SET last = last + 1 WHERE book = 'sealed_petition'"),
    "a number that will be given twice": ("numbers", "UPDATE number_book SET last = 0 WHERE book = 'case'"),
    "a number of a case lost": ("numbers", "UPDATE number_book SET last = last + 9 WHERE book = 'case'"),
    "a limit moved without its timer": (
        "deadlines", "UPDATE deadline SET due_on = '2030-01-01' WHERE state = 'running'",
    ),
    "a limit met whose timer waits": (
        "deadlines", "UPDATE deadline SET state = 'ended' WHERE state = 'running'",
    ),
    "a limit standing still whose timer runs": (
        "deadlines", "UPDATE deadline SET state = 'suspended' WHERE state = 'running'",
    ),
    "a run over whose limit runs": ("deadlines", "UPDATE run SET status = 'ended' WHERE status = 'running'"),
    "words torn": ("sealed", "UPDATE answer SET body = substr(body, 1, 30)"),
    "words under the key of another": (
        "sealed",
        ("UPDATE answer SET body = (SELECT details FROM petition AS other WHERE other.key_id NOT IN"
         " (SELECT key_id FROM petition_case WHERE id = answer.case_id) LIMIT 1)"),
    ),
    "a step without its limit": ("references", "UPDATE task SET deadline_id = :strange WHERE state = 'open'"),
}  # fmt: skip


class Undone(Exception):
    """What was broken is whole again."""


def findings(office: Office, rule: str, statement: str) -> list[Finding]:
    """Break something, ask one rule, and undo it."""
    found: list[Finding] = []
    strange = uuid4()
    given = (
        {"strange": strange.hex if office.database.embedded else strange} if ":strange" in statement else {}
    )
    (asked,) = [one for one in RULES if one.key == rule]
    with contextlib.suppress(Undone), office.work() as session:
        assert session.execute(text(statement), given).rowcount != 0
        patient = Patient(
            session=session, embedded=office.database.embedded, current=True, store=vault.store(session),
            ring=vault.ring(session),
        )  # fmt: skip
        found += asked.look(patient)
        raise Undone
    return found


def test_what_was_broken_by_hand_is_found(worked):
    for harm, (rule, statement) in BREAKING.items():
        assert findings(worked, rule, statement), harm
    assert broken(worked) == {}


def test_every_column_of_bytes_is_sealed_or_said_not_to_be():
    columns = {str(c) for table in Base.metadata.sorted_tables for c in table.columns if _bytes(c)}
    assert columns >= sealed.PLAIN
    for table in Base.metadata.sorted_tables:
        if sealed.words(table):
            assert {"key_id", "case_id"} & set(table.c.keys()) or table.name in sealed.OVER, table.name


def _bytes(column: Column) -> bool:
    return isinstance(column.type, LargeBinary)


def test_a_played_town_is_sound(played):
    assert examined(played) == {}


def test_a_paper_that_is_gone_or_rotten_is_found(worked):
    with worked.look() as session:
        place = vault.store(session).place(
            session.query(Document.digest).filter(Document.digest.is_not(None)).scalar()
        )
    place.write_bytes(b"rotten")
    assert broken(worked) == {"papers": 1}
    assert broken(worked, hashes=False) == {}
    place.unlink()
    assert broken(worked, hashes=False) == {"papers": 1}


def test_a_key_file_of_another_office_is_found(worked, tmp_path):
    other = KeyRing.load(tmp_path / "other.key", create=True)
    assert list(broken(worked, ring=other)) == ["keys"]
    assert broken(worked, ring=None) == {"keys": 1}


def test_files_of_a_version_changed_by_hand_are_found(worked):
    if worked.database.embedded:
        by_hand_unguarded = f"DROP TRIGGER {GUARD}"
    else:
        by_hand_unguarded = f"ALTER TABLE procedure_version DISABLE TRIGGER {GUARD}"
    by_hand(worked, by_hand_unguarded)
    by_hand(worked, "UPDATE procedure_version SET digest = 'x' WHERE procedure = 'recommendation'")
    assert broken(worked) == {"versions": 1}


def test_rows_of_another_release_are_not_read(worked):
    downgrade(worked.database, "-1")
    assert broken(worked) == {"shape": 1}


def test_a_thousand_faults_are_counted_and_a_few_are_told(worked):
    by_hand(worked, "UPDATE audit_entry SET tag = 'run.end' WHERE case_id IS NOT NULL")
    chains = examined(worked.database)["chains"]
    assert chains.broken == len(chains.first) == counts(worked.database)["petition_case"] <= MOST_TOLD


@pytest.fixture
def command(worked, monkeypatch):
    with worked.look() as session:
        folder, key = vault.store(session).folder.parent, vault.ring(session).path
    monkeypatch.setenv("DATA", str(folder))
    monkeypatch.setenv("DONTHU_DATABASE_URL", worked.database.url)
    monkeypatch.setenv("DONTHU_KEY_FILE", str(key))
    return lambda *words: CliRunner().invoke(main, [*words])


def test_the_command_answers_in_both_languages_and_for_programs(worked, command):
    assert command("doctor").exit_code == 0
    by_hand(worked, "UPDATE petition_case SET due_on = '2030-01-01'")
    told = {language: command("--language", language, "doctor", "--quick") for language in ("vi", "en")}
    assert {done.exit_code for done in told.values()} == {1}
    assert "✗ Each case shows its nearest limit" in told["en"].stdout
    assert "✗ Mỗi vụ việc hiện đúng thời hạn gần nhất" in told["vi"].stdout
    lines = [json.loads(line) for line in command("doctor", "--json").stdout.splitlines()]
    assert {line["rule"] for line in lines if not line["holds"]} == {"limits"}
    assert all(word not in told["vi"].stdout for word in ("Nguyễn Thị Chi", "0912345678", "ngập"))


def test_without_an_office_the_command_says_so_and_makes_none(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.delenv("DONTHU_DATABASE_URL", raising=False)
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []
