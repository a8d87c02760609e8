"""Every answer of every room tells the browser what to refuse, and no page that is read writes."""

import pytest
from sqlalchemy import event

from tests.web import matrix

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EVERYBODY = ["", *(f"vinh.{role}" for role in matrix.ROLES)]


def readable(app, town):
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    return [matrix._address(app, rule, town, "vinh") for rule in rules]  # noqa: SLF001 - it knows addresses


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_is_secured_for_everybody(app, browser, town, who):
    visitor = browser(who)
    for address in [*readable(app, town), "/no-such-page"]:
        answer = visitor.get(address)
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
def test_no_page_that_is_read_writes(app, browser, town, who):
    visitor = browser(who)
    statements = []

    @event.listens_for(town.database.engine, "before_cursor_execute")
    def _note(_connection, _cursor, statement, *_rest: object) -> None:
        statements.append(statement.lstrip().split(None, 1)[0].upper())

    for address in readable(app, town):
        visitor.get(address)
    assert set(statements) <= {"SELECT", "BEGIN", "PRAGMA", "WITH"}


def test_no_page_speaks_english_to_a_vietnamese_reader_of_the_frame(browser):
    page = browser("vinh.administrator").get("/people").text
    assert 'lang="vi"' in page
    for english in ("Sign out", "People", "Offices today", "Add a person"):
        assert f">{english}<" not in page
