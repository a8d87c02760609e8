"""The ward's office behind its web door: people who work at their desks without script."""

import re
import shutil
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from app import clock
from app.services import sessions
from app.settings import from_environment
from app.web.doors import OFFICE
from tests.office import Office
from tests.offices import open_at
from tests.web.browser import Browser
from tests.web.doors import open_door

__all__ = ["Desk", "desk"]

HIDDEN = re.compile(r'name="(sending_key|sending_revision|untouched)" value="([^"]*)"')


class Desk:
    """The office of ``tests.office`` and a browser for each of its people."""

    def __init__(self, office: Office, app) -> None:
        self.office = office
        self.app = app
        self.statements: list[str] = []

    def browser(self, login: str) -> "Person":
        with self.office.work() as session:
            secret = sessions.begin(session, self.office.people[login].person_id)
        return Person(self, secret)

    @contextmanager
    def counted(self):
        """Count the statements that reach the database."""
        self.statements = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            self.statements.append(statement)

        event.listen(self.office.database.engine, "before_cursor_execute", note)
        yield self.statements
        event.remove(self.office.database.engine, "before_cursor_execute", note)


class Person(Browser):
    """Somebody at a desk; pages are opened at the office's present instant."""

    def __init__(self, desk: Desk, secret: str) -> None:
        super().__init__(desk.app)
        self.desk = desk
        self.carry(secret)
        self.page = ""

    def get(self, path: str, **more: object):
        with clock.at(self.desk.office.now):
            answer = super().get(path, **more)
        self.page = answer.text if answer.mimetype == "text/html" else ""
        return answer

    def post(self, path: str, data=None, **more: object):
        with clock.at(self.desk.office.now):
            answer = super().post(path, data, **more)
        self.page = answer.text
        return answer

    def open(self, task_id) -> str:
        """Open a task's page; what it hides in its form is sent with the next form."""
        answer = self.get(f"/tasks/{task_id}")
        assert answer.status_code == 200, answer.text
        return unescape(answer.text)

    @property
    def hidden(self) -> dict[str, str]:
        return {name: unescape(value) for name, value in HIDDEN.findall(self.page)}

    def send(self, task_id, to: str = "", **fields: object):
        """Send the form of the page that is open."""
        return self.post(f"/tasks/{task_id}{to}", {**self.hidden, **fields})


@cache
def _door(folder: Path) -> Flask:
    """The founded office's application, made once: its routes take longer to make than many tests to run."""
    database = open_at(f"sqlite:///{folder / 'office.db'}", folder)
    return open_door(from_environment({"DATA": str(folder)}), database)


@pytest.fixture
def desk(founded_embedded, tmp_path, monkeypatch):
    founded, folder = founded_embedded
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    database = open_at(f"sqlite:///{tmp_path / 'office.db'}", tmp_path)
    app = _door(folder)
    own = replace(
        app.extensions[OFFICE], settings=from_environment({"DATA": str(tmp_path)}), database=database
    )
    monkeypatch.setitem(app.extensions, OFFICE, own)
    yield Desk(Office(database, founded), app)
    database.close()
