"""A founded town for every test of a service."""

import datetime as dt

import pytest

from app import clock
from tests import town as towns


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    town = towns.build(tmp_path_factory.mktemp("founded"))
    yield town
    town.database.close()


@pytest.fixture
def town(founded, tmp_path):
    own = towns.copy(founded, tmp_path / "data")
    yield own
    own.database.close()


@pytest.fixture
def travel():
    """Move the clock by a stretch of time, counted from the start of the test."""

    def move(**stretch: int) -> None:
        clock.travel(dt.timedelta(**stretch))

    yield move
    clock.travel(dt.timedelta())
