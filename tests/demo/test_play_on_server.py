"""The demonstration is played on PostgreSQL as well."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.demo import setting_up
from app.demo.programme import BESIDE
from app.services import procedures
from app.services.office import open_office, upgraded_office
from app.settings import from_environment
from db.models import Case, Incident


@pytest.mark.postgres
def test_six_cases_and_one_of_each_procedure_are_played_without_an_incident(postgres, tmp_path):
    address = {"DATA": str(tmp_path), "DONTHU_DATABASE_URL": postgres.create("demonstration")}
    settings = replace(from_environment(address), demo=True)
    with upgraded_office(settings):
        pass
    database = open_office(settings)
    procedures.load_all(database, say=lambda _line: None)
    assert setting_up.open_demo(database, settings, say=lambda _line: None, cases=6) is True
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 6 + len(BESIDE)
        assert session.scalar(select(func.count()).select_from(Incident)) == 0
    database.close()
    postgres.drop("demonstration")
