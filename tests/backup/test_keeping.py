"""How many backups stay: the newest of each of the last hours, days and months."""

import datetime as dt

import pytest

from app.backup import parse
from app.backup.errors import KeepUnreadable
from app.backup.keeping import superfluous

NOW = dt.datetime(2026, 8, 3, 2, 0, tzinfo=dt.UTC)
HOURLY = [NOW - dt.timedelta(hours=back) for back in range(24 * 400)]


def kept(rules: str) -> list[dt.datetime]:
    return sorted(set(HOURLY) - superfluous(HOURLY, parse(rules)), reverse=True)


def test_without_a_rule_everything_stays():
    assert superfluous(HOURLY, parse("")) == set()


def test_the_newest_of_each_hour_day_and_month_stays():
    left = kept("24h,30d,12m")
    assert left[:24] == HOURLY[:24]
    days = {instant.astimezone(dt.timezone(dt.timedelta(hours=7))).date() for instant in left}
    assert {NOW.date() - dt.timedelta(days=back) for back in range(30)} <= days
    assert len(left) == 24 + (30 - 2) + (12 - 2)  # some stand for several


def test_a_day_is_one_of_vietnam():
    late = [dt.datetime(2026, 8, 2, 16, 59, tzinfo=dt.UTC), dt.datetime(2026, 8, 2, 17, 1, tzinfo=dt.UTC)]
    assert superfluous(late, parse("7d")) == set()
    assert superfluous([late[1], late[1] + dt.timedelta(hours=20)], parse("7d")) == {late[1]}


def test_a_single_old_backup_is_never_thrown_away():
    assert superfluous(HOURLY[-1:], parse("1h")) == set()


@pytest.mark.parametrize("text", ["24", "h", "0d", "30 days", "24h;30d", "-1d"])
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(KeepUnreadable):
        parse(text)
