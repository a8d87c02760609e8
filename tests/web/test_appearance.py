"""Language and light, chosen without an account; words that every template knows."""

import pytest
from flask import Flask

from app.language import _
from app.web import rendering


@pytest.fixture
def client():
    app = Flask("app.web")
    rendering.install(app)

    @app.get("/page")
    def page() -> dict[str, str]:
        return {
            "optional": _("optional"),
            "newest": rendering.here(sort="-due"),
            "again": rendering.this_page(),
        }

    return app.test_client()


def test_vietnamese_comes_first_and_english_on_request(client):
    assert client.get("/page").json["optional"] == "không bắt buộc"
    client.post("/appearance", data={"language": "en"})
    assert client.get("/page").json["optional"] == "optional"


def test_one_request_leaves_no_language_behind(client):
    client.set_cookie("language", "en")
    client.get("/page")
    assert _("optional") == "không bắt buộc"


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:0"]
)
def test_the_way_back_never_leaves_the_house(client, foreign):
    answer = client.post("/appearance", data={"theme": "dark", "next": foreign})
    assert answer.headers["Location"] == "/"


def test_a_light_that_does_not_exist_is_not_remembered(client):
    answer = client.post("/appearance", data={"theme": "disco", "next": "/page?q=1"})
    assert answer.headers["Location"] == "/page?q=1"
    assert "Set-Cookie" not in answer.headers


def test_a_new_order_begins_at_the_first_row_and_keeps_the_filter(client):
    said = client.get("/page?unit=2&after=x&sort=due").json
    assert said == {
        "optional": "không bắt buộc",
        "newest": "/page?unit=2&sort=-due",
        "again": "/page?unit=2&after=x&sort=due",
    }


def test_query_names_cannot_steer_the_address(client):
    assert client.get("/page?_external=1&_scheme=ftp").json["newest"].startswith("/page?")


def test_counts_that_nobody_needs_exactly_are_capped():
    assert [rendering.capped(n) for n in (0, 999, 1000)] == ["0", "999", "999+"]


def test_dates_are_shown_as_people_type_them_and_half_typed_ones_stay():
    assert [rendering.typed_date(text) for text in ("2026-11-26", "26/11", "")] == ["26/11/2026", "26/11", ""]
