"""Limits and reminders on the border of a phase or step, and timers on the way, in two drawings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.changes import limits
from app.changes.change import Change
from app.changes.facets import Kept
from app.changes.naming import name_at
from app.changes.saying import Value
from app.changes.told import Row, Told
from app.engine.timed import rule_of_timer
from app.language import N_


class Shift(NamedTuple):
    """A limit on the border of an element that became another one."""

    host: str
    old: str
    new: str


def shifts(kept: list[Kept], kind: str = "limit") -> frozenset[Shift]:
    """List the limits, or the reminders, that are counted by another rule now."""
    found = ((each, _rule(each.old.timer, kind), _rule(each.new.timer, kind)) for each in kept)
    return frozenset(Shift(each.new.node.host, a, b) for each, a, b in found if a and b and a != b)


def compare(kept: Kept, moved: frozenset[Shift], reminded: frozenset[Shift]) -> Iterator[Change]:
    """Tell that a timer became another; a reminder that follows its limit is told with the limit."""
    old, new = kept.old.timer, kept.new.timer
    if old == new or not (old and new):
        return
    host = name_at(kept.new.node.host, kept.after)
    before, after = rule_of_timer(old), rule_of_timer(new)
    shift = Shift(kept.new.node.host, before[1] or "", after[1] or "")
    sides = Value(old, limits.waited(old, kept.one)), Value(new, limits.waited(new, kept.other))
    if not kept.new.node.host or before[0] != after[0] or before[0] not in {"limit", "reminder"}:
        yield kept.change("wait", *sides)
    elif before[0] == "limit":
        yield _limit(kept, shift, follows=shift in reminded)
    elif shift not in moved or before[2] != after[2]:
        moved_by = limits.ahead(old, new, kept.other)
        yield kept.change("reminder", *sides, name=host, moved=moved_by)


def _limit(kept: Kept, shift: Shift, *, follows: bool) -> Change:
    return kept.change(
        "limit",
        Value(shift.old, Row(())),
        Value(shift.new, Row(())),
        name=name_at(shift.host, kept.after),
        days=limits.between(shift.old, shift.new),
        articles=limits.articles(shift.old, shift.new),
        follows=Told(N_("; the reminder moves with it")) if follows else Row(()),
    )


def _rule(timer: str, kind: str) -> str:
    found, rule, _ahead = rule_of_timer(timer)
    return rule or "" if found == kind else ""
