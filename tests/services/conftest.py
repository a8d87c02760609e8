"""A founded town for every test of a service, on SQLite and on PostgreSQL."""

import datetime as dt
from uuid import uuid4

import pytest

from app import clock
from tests import town as towns

__all__ = ["founded", "town", "travel"]

TEMPLATE = "town"


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    town = towns.build(tmp_path_factory.mktemp("founded"))
    yield town
    town.database.close()


@pytest.fixture(scope="session")
def founded_on_server(postgres, tmp_path_factory):
    town = towns.build(tmp_path_factory.mktemp("founded-on-server"), postgres.create(TEMPLATE))
    town.database.close()
    return town


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.postgres)])
def town(request, tmp_path):
    """A town of its own for each test, once on each database."""
    if request.param == "embedded":
        own = towns.copy(request.getfixturevalue("founded"), tmp_path / "data")
        yield own
        own.database.close()
        return
    founded, cluster = request.getfixturevalue("founded_on_server"), request.getfixturevalue("postgres")
    name = f"town_{uuid4().hex[:12]}"
    own = towns.copy(founded, tmp_path / "data", cluster.create(name, template=TEMPLATE))
    yield own
    own.database.close()
    cluster.drop(name)


@pytest.fixture
def travel():
    """Move the clock by a stretch of time, counted from the start of the test."""

    def move(**stretch: int) -> None:
        clock.travel(dt.timedelta(**stretch))

    yield move
    clock.travel(dt.timedelta())
