"""Every answer of every room tells the browser what to refuse, and no page that is read writes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from app.web.doors import OFFICE
from tests import town as towns
from tests.web import matrix
from tests.web.browser import Browser

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EVERYBODY = ["", *(f"vinh.{role}" for role in matrix.ROLES)]


@dataclass
class Walk:
    """What somebody who opens everything is answered, and what kinds of statements the database is given."""

    answers: dict[str, TestResponse] = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def walked(opened, founded, tmp_path_factory) -> Iterator:
    """Let everybody open every page once, for all that is claimed of it."""
    town = towns.copy(founded, tmp_path_factory.mktemp("walked") / "data")
    office = replace(opened.extensions[OFFICE], settings=town.settings, database=town.database)

    @cache
    def walk(who: str) -> Walk:
        visitor, walk = Browser(opened), Walk()
        if who:
            visitor.carry(town.secret(who))

        def note(_connection, _cursor, statement, *_rest: object) -> None:
            walk.statements.add(statement.lstrip().split(None, 1)[0].upper())

        event.listen(town.database.engine, "before_cursor_execute", note)
        with pytest.MonkeyPatch.context() as patched:
            patched.setitem(opened.extensions, OFFICE, office)
            for address in [*readable(opened, town), "/no-such-page"]:
                walk.answers[address] = visitor.get(address)
        event.remove(town.database.engine, "before_cursor_execute", note)
        return walk

    yield walk
    town.database.close()


def readable(app, town):
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    return [matrix._address(app, rule, town, "vinh") for rule in rules]  # noqa: SLF001 - it knows addresses


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_is_secured_for_everybody(walked, who):
    for address, answer in walked(who).answers.items():
        assert answer.status_code < 500 or address == "/readyz", address  # nothing ticks here
        assert dict(answer.headers).items() >= ALWAYS.items(), address
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-eval" not in policy
        assert policy == "sandbox" or {"default-src 'none'", "frame-ancestors 'none'"} <= set(
            policy.split("; ")
        )
        assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        if address == "/maps":  # nobody's own: the same page for everybody with the same cookies
            assert {"Cookie", "Accept-Language"} <= set(answer.vary), address
        elif not address.startswith("/static/"):
            assert answer.headers["Cache-Control"] == "no-store", address
        if answer.mimetype.startswith("text/") and answer.status_code == 200:
            assert "charset=utf-8" in answer.content_type.lower(), address


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_that_is_read_writes(walked, who):
    assert walked(who).statements <= {"SELECT", "BEGIN", "PRAGMA", "WITH"}


def test_no_page_speaks_english_to_a_vietnamese_reader_of_the_frame(browser):
    page = browser("vinh.administrator").get("/people").text
    assert 'lang="vi"' in page
    for english in ("Sign out", "People", "Offices today", "Add a person"):
        assert f">{english}<" not in page
