"""A founded town behind its web door, and a browser without script for whoever looks in."""

import datetime as dt
from dataclasses import replace

import pytest

from app import clock
from app.web.doors import OFFICE
from tests import town as towns
from tests.web.browser import Browser
from tests.web.doors import open_door


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    town = towns.build(tmp_path_factory.mktemp("founded-web"))
    yield town
    town.database.close()


@pytest.fixture
def town(founded, tmp_path):
    own = towns.copy(founded, tmp_path / "data")
    yield own
    own.database.close()


@pytest.fixture(scope="session")
def opened(founded):
    """The application, made once: its routes take longer to make than most tests to run."""
    return open_door(founded.settings, founded.database)


@pytest.fixture
def app(opened, town, monkeypatch):
    """The application, serving this test's own copy of the town."""
    office = replace(opened.extensions[OFFICE], settings=town.settings, database=town.database)
    monkeypatch.setitem(opened.extensions, OFFICE, office)
    return opened


@pytest.fixture
def browser(app, town):
    """Open a fresh browser; give a name to have somebody signed in."""

    def open_browser(who: str = "") -> Browser:
        fresh = Browser(app)
        if who:
            fresh.carry(town.secret(who))
        return fresh

    return open_browser


@pytest.fixture
def travel():
    """Move the clock by a stretch of time, counted from the start of the test."""

    def move(**stretch: int) -> None:
        clock.travel(dt.timedelta(**stretch))

    yield move
    clock.travel(dt.timedelta())
