"""How many days of reception the law asks of whom, and who may stand in: by the law of each day."""

import datetime as dt

import pytest

from app.legaltime import receptions


def missing(held, first, last, duty="chairman", level="commune"):
    return [
        (each.first, each.minimum.per, each.missing)
        for each in receptions.stretches(level, duty, first, last, held)
    ]


def test_a_commune_chairman_owes_two_days_a_month_since_july_2026():
    held = [dt.date(2026, 7, 2), dt.date(2026, 7, 2)]
    assert missing(held, dt.date(2026, 7, 1), dt.date(2026, 7, 31)) == [(dt.date(2026, 7, 1), "month", 1)]


def test_before_it_was_a_day_a_week():
    found = missing([dt.date(2026, 6, 3)], dt.date(2026, 6, 1), dt.date(2026, 6, 14))
    assert found == [(dt.date(2026, 6, 1), "week", 0), (dt.date(2026, 6, 8), "week", 1)]


def test_a_week_cut_in_two_by_the_change_of_the_law_is_owed_to_nobody():
    found = missing([], dt.date(2026, 6, 29), dt.date(2026, 7, 31))
    assert found == [(dt.date(2026, 7, 1), "month", 2)]


@pytest.mark.parametrize("level", ["commune", "province"])
def test_a_party_secretary_is_counted_by_a_rule_of_the_party(level: str):
    rule = receptions.minimum(level, "party_secretary", dt.date(2026, 8, 1))
    assert rule.article == "Quy định 11-QĐi/TW"
    assert rule.days == (2 if level == "commune" else 1)


def test_a_provincial_chairman_owes_a_day_a_month():
    assert receptions.minimum("province", "chairman", dt.date(2026, 8, 1)).days == 1


def test_nobody_stands_in_for_a_commune_leader_since_july_2026():
    assert receptions.stand_in("commune", dt.date(2026, 6, 30)).allowed
    rule = receptions.stand_in("commune", dt.date(2026, 7, 1))
    assert not rule.allowed
    assert "136/2025/QH15" in rule.article


def test_an_office_that_no_law_names_owes_nothing():
    assert receptions.minimum("commune", "clerk", dt.date(2026, 8, 1)) is None
    assert missing([], dt.date(2026, 8, 1), dt.date(2026, 8, 31), duty="clerk") == []
