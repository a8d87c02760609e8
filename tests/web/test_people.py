"""The administrator's day: somebody comes, moves to another office, forgets the password, leaves."""

import re

import pytest

from tests.web.browser import Browser

NEW = {
    "name": "Bùi Văn Minh",
    "login": "minh",
    "email": "",
    "language": "vi",
    "role": "officer",
    "title": "Chuyên viên",
    "since": "01/10/2026",
}
CODE = re.compile(r'class="code-word">([^<]+)<')


@pytest.fixture
def an(browser):
    return browser("vinh.administrator")


def test_a_newcomer_signs_in_with_the_password_that_was_shown_once(an, app, town):
    answer = an.post("/people/new", NEW | {"unit": str(town.units["vinh.office"])})
    assert answer.status_code == 200
    password = CODE.search(answer.text)[1]
    assert password not in an.get("/people").text
    assert "Bùi Văn Minh" in an.get("/people").text
    newcomer = Browser(app)
    assert newcomer.sign_in("minh", password).status_code == 303
    assert (
        newcomer.get("/").headers["Location"] == "/account/password" or newcomer.get("/account").status_code
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "officer.vinh"},
        {"login": "ô"},
        {"name": ""},
        {"role": "king"},
        {"since": "hôm nay"},
        {"since": ""},
    ],
)
def test_what_was_typed_survives_a_mistake(an, town, wrong):
    form = NEW | {"unit": str(town.units["vinh.office"]), "title": "Chuyên viên chính"} | wrong
    answer = an.post("/people/new", form)
    assert answer.status_code == 422
    assert "Chuyên viên chính" in answer.text
    assert 'role="alert"' in answer.text


def test_a_unit_of_another_authority_is_not_there(an, town):
    answer = an.post("/people/new", NEW | {"unit": str(town.units["pha.office"])})
    assert answer.status_code == 404


def test_a_person_is_appointed_and_the_appointment_ends(an, town):
    who = town.people["vinh.officer"]
    form = {
        "unit": str(town.units["vinh.leadership"]),
        "role": "clerk",
        "title": "Văn thư",
        "since": "2026-10-01",
    }
    assert an.post(f"/people/{who}/appoint", form).status_code == 303
    shown = an.get(f"/people/{who}").text
    assert "01/10/2026" in shown
    again = an.post(f"/people/{who}/appoint", form)
    assert again.status_code == 422, "held already"
    holding = re.search(r'name="holding" value="([^"]+)"', shown)[1]
    assert an.post(f"/people/{who}/end", {"holding": holding, "until": "31/12/2026"}).status_code == 303
    assert "31/12/2026" in an.get(f"/people/{who}").text
    assert an.post(f"/people/{who}/end", {"holding": holding, "until": "x"}).status_code == 422


def test_a_forgotten_password_is_replaced_and_shown_once(an, app, town):
    answer = an.post(f"/people/{town.people['vinh.clerk']}/password")
    password = CODE.search(answer.text)[1]
    clerk = Browser(app)
    clerk.sign_in("clerk.vinh", password)
    assert clerk.get("/account").headers["Location"] == "/account/password"


def test_a_closed_login_can_be_opened_again(an, town):
    who = town.people["vinh.clerk"]
    assert an.post(f"/people/{who}/disable").status_code == 303
    assert f"/people/{who}/enable" in an.get(f"/people/{who}").text
    assert an.post(f"/people/{who}/enable").status_code == 303
    assert f"/people/{who}/disable" in an.get(f"/people/{who}").text


def test_the_administrator_sees_no_buttons_for_themselves(an, town):
    me = town.people["vinh.administrator"]
    assert "/disable" not in an.get(f"/people/{me}").text
    assert an.post(f"/people/{me}/disable").status_code == 403


def test_a_unit_is_established_and_ends_with_a_successor(an, town):
    form = {"name": "Phòng Tiếp công dân", "kind": "reception", "since": "01/01/2026"}
    assert an.post("/units", form).status_code == 303
    page = an.get("/units").text
    unit = re.search(r'value="([0-9a-f-]{36})"[^>]*>Phòng Tiếp công dân', page)[1]
    refused = an.post("/units/end", {"unit": str(town.units["vinh.office"]), "until": "01/11/2026"})
    assert refused.status_code == 422, "people still work there"
    heir = str(town.units["vinh.office"])
    ended = an.post("/units/end", {"unit": unit, "until": "01/11/2026", "successors": heir})
    assert ended.status_code == 303
    assert "01/11/2026" in an.get("/units").text


def test_pages_are_read_in_english_too(an):
    an.client.set_cookie("language", "en")
    page = an.get("/people").text
    assert "People who work here" in page
    assert "Chief of office" in page
    assert 'lang="en"' in page
