"""Which days the offices of Vietnam work, and how to count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from app.legaltime import book, years
from app.legaltime.book import Book
from app.legaltime.years import ONE_DAY, Day, Year

__all__ = ["Calendar", "Day", "Year"]

WORKING = Day("working", "")
WEEKEND = {5: Day("weekend", "thứ Bảy"), 6: Day("weekend", "Chủ nhật")}  # by weekday


class Calendar:
    """The working calendar of State offices: weekends, holidays, and days swapped for one another.

    Years that are not given are estimated; whoever needs to know asks ``year(n).confidence``.
    """

    def __init__(self, listed: Mapping[int, Year]) -> None:
        self._listed = dict(listed)

    @staticmethod
    def official() -> Calendar:
        """Give the calendar of the lists in force here: as shipped, and as two people confirmed them."""
        return _of(book.current())

    def year(self, number: int) -> Year:
        """Tell what is known of one year, and how surely.

        Raises: DateOutOfReach for years that cannot even be estimated.
        """
        return self._listed.get(number) or years.estimated(number)

    def kind_of(self, day: dt.date) -> Day:
        """Say what a day is to the offices, and its name if it has one.

        Raises: DateOutOfReach.
        """
        special = self.year(day.year).days.get(day)
        if special is not None:
            return special
        return WEEKEND.get(day.weekday(), WORKING)

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether the offices work on a day; a swapped Saturday counts."""
        return self.kind_of(day).kind in {"working", "swapped_work"}

    def next_working_day(self, day: dt.date) -> dt.date:
        """Give the day itself if the offices work on it, else the first later one on which they do."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """Go so many working days on (or back, when negative); the day itself is not counted.

        Zero gives the day itself or the next working day.
        """
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day if count else self.next_working_day(day)

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Count the working days after one day up to and including another; negative when it is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + n * ONE_DAY) for n in range(1, (end - start).days + 1))


@lru_cache(maxsize=16)
def _of(held: Book) -> Calendar:
    with book.using(held):
        return Calendar(years.listed())
