"""The figures say what independent counts say."""

import datetime as dt
import json

import pytest
from sqlalchemy import text

from app.listings import figures
from app.listings.figures import AuthorityUnknown, PeriodBackwards


@pytest.fixture
def told(demonstration):
    _settings, database, _told = demonstration
    with database.reading() as session:
        sheets = figures.of_office(session, first=None, last=None, authority=None)
    return {sheet.key: {figure.key: figure for figure in sheet.figures} for sheet in sheets}


@pytest.fixture
def count(demonstration):
    _settings, database, _told = demonstration

    def counted(sql):
        with database.reading() as session:
            return session.scalar(text(sql))

    return counted


def test_all_authorities_together_are_the_sum_of_each(told):
    wards = [sheet for key, sheet in told.items() if key != "all"]
    assert len(wards) == 2
    for key, whole in told["all"].items():
        if whole.denominator is None and whole.value is not None:
            assert whole.value == sum(sheet[key].value for sheet in wards), key
        elif whole.denominator is not None:
            assert whole.numerator == sum(sheet[key].numerator for sheet in wards), key
            assert whole.denominator == sum(sheet[key].denominator for sheet in wards), key


def test_petitions_and_cases_are_counted_apart(told, count):
    whole = told["all"]
    duplicates = count("SELECT count(*) FROM petition_case WHERE closed_as = 'duplicate'")
    assert duplicates >= 1
    assert whole["petitions_received"].value == count("SELECT count(*) FROM petition")
    own = count("SELECT count(*) FROM petition_case WHERE kind NOT IN ('execution', 'protection', 'ending')")
    assert whole["cases_opened"].value == own - duplicates
    assert whole["repeats"].parts["how"]["duplicate"] == duplicates
    assert sum(whole["petitions_received"].parts["kind"].values()) == whole["petitions_received"].value


def test_the_settlement_rate_divides_what_was_settled_by_what_was_to_be_settled(told, count):
    mine = """SELECT count(DISTINCT c.id) FROM petition_case c JOIN classification k ON k.case_id = c.id
              WHERE k.competence = 'within' AND k.outcome IN ('accept', 'assign', 'leader')"""
    rate = told["all"]["settlement_rate"]
    assert rate.denominator == told["all"]["within_competence"].value == count(mine)
    assert rate.numerator == count(f"{mine} AND c.closed_as IN ('settled', 'answered', 'withdrawn')")
    assert rate.value == round(rate.numerator / rate.denominator, 4)


def test_limits_kept_and_broken_are_those_of_the_deadline_rows(told, count):
    met = "SELECT count(*) FROM deadline WHERE met_on IS NOT NULL AND rule != 'KN.EFFECT'"
    assert told["all"]["on_time"].denominator == count(met)
    assert told["all"]["on_time"].numerator == count(f"{met} AND kept")
    assert 0 < told["all"]["on_time"].value < 1
    assert told["all"]["overdue_now"].value >= 1


def test_sealed_cases_are_in_the_totals(told, count):
    sealed = count("SELECT count(*) FROM petition_case WHERE sealed AND state != 'closed'")
    assert told["all"]["sealed_now"].value == sealed >= 1
    assert told["all"]["petitions_received"].parts["kind"]["unclassified"] >= 1


def test_a_period_counts_only_its_own_days(demonstration):
    _settings, database, _told = demonstration
    with database.reading() as session:
        whole = figures.of_office(session, first=None, last=None, authority=None)[0]
        middle = session.scalar(
            text("SELECT received_on FROM petition ORDER BY received_on LIMIT 1 OFFSET 9")
        )
        day = dt.date.fromisoformat(middle)
        early = figures.of_office(session, first=None, last=day, authority=None)[0]
        late = figures.of_office(session, first=day + dt.timedelta(days=1), last=None, authority=None)[0]
    received = [sheet.figures[0].value for sheet in (early, late, whole)]
    assert received[0] + received[1] == received[2]
    assert 0 < received[0] < received[2]


def test_unknown_authorities_and_backward_periods_are_refused(demonstration):
    _settings, database, _told = demonstration
    with database.reading() as session:
        with pytest.raises(AuthorityUnknown):
            figures.of_office(session, first=None, last=None, authority="nowhere")
        first, last = dt.date(2026, 5, 2), dt.date(2026, 5, 1)
        with pytest.raises(PeriodBackwards):
            figures.of_office(session, first=first, last=last, authority=None)


def test_every_figure_says_what_it_counts_and_can_be_written_as_json(told):
    for sheet in told.values():
        for figure in sheet.values():
            assert figure.definition.endswith(".")
            json.dumps([figure.value, figure.parts, figure.numerator, figure.denominator])
