"""Whichever call fails while a database changes its shape, it has one shape or the next, and every row."""

import pytest
from sqlalchemy.exc import SQLAlchemyError

from db.session import Database
from db.upgrade import downgrade, is_current, shape_of, upgrade
from tests.crash import stand as stands
from tests.crash.contents import changed, contents
from tests.crash.failing import GONE, REFUSED, UNHEARD, failing
from tests.crash.sound import unsound
from tests.crash.stand import Stand
from tests.office import Office

BEFORE = "0015"
SELDOM = 7


@pytest.fixture
def filled(office: Office, request):
    """An office with cases in the shape of an earlier release."""
    for _case in range(3):
        office.classify(office.register().case_id)
    downgrade(office.database, BEFORE)
    standing = stands.at(office, request)
    yield standing
    standing.close()


def fails(database: Database, number: int, manner: str) -> None:
    """Bring a database up while one call fails."""
    with failing(database, number, manner) as failure, pytest.raises(SQLAlchemyError):
        upgrade(database)
    assert failure.met


def guards_references(database: Database) -> bool:
    """Tell whether foreign keys are watched on whatever connection comes next."""
    if not database.embedded:
        return True
    with database.engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_migration_whose_nth_call_fails_stops_between_two_shapes_and_goes_on(filled: Stand):
    database = filled.office.database
    before = contents(database)
    with failing(database, 0) as undisturbed:
        upgrade(database)
    wanted = contents(database)
    calls, commits = len(undisturbed.calls), undisturbed.calls.count("COMMIT")
    assert calls > 20, "there is not enough in it to prove anything"
    filled.back()
    for manner, last in ((REFUSED, calls), (GONE, calls), (UNHEARD, commits)):
        for number in range(1, last + 1):
            fails(database, number, manner)
            shape, left = shape_of(database), contents(database)
            assert shape != BEFORE or changed(before, left) == {}, (manner, number)
            assert guards_references(database), (manner, number)
            if shape != BEFORE or number % SELDOM == 0:
                upgrade(database)
                assert changed(wanted, contents(database)) == {}, (manner, number)
                filled.back()
    upgrade(database)
    assert is_current(database)
    assert unsound(filled.office) == {}
