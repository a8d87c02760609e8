"""How often something was in time, month by month: the same count for units, steps and limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.listings.board_shares import MONTHS, first_month

Months = tuple[tuple[int, int], ...]  # kept, fell due; the oldest month first


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What was kept of what fell due, in each of twelve months."""

    months: Months

    @property
    def fell_due(self) -> int:
        """Give how much fell due in the twelve months."""
        return sum(whole for _kept, whole in self.months)

    @property
    def missed(self) -> int:
        """Give how much of it was not met in time."""
        return self.fell_due - sum(kept for kept, _whole in self.months)

    @property
    def share(self) -> int | None:
        """Give the share met in time in per cent, rounded down: 99,9 is not 100. None where none fell due."""
        return 100 * (self.fell_due - self.missed) // self.fell_due if self.fell_due else None

    @property
    def points(self) -> list[float | None]:
        """Give the share of each month, for the small line."""
        return [100 * kept / whole if whole else None for kept, whole in self.months]


def first_days(today: dt.date) -> Iterator[dt.date]:
    """Give the first day of each of the twelve months, the oldest first."""
    first = first_month(today)
    for count in range(MONTHS):
        months = first.year * 12 + first.month - 1 + count
        yield dt.date(months // 12, months % 12 + 1, 1)


def in_order(found: Mapping[int, tuple[int, int]], today: dt.date) -> Months:
    """Put what was counted by month (year · 12 + month) into the twelve months, empty ones between."""
    return tuple(found.get(day.year * 12 + day.month, (0, 0)) for day in first_days(today))
