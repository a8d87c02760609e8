"""An office with its settings, a folder for backups beside it, and places to restore to."""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from app.casework.vault import RING, STORE
from app.settings import Settings, from_environment
from db.session import Database
from tests.office import Office

# What is the same on every database is asked of one.
IN_A_FILE = pytest.mark.parametrize("office", ["embedded"], indirect=True)


@dataclass
class Yard:
    """Where an office lies, where its backups go, and where they are brought back."""

    office: Office
    settings: Settings
    backups: Path
    elsewhere: Settings

    def restored(self) -> Office:
        """Open what was restored, with the key of the office brought to it."""
        key = self.office.database.sessions.kw["info"][RING]
        store = type(self.office.database.sessions.kw["info"][STORE])(self.elsewhere.files)
        return Office(Database(self.elsewhere.database_url, **{RING: key, STORE: store}), self.office)

    def placed(self, folder: Path) -> Settings:
        """Say where a copy comes, in another folder."""
        there = {"DATA": str(folder), "DONTHU_DATABASE_URL": ""}
        if not self.office.database.embedded:
            there["DONTHU_DATABASE_URL"] = self.elsewhere.database_url
        return from_environment({**os.environ, **there})


@pytest.fixture
def yard(office, tmp_path_factory, monkeypatch, request):
    ring, store = (office.database.sessions.kw["info"][name] for name in (RING, STORE))
    monkeypatch.setenv("DONTHU_KEY_FILE", str(ring.path))
    url, elsewhere = "", tmp_path_factory.mktemp("elsewhere")
    name = f"restored_{uuid4().hex[:12]}"
    if not office.database.embedded:
        url = request.getfixturevalue("postgres").create(name)
    here = {"DATA": str(store.folder.parent), "DONTHU_DATABASE_URL": office.database.url}
    there = {"DATA": str(elsewhere / "office"), "DONTHU_DATABASE_URL": url}
    for variable, value in here.items():
        monkeypatch.setenv(variable, value)
    yield Yard(
        office,
        from_environment({**os.environ, **here}),
        tmp_path_factory.mktemp("backups"),
        from_environment({**os.environ, **there}),
    )
    if url:
        request.getfixturevalue("postgres").drop(name)
