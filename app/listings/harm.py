"""In what order matters are put before the leader: the most harmful delay first."""

from __future__ import annotations

import datetime as dt

from app.casework.deadlines import is_promise

RIGHTS = frozenset({"complaint", "denunciation"})
BY_RIGHT, BY_LAW, BY_PROMISE = 3, 2, 1


def weight(kind: str, rule: str) -> int:
    """Weigh a day of delay: of a complaint or denunciation 3, of another legal limit 2, of a promise 1."""
    if is_promise(rule):
        return BY_PROMISE
    return BY_RIGHT if kind in RIGHTS else BY_LAW


def harm(kind: str, rule: str, due_on: dt.date, today: dt.date) -> int:
    """Multiply the days overdue with the weight of the kind; nothing before the limit has run out."""
    return max(0, (today - due_on).days) * weight(kind, rule)
