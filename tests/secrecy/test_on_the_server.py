"""The same words on PostgreSQL: every table as a dump would hold it, and the shared folder of papers."""

import shutil

import pytest

from tests.office import Office
from tests.offices import TEMPLATE, open_at
from tests.secrecy import crawl, stored, town
from tests.secrecy.canaries import Denouncer

STATES = (town.verifying, town.reclassified)


@pytest.mark.postgres
def test_nothing_planted_lies_in_clear_in_any_table_of_the_server(founded_server, postgres, tmp_path):
    founded, folder = founded_server
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    database = open_at(postgres.create("planted", template=TEMPLATE), tmp_path)
    try:
        ward = town.Town(Office(database, founded))
        who = [Denouncer(play.__name__, number) for number, play in enumerate(STATES)]
        for play, denouncer in zip(STATES, who, strict=True):
            play(ward, denouncer)
        planted = {canary.text for denouncer in who for canary in denouncer.canaries()}
        tables = stored.rows(database)
        assert len(tables) > 50
        assert {name for name, text in tables.items() if crawl.words(text) & planted} == set()
        assert not any(
            word.encode() in raw.lower() for raw in stored.files(tmp_path).values() for word in planted
        )
    finally:
        database.close()
        postgres.drop("planted")
