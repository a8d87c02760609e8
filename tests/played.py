"""Two wards played through all their procedures: once in a test run, copied for whoever needs them."""

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, text

from app.casework.vault import RING, STORE
from app.demo import setting_up
from app.files.store import Store
from app.sealing.keyring import KeyRing
from app.services import procedures
from app.services.office import open_office
from app.settings import Settings, from_environment
from db.base import Base
from db.session import Database
from db.upgrade import upgrade
from tests.once import once

CASES = 28
TOLD = "told.txt"


def settings_of(folder: Path) -> Settings:
    return replace(from_environment({"DATA": str(folder)}), demo=True)


def play(folder: Path) -> None:
    """Play the demonstration into an empty folder, and keep what was said while it was played."""
    settings, told = settings_of(folder), []
    database = open_office(settings)
    procedures.load_all(database, say=lambda _line: None)
    setting_up.open_demo(database, settings, say=told.append, cases=CASES)
    database.close()
    (folder / TOLD).write_text("\n".join(told), encoding="utf-8")


def copied(factory: pytest.TempPathFactory, folder: Path) -> list[str]:
    """Put the played town into a folder; gives what was said while it was played."""
    shutil.copytree(once(factory, "played", play), folder, dirs_exist_ok=True)
    return (folder / TOLD).read_text(encoding="utf-8").split("\n")


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.postgres)])
def played(request, tmp_path, tmp_path_factory):
    """The played town as a database of one's own, once on each database with the same rows."""
    copied(tmp_path_factory, tmp_path)
    carried = {
        RING: KeyRing.load(tmp_path / "keys" / "office.key"),
        STORE: Store(tmp_path / "files"),
    }
    embedded = Database(f"sqlite:///{tmp_path / 'office.db'}", **carried)
    if request.param == "embedded":
        yield embedded
        embedded.close()
        return
    cluster, name = request.getfixturevalue("postgres"), f"played_{uuid4().hex[:12]}"
    database = Database(cluster.create(name), **carried)
    try:
        upgrade(database)
        pour(embedded, database)
        yield database
    finally:
        embedded.close()
        database.close()
        cluster.drop(name)


def pour(source: Database, target: Database) -> None:
    """Copy every row of one database into another, past its triggers: they were asked when it was written."""
    with source.reading() as reading, target.transaction() as writing:
        writing.execute(text("SET LOCAL session_replication_role = replica"))
        for table in Base.metadata.sorted_tables:
            writing.execute(delete(table))  # a few rows come with the migrations
            rows = [row._asdict() for row in reading.execute(select(table))]
            if rows:
                writing.execute(insert(table), rows)
