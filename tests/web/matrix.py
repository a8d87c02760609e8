"""The table of who comes through which door: route × role × own or other authority.

``python -m tests.web.matrix`` writes ``matrix.csv`` anew from the application; read the difference before
it is committed, for the table is what was reviewed and the test only compares.
"""

import csv
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.policy.actor import ROLES
from app.web.access import policy_of
from db.session import Database
from tests import town as towns
from tests.web.browser import Browser
from tests.web.doors import open_door

TABLE = Path(__file__).with_name("matrix.csv")
COLUMNS = ("anonymous", *ROLES, *(f"other:{role}" for role in ROLES))
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NOWHERE = UUID(int=0)
ELSEWHERE = "192.0.2.7"  # people come from other machines; some doors are for programs of this one


class Undone(Database):
    """The same rows, but no change outlives its request: each cell sees the same town."""

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with self.sessions() as session:
            yield session
            session.flush()
            session.rollback()


def lines(town: towns.Town) -> list[dict[str, str]]:
    """Try every door as everybody; each cell says in, login, refused or hidden."""
    carried = {role: town.secret(f"vinh.{role}") for role in ROLES}
    undone = Undone(town.settings.database_url, **town.database.sessions.kw["info"])
    app = open_door(town.settings, undone)
    browsers = {role: _browser(app, carried.get(role)) for role in ("anonymous", *ROLES)}
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    doors = [(rule, method) for rule in rules for method in METHODS if method in (rule.methods or ())]
    table = [_line(app, browsers, town, rule, method) for rule, method in doors]
    undone.close()
    return table


def written(table: list[dict[str, str]]) -> str:
    """Write the table as it is kept."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ("route", "method", "policy", *COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


def _browser(app: Flask, secret: str | None) -> Browser:
    browser = Browser(app)
    if secret:
        browser.carry(secret)
    browser.get("/account" if secret else "/sign-in")
    return browser


def _line(
    app: Flask, browsers: dict[str, Browser], town: towns.Town, rule: Rule, method: str
) -> dict[str, str]:
    policy = policy_of(app, rule.endpoint)
    line = {"route": rule.rule, "method": method, "policy": policy.name if policy else "NONE"}
    own, other = (_address(app, rule, town, ward) for ward in ("vinh", "pha"))
    for column in COLUMNS:
        role = column.removeprefix("other:")
        alone = column != role and own == other
        line[column] = "" if alone else _try(browsers[role], method, other if column != role else own)
    return line


def _address(app: Flask, rule: Rule, town: towns.Town, ward: str) -> str:
    values = {name: _value(town, ward, name, rule) for name in rule.arguments}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, append_unknown=False)


def _value(town: towns.Town, ward: str, name: str, rule: Rule) -> object:
    known = {"person_id": town.people[f"{ward}.clerk"], "filename": "mark.svg"}
    if name in known:
        return known[name]
    kind = type(rule._converters[name]).__name__  # noqa: SLF001 - Werkzeug has no public word for it
    return {"UUIDConverter": NOWHERE, "IntegerConverter": 1}.get(kind, "x")


def _try(browser: Browser, method: str, address: str) -> str:
    data = {"csrf_token": browser.token} if method != "GET" else None
    cookies = {name: browser.cookie(name) for name in ("sid", "form")}
    answer = browser.client.open(address, method=method, data=data, environ_base={"REMOTE_ADDR": ELSEWHERE})
    for name, value in cookies.items():  # signing out, or a new token, concerns one cell only
        if value:
            browser.client.set_cookie(name, value)
    answer.close()
    return _verdict(answer)


def _verdict(answer: TestResponse) -> str:
    if answer.status_code == 401 or answer.headers.get("Location", "").startswith("/sign-in?next="):
        return "login"
    # 503 is an answer of one door, which says that nothing ticks here.
    answered = answer.status_code < 500 or (answer.status_code == 503 and answer.mimetype == "text/plain")
    return {403: "refused", 404: "hidden"}.get(answer.status_code, "in" if answered else "BROKEN")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        TABLE.write_text(written(lines(towns.build(Path(folder)))), encoding="utf-8")
    sys.stdout.write(f"{TABLE}: read the difference before you commit it\n")
