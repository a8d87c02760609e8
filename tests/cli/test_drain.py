"""``donthu drain`` is one tick by hand: it fires what is due, once, on either database."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from app import clock
from app.casework.vault import RING
from app.cli import main
from db.models import Timer


@pytest.fixture
def drain(office, tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.setenv("DONTHU_KEY_FILE", str(office.database.sessions.kw["info"][RING].path))
    monkeypatch.setenv("DONTHU_DATABASE_URL", office.database.url)
    yield lambda: CliRunner().invoke(main, ["--language", "en", "drain"])
    clock.forget()  # on PostgreSQL the command asked the database what time it is


def test_it_fires_what_is_due_once_and_nothing_else(office, drain):
    case_id = office.register().case_id
    with office.work() as session:
        session.execute(update(Timer).values(next_try_at=clock.now(), due_at=clock.now()))
        (due,) = session.scalars(select(Timer.id).where(Timer.case_id == case_id)).all()[:1]
        assert due is not None
    first, second = drain(), drain()
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert second.output == "Timers tried: 0\n"
    assert first.output != second.output
    with office.look() as session:
        assert session.get_one(Timer, due).state == "fired"
