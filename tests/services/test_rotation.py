"""Turning the wrapping key over: nothing is lost, whenever it is stopped, and everything stays readable."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from app.casework import vault
from app.sealing import keyfile
from app.sealing.errors import KeyNotHere
from app.sealing.keyring import KeyRing
from app.services import rotation
from app.services.rotation import StillWrapping
from db.models import AuditEntry, Identity, VaultKey
from tests.office import Office

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from app.services import rotation
from tests.offices import open_at
path = Path(sys.argv[2])
database = open_at(sys.argv[1], path.parent)
def say(done):
    if done >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
rotation.rotate(database, path, say=say, batch=1)
"""


@pytest.fixture
def path(office: Office, tmp_path) -> Path:
    """Give the office a key file of its own, and three petitions."""
    carried = office.database.sessions.kw["info"]
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(carried[vault.RING].path, own / "office.key")
    carried[vault.RING] = KeyRing.load(own / "office.key")
    for _turn in range(3):
        office.register()
    return own / "office.key"


def rotate(office: Office, path: Path, **how: object) -> int:
    return rotation.rotate(office.database, path, say=lambda _done: None, **how)


def names(office: Office) -> list[str]:
    with office.look() as session:
        return [vault.identity(session, each)["name"] for each in session.scalars(select(Identity.id))]


def wrapping(office: Office) -> set[str]:
    with office.look() as session:
        return set(session.scalars(select(VaultKey.kek)))


def test_every_key_is_wrapped_anew_and_everything_is_read_as_before(office: Office, path):
    before = names(office)
    assert rotate(office, path, batch=2) == 2
    assert wrapping(office) == {"2"}
    assert names(office) == before
    assert rotation.drop_old(office.database, path) == (1,)
    assert set(keyfile.read(path)[0]) == {2}
    assert names(office) == before


def test_the_old_key_is_not_dropped_while_it_wraps_something(office: Office, path):
    keyfile.add_key(path)
    with pytest.raises(StillWrapping):
        rotation.drop_old(office.database, path)
    assert set(keyfile.read(path)[0]) == {1, 2}


@pytest.mark.parametrize("after", [1, 2])
def test_killed_in_the_middle_it_goes_on_where_it_stopped(office: Office, path, after):
    before, url = names(office), office.database.url
    office.database.close()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", KILLED, url, str(path), str(after)],
        cwd=ROOT,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == -signal.SIGKILL
    assert len(wrapping(office)) == 2
    assert names(office) == before  # an office that was open meanwhile learns the new key
    assert rotate(office, path) == 2
    assert wrapping(office) == {"2"}
    assert names(office) == before


def test_what_is_registered_during_a_rotation_is_wrapped_by_the_new_key(office: Office, path):
    keyfile.add_key(path)
    office.register()
    assert wrapping(office) == {"1", "2"}
    rotate(office, path)
    assert wrapping(office) == {"2"}


def test_a_backup_from_before_cannot_be_read_once_the_old_key_is_dropped(office: Office, path):
    with office.look() as session:
        kept = session.scalars(select(VaultKey).limit(1)).one()
        session.expunge(kept)
    rotate(office, path)
    rotation.drop_old(office.database, path)
    fresh = KeyRing.load(path)
    with pytest.raises(KeyNotHere):
        fresh.seal(kept.wrapped, "x", "y")


def test_a_rotation_is_on_record(office: Office, path):
    rotate(office, path)
    with office.look() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.tag == "key.rotate")).all()
    assert [sorted(entry.facts) for entry in found] == [["begun"], ["done", "keys"]]
