"""The planted ward, once for all tests of this folder: nobody of them changes what stands in it."""

import logging
import shutil

import pytest

from app.casework import incidents
from app.casework.stuck import Trouble
from app.settings import from_environment
from tests.office import Office
from tests.offices import open_at
from tests.secrecy.town import Town
from tests.web.doors import open_door


class Listener(logging.Handler):
    """Hears everything that is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Ask last of all what was heard, however the tests are shuffled."""
    items.sort(key=lambda item: item.name == "test_z_nothing_that_was_logged_tells")


@pytest.fixture(scope="session")
def heard():
    """Every line that the office logs while these tests run."""
    listener, root = Listener(), logging.getLogger()
    office = logging.getLogger("donthu")
    before = office.level
    root.addHandler(listener)
    office.setLevel(logging.DEBUG)
    yield listener.lines
    office.setLevel(before)
    root.removeHandler(listener)


@pytest.fixture(scope="session")
def planted(founded_embedded, tmp_path_factory, heard):  # noqa: ARG001 - heard from the first row on
    founded, folder = founded_embedded
    own = tmp_path_factory.mktemp("planted")
    shutil.copytree(folder, own, dirs_exist_ok=True)
    database = open_at(f"sqlite:///{own / 'office.db'}", own)
    town = Town(Office(database, founded))
    town.folder = own
    town.plant()
    stick(town)
    yield town
    database.close()


def stick(town: Town) -> None:
    """Let a step of every denunciation that goes on have failed once."""
    office = town.office
    for case_id in town.cases.values():
        for run in office.runs(case_id).values():
            node = next(iter(office.open_steps(case_id)), "")
            trouble = Trouble(
                kind="step", element=node, authority_id=office.authority_id, case_id=case_id, run_id=run.id,
                version_id=run.version_id, at=office.now, command="act", person_id=office.oanh.person_id,
            )  # fmt: skip
            with office.work() as session:
                incidents.keep(session, trouble)


@pytest.fixture(scope="session")
def app(planted):
    return behind_the_door(planted)


def behind_the_door(town: Town):
    """Open the web door of a town."""
    return open_door(from_environment({"DATA": str(town.folder)}), town.office.database)
