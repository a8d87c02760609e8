"""How many backups are kept: the newest of each of the last hours, days, weeks, months and years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app import clock
from app.backup.errors import KeepUnreadable

_STRETCHES = {"h": "%Y-%m-%d %H", "d": "%Y-%m-%d", "w": "%G-%V", "m": "%Y-%m", "y": "%Y"}


@dataclass(frozen=True)
class Keep:
    """The newest backup of each of the last ``count`` stretches that have one."""

    count: int
    unit: str  # h | d | w | m | y

    def stretch(self, instant: dt.datetime) -> str:
        """Name the hour, day, week, month or year in Vietnam that an instant lies in."""
        return clock.local(instant).strftime(_STRETCHES[self.unit])


def parse(text: str) -> tuple[Keep, ...]:
    """Read how many backups are kept, as in ``24h,30d,12m``; nothing for an empty text, which keeps all.

    Raises: KeepUnreadable.
    """
    rules = []
    for word in filter(None, (word.strip() for word in text.split(","))):
        found = re.fullmatch(r"([1-9]\d{0,3})([hdwmy])", word)
        if found is None:
            raise KeepUnreadable(text=text)
        rules.append(Keep(int(found[1]), found[2]))
    return tuple(rules)


def superfluous(instants: Iterable[dt.datetime], rules: tuple[Keep, ...]) -> set[dt.datetime]:
    """Choose the backups that no rule keeps; the newest is always kept, and without a rule all are."""
    newest_first = sorted(instants, reverse=True)
    if not rules:
        return set()
    kept = set(newest_first[:1])
    for rule in rules:
        stretches: dict[str, dt.datetime] = {}
        for instant in newest_first:
            stretches.setdefault(rule.stretch(instant), instant)
        kept.update(list(stretches.values())[: rule.count])
    return set(newest_first) - kept
