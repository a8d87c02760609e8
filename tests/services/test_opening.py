"""An office opens with its own key only, and keeps a copy of its database before the shape of it changes."""

import pysqlite3
import pytest

from app.casework import vault
from app.sealing.errors import KeyFileMissing
from app.services import before_upgrade
from app.services.before_upgrade import CopyNotWritten
from app.services.office import open_office
from app.services.own_key import KeyDoesNotFit
from app.settings import from_environment
from db.copying import faults
from db.upgrade import downgrade, is_current, shape_of


@pytest.fixture
def settings(tmp_path):
    settings = from_environment({"DATA": str(tmp_path / "office")})
    database = open_office(settings)
    with database.transaction() as session:
        vault.new_key(session)
    database.close()
    return settings


def older(settings) -> str:
    """Bring the database back to the shape before, as the release before left it; gives that shape."""
    database = open_office(settings)
    downgrade(database, "-1")
    shape = shape_of(database)
    database.close()
    return shape


def copies(settings) -> list:
    return sorted((settings.data / before_upgrade.FOLDER).glob("*.db"))


def test_before_an_upgrade_a_copy_of_the_old_shape_is_kept(settings):
    shape = older(settings)
    database = open_office(settings)
    assert is_current(database)
    database.close()
    (copy,) = copies(settings)
    assert f"-{shape}-" in copy.name
    assert faults(copy) == ""
    assert pysqlite3.connect(copy).execute("SELECT version_num FROM alembic_version").fetchone() == (shape,)
    assert copy.stat().st_mode & 0o077 == 0
    open_office(settings).close()
    assert copies(settings) == [copy], "nothing changed its shape"


def test_the_last_three_copies_are_kept(settings):
    folder = settings.data / before_upgrade.FOLDER
    folder.mkdir()
    for number in range(4):
        (folder / f"office-0001-2026-01-0{number + 1}T000000Z.db").touch()
    older(settings)
    open_office(settings).close()
    assert len(copies(settings)) == 3
    assert not (folder / "office-0001-2026-01-02T000000Z.db").exists()


def test_no_copy_where_the_operator_wants_none(settings, monkeypatch):
    monkeypatch.setenv("DONTHU_UPGRADE_COPIES", "0")
    older(settings)
    open_office(from_environment({"DATA": str(settings.data), "DONTHU_UPGRADE_COPIES": "0"})).close()
    assert copies(settings) == []


def test_without_its_copy_the_database_keeps_its_shape(settings):
    shape = older(settings)
    (settings.data / before_upgrade.FOLDER).touch()  # nothing can be written there
    with pytest.raises(CopyNotWritten):
        open_office(settings)
    (settings.data / before_upgrade.FOLDER).unlink()
    with pysqlite3.connect(settings.data / "office.db") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (shape,)


def test_a_missing_key_file_is_not_made_anew(settings):
    settings.key_file.unlink()
    with pytest.raises(KeyFileMissing):
        open_office(settings)
    assert not settings.key_file.exists()


def test_the_key_file_of_another_office_opens_nothing(settings, tmp_path):
    other = from_environment({"DATA": str(tmp_path / "other")})
    open_office(other).close()
    settings.key_file.write_bytes(other.key_file.read_bytes())
    with pytest.raises(KeyDoesNotFit):
        open_office(settings)
