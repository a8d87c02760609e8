"""The official calendar of 2020–2027."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest

from app.legaltime import years
from app.legaltime.calendar import Calendar
from app.legaltime.errors import DateOutOfReach, UnreadableRegister

OFFICIAL = Calendar.official()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def all_days() -> list[dt.date]:
    return [
        day("2020-01-01") + dt.timedelta(days=n) for n in range((day("2028-01-01") - day("2020-01-01")).days)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("2026-01-02", "swapped_off", "Nghỉ hoán đổi"),
        ("2026-01-10", "swapped_work", "Làm bù ngày hoán đổi"),
        ("2026-02-14", "weekend", "thứ Bảy"),
        ("2026-02-16", "holiday", "Tết Nguyên đán"),
        ("2026-02-20", "holiday", "Tết Nguyên đán"),
        ("2026-02-23", "working", ""),
        ("2026-04-26", "holiday", "Giỗ Tổ Hùng Vương"),
        ("2026-04-27", "holiday", "Nghỉ bù Giỗ Tổ Hùng Vương"),
        ("2026-04-30", "holiday", "Ngày Chiến thắng"),
        ("2026-05-01", "holiday", "Ngày Quốc tế lao động"),
        ("2026-08-22", "swapped_work", "Làm bù ngày hoán đổi"),
        ("2026-08-31", "swapped_off", "Nghỉ hoán đổi"),
        ("2026-09-02", "holiday", "Quốc khánh"),
        ("2026-11-24", "holiday", "Ngày Văn hóa Việt Nam"),
    ],
)
def test_the_days_of_2026_are_as_the_office_knows_them(text: str, kind: str, name: str):
    assert OFFICIAL.kind_of(day(text)) == (kind, name)


def test_the_library_differs_from_the_official_list_only_where_we_know_it():
    library = holidays.country_holidays("VN", years=range(2020, 2028))

    def library_works(one: dt.date) -> bool:
        return one in library.weekend_workdays or (one.weekday() < 5 and one not in library)

    differing = [one for one in all_days() if library_works(one) != OFFICIAL.is_working_day(one)]
    # The swap at New Year 2026 was decided a week before it happened; the library never learned of it.
    assert differing == [day("2026-01-02"), day("2026-01-10")]


def test_every_day_off_is_compensated_when_it_falls_on_a_weekend():
    # Labour Code, article 111(3): a year has as many working days whichever weekdays its holidays fall on.
    off = {n: sum(OFFICIAL.kind_of(one).kind == "holiday" and one.weekday() < 5
                  for one in all_days() if one.year == n) for n in range(2020, 2028)}  # fmt: skip
    assert off == {2020: 10, 2021: 11, 2022: 11, 2023: 11, 2024: 11, 2025: 11, 2026: 12, 2027: 12}


def test_each_swapped_day_off_has_its_worked_saturday_in_the_same_year():
    for number in range(2020, 2028):
        kinds = [one.kind for one in OFFICIAL.year(number).days.values()]
        assert kinds.count("swapped_off") == kinds.count("swapped_work")
    worked = [one for one in all_days() if OFFICIAL.kind_of(one).kind == "swapped_work"]
    assert {one.weekday() for one in worked} == {5}


def test_each_year_says_how_surely_it_is_known():
    known = {number: OFFICIAL.year(number).confidence for number in range(2020, 2029)}
    assert known[2026] == "confirmed"
    assert known[2027] == known[2028] == "uncertain"
    assert all(OFFICIAL.year(number).source for number in known)


def test_working_days_are_counted_both_ways():
    assert OFFICIAL.add_working_days(day("2026-08-14"), 10) == day("2026-08-27")
    assert OFFICIAL.add_working_days(day("2026-08-27"), -10) == day("2026-08-14")
    assert OFFICIAL.working_days_between(day("2026-08-14"), day("2026-08-27")) == 10
    assert OFFICIAL.working_days_between(day("2026-08-27"), day("2026-08-14")) == -10
    assert OFFICIAL.working_days_between(day("2026-08-27"), day("2026-08-27")) == 0
    assert OFFICIAL.add_working_days(day("2026-08-29"), 0) == day("2026-09-03")
    assert OFFICIAL.next_working_day(day("2026-08-22")) == day("2026-08-22")


def test_years_without_an_official_list_are_estimated_and_far_ones_refused():
    assert OFFICIAL.kind_of(day("2029-02-13")).kind == "holiday"  # Tết 2029
    assert OFFICIAL.kind_of(day("2014-12-27")).kind == "swapped_work"
    assert OFFICIAL.kind_of(day("2015-01-02")).kind == "swapped_off"
    with pytest.raises(DateOutOfReach, match="2150"):
        OFFICIAL.is_working_day(day("2150-01-01"))


@pytest.mark.parametrize("entry", ["[[year]]\nyear = 2030", "year = 1", "not toml", """
[[year]]
year = 2030
confidence = "believed"
source = "x"
off = [{ from = 2031-01-01, to = 2031-01-01, name = "Tết Dương lịch" }]
"""])  # fmt: skip
def test_a_calendar_that_cannot_be_right_is_refused(entry: str):
    with pytest.raises(UnreadableRegister):
        years.read(entry)
