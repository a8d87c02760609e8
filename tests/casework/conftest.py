import pytest

from app.casework.vault import RING, STORE
from app.files.store import Store
from app.sealing.keyring import KeyRing
from db.session import Database
from db.upgrade import upgrade
from tests.office import Office


@pytest.fixture
def office(tmp_path):
    ring = KeyRing.load(tmp_path / "office.key", create=True)
    database = Database(f"sqlite:///{tmp_path / 'office.db'}", **{RING: ring, STORE: Store(tmp_path / "files")})
    upgrade(database)
    yield Office(database)
    database.close()
