"""No other house can send our forms."""

import pytest

from tests.web import matrix

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


def changing(app):
    rules = [rule for rule in app.url_map.iter_rules() if set(rule.methods) & set(matrix.METHODS[1:])]
    assert len(rules) > 10
    return rules


def test_every_change_without_a_token_is_refused(app, browser, town):
    visitor = browser("vinh.administrator")
    for rule in changing(app):
        for method in sorted(set(rule.methods) & set(matrix.METHODS[1:])):
            address = matrix._address(app, rule, town, "vinh")  # noqa: SLF001 - the matrix knows the addresses
            for data in ({}, {"csrf_token": "forged"}):
                answer = visitor.client.open(address, method=method, data=data)
                assert answer.status_code == 400, (method, address)


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_from_another_house_is_refused_even_with_a_token(browser, headers):
    visitor = browser("vinh.officer")
    assert visitor.post("/sign-out", headers=headers).status_code == 400
    assert visitor.get("/account").status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "null"}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {}]
)
def test_a_form_from_this_house_is_taken(browser, headers):
    assert browser("vinh.officer").post("/sign-out", headers=headers).status_code == 303


def test_a_token_of_another_browser_is_refused(browser):
    thief, victim = browser("vinh.officer"), browser("vinh.administrator")
    thief.get("/account")
    victim.get("/account")
    victim.token = thief.token
    assert victim.post("/sign-out").status_code == 400
