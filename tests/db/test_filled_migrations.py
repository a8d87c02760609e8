"""A played town goes down to the first shape of the database and up again, and loses no row on the way."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from db.base import Base
from db.copying import faults
from db.session import Database
from db.upgrade import configuration, downgrade, upgrade

TRIGGERS = {
    True: "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    False: "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def shapes() -> list[str]:
    """Name every shape of the database, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()]


def counts(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
            for name in sorted(names)
        }


def triggers(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(connection.execute(text(TRIGGERS[database.embedded])).scalars())


def orphans(database: Database) -> str:
    """Tell which rows point nowhere; PostgreSQL refuses them by itself."""
    return faults(Path(database.engine.url.database)) if database.embedded else ""


def test_a_played_town_goes_down_to_the_first_shape_and_up_again(played):
    database = played
    before, guards = counts(database), triggers(database)
    assert sum(1 for rows in before.values() if rows) > 40, "there is not enough in it to prove anything"
    newest, *older = shapes()
    for shape, above in zip(older, shapes(), strict=False):
        there = triggers(database)
        downgrade(database, shape)
        kept = counts(database)
        assert kept == {name: before[name] for name in kept}, shape
        upgrade(database, above)
        assert counts(database).items() >= kept.items(), above
        assert triggers(database) == there, above
        downgrade(database, shape)
    first = kept
    for shape in reversed([newest, *older[:-1]]):
        upgrade(database, shape)
        assert counts(database).items() >= first.items(), shape
    assert counts(database).keys() == before.keys()
    assert triggers(database) == guards
    assert orphans(database) == ""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
