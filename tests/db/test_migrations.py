"""The migrations make the models, and go back without losing anything they should keep."""

import pysqlite3
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import db.models  # noqa: F401 - fills the metadata
from db.base import Base
from db.session import OLDEST_SQLITE, Database, SqliteTooOldError
from db.upgrade import downgrade, is_current, upgrade


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.postgres)])
def empty(request, tmp_path):
    if request.param == "embedded":
        database = Database(f"sqlite:///{tmp_path / 'office.db'}")
    else:
        database = Database(request.getfixturevalue("postgres").create("empty"))
    yield database
    database.close()
    if request.param == "server":
        request.getfixturevalue("postgres").drop("empty")


def test_from_nothing_the_migrations_make_exactly_the_models(empty):
    upgrade(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    assert differences == []
    assert is_current(empty)


def test_up_down_and_up_again(empty):
    upgrade(empty)
    downgrade(empty, "base")
    assert not is_current(empty)
    upgrade(empty)
    assert is_current(empty)


def test_upgrading_a_working_office_again_changes_no_row(office):
    registered = office.register()
    before = counts(office.database)
    upgrade(office.database)
    assert counts(office.database) == before
    assert office.case(registered.case_id).received_on == office.now.date()


def test_an_old_sqlite_is_refused_because_it_may_lose_data(tmp_path, monkeypatch):
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(SqliteTooOldError):
        Database(f"sqlite:///{tmp_path / 'x.db'}")
    assert OLDEST_SQLITE == (3, 51, 3)


def counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.execute(text(f'SELECT count(*) FROM "{table.name}"')).scalar_one()  # noqa: S608
            for table in Base.metadata.sorted_tables
        }
