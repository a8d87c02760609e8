"""What every answer tells the browser to refuse."""

import pytest
from flask import Flask

from app.web import assets, headers


@pytest.fixture
def client():
    app = Flask("app.web")
    assets.install(app)
    headers.install(app)

    @app.get("/page")
    def page() -> str:
        return "Đơn Thư"

    @app.get("/editor")
    @headers.drawing_board
    def editor() -> str:
        return "Đơn Thư"

    @app.get("/paper")
    def paper() -> tuple[str, dict[str, str]]:
        return "%PDF", {"Content-Security-Policy": "sandbox"}

    return app.test_client()


def test_a_page_runs_only_scripts_and_styles_of_this_server(client):
    policy = client.get("/page").headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_only_a_drawing_board_may_write_inline_styles(client):
    board = client.get("/editor").headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in board
    assert "script-src 'self';" in board


def test_no_page_is_kept_by_the_browser(client):
    assert client.get("/page").headers["Cache-Control"] == "no-store"


def test_built_files_are_kept_for_a_year_and_a_missing_one_is_not(client):
    built = client.application.extensions["manifest"].file("icons.svg")
    with client.get(f"/static/built/{built}") as kept, client.get("/static/mark.svg") as plain:
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert plain.headers["Cache-Control"] == "public, max-age=3600"
    missing = client.get("/static/built/no-such-file.js")
    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] != "public, max-age=31536000, immutable"


def test_https_is_promised_only_over_https(client):
    assert "Strict-Transport-Security" not in client.get("/page").headers
    assert (
        "max-age=" in client.get("/page", base_url="https://localhost").headers["Strict-Transport-Security"]
    )


def test_a_view_may_be_stricter(client):
    assert client.get("/paper").headers["Content-Security-Policy"] == "sandbox"


def test_forms_keep_their_origin(client):
    assert client.get("/page").headers["Referrer-Policy"] == "same-origin"
