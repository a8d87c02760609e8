"""What an operator may get wrong is answered by one sentence and 2, and nothing is left behind."""

import fcntl
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import backup
from app.backup import server
from app.backup.errors import ProgramMissing
from app.cli import main
from app.settings import Settings
from tests.backup.conftest import IN_A_FILE, Yard
from tests.filing import file_paper
from tests.small_disk import mounted


def given(where: Settings, *words: object) -> Result:
    """Give a command for one place, as a person does."""
    own = {"DATA": str(where.data), "DONTHU_DATABASE_URL": where.database_url}
    return CliRunner().invoke(main, [str(word) for word in words], env=own)


def is_one_sentence(done: Result, of: str) -> None:
    *before, said = done.stderr.splitlines()
    assert done.exit_code == 2, done.output
    assert of in said
    assert said.endswith((".", "!"))
    assert all(line.endswith(".") and "Traceback" not in line for line in before)
    assert not done.stdout


@IN_A_FILE
def test_a_folder_that_is_none_is_refused(yard: Yard):
    file = yard.backups / "file"
    file.touch()
    for folder in (file, file / "below", Path("/proc/nowhere")):
        is_one_sentence(given(yard.settings, "backup", folder), "Không đọc hoặc ghi được")
    for folder in (file, yard.backups / "nowhere", yard.backups):
        is_one_sentence(given(yard.elsewhere, "restore", folder), "Không có bản sao lưu nào")
    assert file.read_bytes() == b""


@pytest.mark.mount
def test_a_full_disk_leaves_nothing_of_a_backup(yard: Yard):
    file_paper(yard.office, yard.office.register().case_id)
    with mounted(yard.backups / "small", "size=200k") as folder:
        done = given(yard.settings, "--language", "en", "backup", folder)
        is_one_sentence(done, f"There is no room left in {folder}")
        assert [path.name for path in folder.iterdir()] == [".lock"]


@pytest.mark.mount
def test_a_full_disk_leaves_nothing_of_a_restore(yard: Yard):
    file_paper(yard.office, yard.office.register().case_id)
    made = backup.make(yard.settings, yard.backups, say=lambda _line: None)
    with mounted(yard.backups / "small", "nr_inodes=4") as folder:
        is_one_sentence(given(yard.placed(folder), "restore", made.folder), "đã hết chỗ")
        assert [path.name for path in folder.iterdir()] == ["office.lock"]


@pytest.mark.mount
@IN_A_FILE
def test_a_disk_that_nobody_may_write_to_is_named(yard: Yard):
    made = backup.make(yard.settings, yard.backups, say=lambda _line: None)
    with mounted(yard.backups / "shut", "size=2m,ro") as folder:
        is_one_sentence(given(yard.settings, "backup", folder), f"Không đọc hoặc ghi được {folder}")
        is_one_sentence(
            given(yard.placed(folder / "office"), "restore", made.folder), "Không đọc hoặc ghi được"
        )
        assert list(folder.iterdir()) == []


def test_nobody_restores_over_an_office_that_is_open(yard: Yard):
    made = backup.make(yard.settings, yard.backups, say=lambda _line: None)
    yard.elsewhere.data.mkdir()
    with (yard.elsewhere.data / "office.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_one_sentence(given(yard.elsewhere, "restore", made.folder), "đang mở")
    assert [path.name for path in yard.elsewhere.data.iterdir()] == ["office.lock"]


def test_programs_of_postgresql_that_are_older_or_missing_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(server, "_FOLDERS", (str(tmp_path / "postgresql"),))
    monkeypatch.setenv("PATH", str(tmp_path))
    for version in ("", "14.11", "9.6.24"):
        if version:
            put_program(tmp_path / "postgresql" / version / "bin", version)
        with pytest.raises(ProgramMissing) as refused:
            server.find("pg_dump", 15)
        assert "PostgreSQL 15" in refused.value.sentence
    for version in ("17.2", "15.9"):
        put_program(tmp_path / "postgresql" / version / "bin", version)
    assert server.find("pg_dump", 15) == (tmp_path / "postgresql" / "15.9" / "bin" / "pg_dump", 15)


def put_program(folder: Path, version: str) -> None:
    folder.mkdir(parents=True)
    (folder / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
    (folder / "pg_dump").chmod(0o700)
