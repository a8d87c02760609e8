"""One demonstration of two dozen cases, played once for all that look at it."""

import pytest

from app.services.office import open_office
from tests import played
from tests.played import CASES

__all__ = ["CASES"]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration")
    told = played.copied(tmp_path_factory, folder)
    settings = played.settings_of(folder)
    database = open_office(settings)
    yield settings, database, told
    database.close()
