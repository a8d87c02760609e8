"""Fixtures: one office founded a session and copied for each test, on SQLite and on PostgreSQL."""

import shutil
from uuid import uuid4

import pytest

from app.casework.vault import RING, STORE
from app.files.store import Store
from app.sealing.keyring import KeyRing
from db.session import Database
from db.upgrade import upgrade
from tests.office import Office

TEMPLATE = "founded"


def open_at(url: str, folder) -> Database:
    ring = KeyRing.load(folder / "office.key", create=True)
    return Database(url, **{RING: ring, STORE: Store(folder / "files")})


@pytest.fixture(scope="session")
def founded_embedded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("founded")
    database = open_at(f"sqlite:///{folder / 'office.db'}", folder)
    upgrade(database)
    office = Office(database)
    database.close()  # the write-ahead log is in the file then
    return office, folder


@pytest.fixture(scope="session")
def founded_server(postgres, tmp_path_factory):
    folder = tmp_path_factory.mktemp("founded-server")
    database = open_at(postgres.create(TEMPLATE), folder)
    upgrade(database)
    office = Office(database)
    database.close()
    return office, folder


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.postgres)])
def office(request, tmp_path):
    """The ward's office, once on each database."""
    founded, folder = request.getfixturevalue(f"founded_{request.param}")
    if request.param == "embedded":
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
        database = open_at(f"sqlite:///{tmp_path / 'office.db'}", tmp_path)
        yield Office(database, founded)
        database.close()
        return
    cluster, name = request.getfixturevalue("postgres"), f"office_{uuid4().hex[:12]}"
    database = open_at(cluster.create(name, template=TEMPLATE), folder)
    yield Office(database, founded)
    database.close()
    cluster.drop(name)
