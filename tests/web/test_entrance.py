"""Signing in through the page: what the cookie is, when it is worth nothing, and where one lands."""

import dataclasses
import re

import pytest

from app.errors import SettingMissing
from app.services import passwords, people
from app.services.people import Appointment
from app.web import create_app
from tests.town import PASSWORD, SINCE
from tests.web.browser import Browser

OFFICER = "officer.vinh"


def test_the_right_password_leads_to_where_the_day_begins(browser):
    visitor = browser()
    answer = visitor.sign_in(OFFICER, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Nguyễn Thị Oanh" in visitor.get("/account").text


def test_the_cookie_is_out_of_reach_of_scripts_and_foreign_pages(browser):
    answer = browser().sign_in(OFFICER, PASSWORD)
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("sid=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Expires" not in cookie


def test_over_https_every_cookie_is_secure_and_bound_to_this_host(town):
    settings = dataclasses.replace(town.settings, public_url="https://donthu.example")
    visitor = Browser(create_app(settings, database=town.database))
    base = {"base_url": "https://donthu.example"}
    visitor.get("/sign-in", **base)
    data = {"csrf_token": visitor.token, "login": OFFICER, "password": PASSWORD}
    answer = visitor.client.post("/sign-in", data=data, **base)
    cookies = answer.headers.getlist("Set-Cookie")
    assert any(each.startswith("__Host-sid=") for each in cookies)
    assert all("Secure" in each for each in cookies)
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize("address", ["http://donthu.example", "http://10.0.0.5:8000", "ftp://localhost", ""])
def test_the_office_does_not_open_over_plain_http_for_other_machines(town, address):
    with pytest.raises(SettingMissing):
        create_app(dataclasses.replace(town.settings, public_url=address), database=town.database)


def test_a_foreign_host_name_is_not_answered(browser):
    assert browser().get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_a_failure_says_one_sentence_and_keeps_the_name(browser):
    wrong_password, wrong_name = browser(), browser()
    one = wrong_password.sign_in(OFFICER, "không đúng đâu")
    other = wrong_name.sign_in("nobody", "không đúng đâu")
    assert (one.status_code, other.status_code) == (401, 401)
    sentence = re.compile(r'role="alert"[^>]*><p>(.*?)</p>')
    assert sentence.search(one.text)[1] == sentence.search(other.text)[1]
    assert f'value="{OFFICER}"' in one.text
    assert "không đúng đâu" not in one.text


def test_guessing_is_answered_with_wait(browser):
    visitor = browser()
    answers = [visitor.sign_in("nobody", "không đúng đâu").status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


def test_a_secret_planted_before_the_sign_in_is_worth_nothing(browser):
    victim = browser()
    victim.carry("planted")
    victim.sign_in(OFFICER, PASSWORD)
    assert victim.cookie() != "planted"
    attacker = browser()
    attacker.carry("planted")
    assert attacker.get("/account").status_code == 303


def test_the_form_token_changes_with_the_sign_in(browser):
    visitor = browser()
    visitor.get("/sign-in")
    before = visitor.cookie("form")
    visitor.sign_in(OFFICER, PASSWORD)
    visitor.get("/account")
    assert visitor.cookie("form") != before


def test_a_secret_kept_after_signing_out_is_worth_nothing(browser):
    visitor = browser("vinh.officer")
    kept = visitor.cookie()
    answer = visitor.post("/sign-out")
    assert answer.headers["Location"] == "/sign-in"
    assert "storage" in answer.headers["Clear-Site-Data"]
    thief = browser()
    thief.carry(kept)
    assert thief.get("/account").headers["Location"].startswith("/sign-in")


def test_an_idle_browser_is_signed_out_and_a_busy_one_is_not(browser, travel):
    busy, idle = browser("vinh.officer"), browser("vinh.officer")
    for minutes in (20, 40, 60):
        travel(minutes=minutes)
        assert busy.get("/account").status_code == 200
    assert idle.get("/account").status_code == 303


def test_who_is_closed_out_sees_nothing_more(browser, town):
    officer, administrator = browser("vinh.officer"), browser("vinh.administrator")
    assert officer.get("/account").status_code == 200
    administrator.post(f"/people/{town.people['vinh.officer']}/disable")
    assert officer.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("wanted", "landed"),
    [
        ("/account", "/account"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("", "/"),
        ("javascript:1", "/"),
    ],
)
def test_after_the_sign_in_one_lands_in_this_house(browser, wanted, landed):
    assert browser().sign_in(OFFICER, PASSWORD, next=wanted).headers["Location"] == landed


def test_who_asks_for_a_page_comes_back_to_it(browser):
    visitor = browser()
    answer = visitor.get("/people?x=1")
    assert answer.headers["Location"] == "/sign-in?next=/people?x%3D1"
    assert 'name="next" value="/people?x=1"' in visitor.get(answer.headers["Location"]).text


def test_what_was_typed_is_shown_again_when_the_sign_in_had_ended(browser):
    visitor = browser("vinh.administrator")
    visitor.get("/units")
    visitor.client.delete_cookie("sid")
    answer = visitor.post("/units", {"name": "Phòng Kinh tế, Hạ tầng và Đô thị", "kind": "division"})
    assert answer.status_code == 401
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in answer.text


def test_a_one_time_password_opens_only_the_page_that_replaces_it(browser, town):
    password, credential = passwords.one_time()
    who = town.people["vinh.clerk"]
    actor = town.actor("vinh.administrator")
    with town.database.transaction() as session:
        people.reset_password(session, who, credential, actor=actor)
    visitor = browser()
    visitor.sign_in("clerk.vinh", password)
    assert visitor.get("/account").headers["Location"] == "/account/password"
    visitor.get("/account/password")
    new = {"present": password, "new": "bốn con mèo xanh", "again": "bốn con mèo xanh"}
    wrong = visitor.post("/account/password", new | {"again": "khác"})
    assert wrong.status_code == 422
    assert "mèo xanh" not in wrong.text
    assert visitor.post("/account/password", new).status_code == 303
    assert visitor.get("/account").status_code == 200


def test_the_office_acted_in_is_chosen_in_the_frame(browser, town):
    actor = town.actor("vinh.administrator")
    second = Appointment(
        unit_id=town.units["vinh.leadership"], role="clerk", title="Văn thư", title_en="Clerk", since=SINCE
    )
    with town.database.transaction() as session:
        holding = people.appoint(session, town.people["vinh.officer"], second, actor=actor)
    visitor = browser("vinh.officer")
    assert str(holding) in visitor.get("/account").text
    assert visitor.post("/account/seat", {"seat": str(holding)}).status_code == 303
    assert "Văn thư · Lãnh đạo" in visitor.get("/account").text
    assert visitor.post("/account/seat", {"seat": str(actor.holding_id)}).status_code == 403
    assert visitor.post("/account/seat", {"seat": "x"}).status_code == 404


def test_who_holds_no_office_today_is_told_so(browser, town):
    officer, actor = town.actor("vinh.officer"), town.actor("vinh.administrator")
    with town.database.transaction() as session:
        people.end_appointment(session, officer.holding_id, until=SINCE, actor=actor)
    visitor = browser("vinh.officer")
    assert visitor.get("/people").status_code == 403
    assert visitor.get("/").headers["Location"] == "/account"
    assert visitor.get("/account").status_code == 200
