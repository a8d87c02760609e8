"""A founded town behind its web door, and a browser without script for whoever looks in."""

import datetime as dt

import pytest

from app import clock
from app.web import create_app
from tests import town as towns
from tests.web.browser import Browser


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


@pytest.fixture
def app(town):
    application = create_app(town.settings, database=town.database)
    application.testing = True
    application.config["PROPAGATE_EXCEPTIONS"] = False  # people see the page, so the tests do too
    return application


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
