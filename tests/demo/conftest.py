"""One demonstration of two dozen cases, played once for all that look at it."""

from dataclasses import replace

import pytest

from app.demo import setting_up
from app.services import procedures
from app.services.office import open_office
from app.settings import from_environment

CASES = 28


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration")
    settings = replace(from_environment({"DATA": str(folder)}), demo=True)
    database = open_office(settings)
    procedures.load_all(database, say=lambda _line: None)
    told: list[str] = []
    setting_up.open_demo(database, settings, say=told.append, cases=CASES)
    yield settings, database, told
    database.close()
