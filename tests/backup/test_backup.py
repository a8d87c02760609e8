"""A backup is one committed point, whole and without the key; it comes back only where nothing is."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from app import backup, clock
from app.backup import errors, manifest, papers, place
from app.backup.restoring import Restored
from app.sealing import keyfile
from app.sealing.keyring import KeyRing
from tests.backup.conftest import IN_A_FILE, Yard
from tests.examined import examined
from tests.filing import file_paper
from tests.office import Office


def quiet(_line: str) -> None:
    return


def make(yard: Yard, **more: object) -> backup.Made:
    return backup.make(yard.settings, yard.backups, say=quiet, **more)


def restore(yard: Yard, **more: object) -> Restored:
    return backup.restore(yard.elsewhere, yard.backups, say=quiet, **more)


def with_a_paper(office: Office) -> Path:
    """Register a petition, and file a paper with it; gives where it lies."""
    return file_paper(office, office.register().case_id)


def holds(office: Office) -> None:
    """Hold an office to every rule of the doctor."""
    assert examined(office.database) == {}


def test_an_office_works_on_where_its_backup_stood(yard):
    office = yard.office
    case_id = office.register().case_id
    office.classify(case_id)
    make(yard)
    restore(yard)
    back = yard.restored()
    assert back.open_steps(case_id) == office.open_steps(case_id)
    assert back.timers(case_id) == office.timers(case_id)
    back.passes(days=90)
    assert back.sweep() > 0
    holds(back)
    back.database.close()


def test_the_key_is_in_no_file_of_a_backup(yard):
    with_a_paper(yard.office)
    made = make(yard)
    keys, blinding = keyfile.read(yard.settings.key_file)
    secrets = [*keys.values(), blinding]
    written = [*json.loads(yard.settings.key_file.read_text())["keys"].values()]
    for path in (path for path in made.folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert path.name != yard.settings.key_file.name
        assert not any(secret in content for secret in secrets)
        assert not any(word.encode() in content for word in written)
        assert path.stat().st_mode & 0o077 == 0


@IN_A_FILE
def test_a_paper_is_stored_once_for_all_backups(yard):
    paper = with_a_paper(yard.office)
    first, second = make(yard), make(yard)
    inodes = {next(made.folder.rglob(paper.name)).stat().st_ino for made in (first, second)}
    assert len(inodes) == 1
    assert paper.stat().st_ino not in inodes, "a backup shares no file with the office"
    assert first.folder != second.folder
    assert (
        second.folder / papers.LIST
    ).read_text() == f"{paper.name}  {next(second.folder.rglob(paper.name)).relative_to(second.folder)}\n"


@IN_A_FILE
def test_a_missing_paper_is_told_and_the_rest_is_backed_up(yard):
    paper = with_a_paper(yard.office)
    paper.write_bytes(b"rotten")
    assert make(yard).manifest.missing == (paper.name,)


@IN_A_FILE
def test_old_backups_go_only_when_the_new_one_is_whole(yard):
    keep = backup.parse("1h")
    left = yard.backups / ".unfinished-2026-01-01T000000Z"
    with clock.at(yard.office.now):
        first = make(yard, keep=keep)
        left.mkdir()
        second = make(yard, keep=keep)
    assert second.dropped == (first.folder,)
    assert list(backup.found(yard.backups).values()) == [second.folder]
    assert not left.exists()


def test_a_backup_killed_on_the_way_is_none_and_the_next_one_is_whole(yard):
    with_a_paper(yard.office)
    program = [sys.executable, "-c", "from app.cli import main; main()", "backup", str(yard.backups)]
    with subprocess.Popen(program, stderr=subprocess.DEVNULL) as running:  # noqa: S603 - our own
        while running.poll() is None and not list(yard.backups.glob(".unfinished-*")):
            time.sleep(0.005)
        running.kill()
    for whole in backup.found(yard.backups).values():  # it was quicker
        papers.verify(whole)
    made = make(yard)
    assert made.folder in backup.found(yard.backups).values()
    assert list(yard.backups.glob(".unfinished-*")) == []


@IN_A_FILE
def test_a_backup_lies_apart_from_key_and_office(yard):
    for folder in (yard.settings.key_file.parent, yard.settings.key_file.parent.parent):
        with pytest.raises(errors.BesideTheKey):
            backup.make(yard.settings, folder, say=quiet)
    with pytest.raises((errors.InsideTheOffice, errors.BesideTheKey)):
        backup.make(yard.settings, yard.settings.data / "backups", say=quiet)


@IN_A_FILE
def test_two_backups_to_one_folder_do_not_mix(yard):
    with place.alone(yard.backups), pytest.raises(errors.BackupRunning):
        make(yard)


@IN_A_FILE
@pytest.mark.parametrize("part", ["database", "paper", "list", "manifest"])
def test_what_is_damaged_is_not_restored_and_nothing_is_left(yard, part):
    paper = with_a_paper(yard.office)
    made = make(yard)
    file = {
        "database": made.folder / made.manifest.database.name,
        "paper": next(made.folder.rglob(paper.name)),
        "list": made.folder / papers.LIST,
        "manifest": made.folder / manifest.MANIFEST,
    }[part]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    if part == "manifest":
        content = content[:-20]
    file.write_bytes(content)
    with pytest.raises(errors.BackupDamaged):
        restore(yard)
    assert not yard.elsewhere.data.exists() or not any(yard.elsewhere.data.iterdir())


def test_only_an_empty_place_is_restored_to(yard):
    make(yard)
    with pytest.raises(errors.NotEmpty):
        backup.restore(yard.settings, yard.backups, say=quiet)
    assert not restore(yard).broken
    with pytest.raises(errors.NotEmpty):
        restore(yard)


def test_a_backup_of_a_newer_release_or_of_another_database_is_refused(yard):
    made = make(yard)
    file = made.folder / manifest.MANIFEST
    said = json.loads(file.read_text())
    file.write_text(json.dumps(said | {"content": said["content"] | {"shape": "9999"}}))
    with pytest.raises(errors.BackupTooNew):
        restore(yard)
    file.write_text(json.dumps(said | {"kind": "sqlite" if said["kind"] == "postgresql" else "postgresql"}))
    with pytest.raises(errors.OtherDatabase):
        restore(yard)


@IN_A_FILE
def test_without_the_key_file_the_office_stands_and_it_is_told(yard, tmp_path, monkeypatch):
    with_a_paper(yard.office)
    make(yard)
    monkeypatch.setenv("DONTHU_KEY_FILE", str(tmp_path / "nowhere" / "office.key"))
    done = restore(yard)
    assert (done.has_key, done.placed, done.broken) == (False, True, ())
    assert not (tmp_path / "nowhere").exists(), "a new key would only hide that the old one is missing"


def test_a_key_file_that_does_not_fit_keeps_the_office_shut(yard, tmp_path, monkeypatch):
    with_a_paper(yard.office)
    make(yard)
    strange = tmp_path / "strange" / "office.key"
    KeyRing.load(strange, create=True)
    monkeypatch.setenv("DONTHU_KEY_FILE", str(strange))
    done = restore(yard)
    assert [result.rule for result in done.broken] == ["keys"]
    assert not done.placed
    assert not yard.elsewhere.files.exists()


def test_what_broke_a_rule_is_restored_only_when_asked_for(yard):
    office = yard.office
    case_id = office.register().case_id
    with office.database.transaction() as session:
        session.execute(
            text("UPDATE audit_entry SET tag = 'case.close' WHERE sequence = 1 AND case_id IS NOT NULL")
        )
    make(yard)
    done = restore(yard)
    assert [result.rule for result in done.broken] == ["chains"]
    assert str(case_id) in done.broken[0].first[0].row
    if office.database.embedded:
        assert not done.placed
        assert restore(yard, anyway=True).placed
