"""Counts that only grow: how often the clock looked, how many timers it tried."""

from __future__ import annotations

from sqlalchemy import update

from app import clock
from db.models import Tally
from db.session import Database

DRAINS, TIMERS = "drains", "timers"  # rows that are there from the first day


def count_drain(database: Database, *, timers: int) -> None:
    """Count one look at what is due, with the timers that were tried; whoever watches the office sees it."""
    with database.transaction() as session:
        for name, more in ((DRAINS, 1), (TIMERS, timers)):
            if more:
                grown = {"count": Tally.count + more, "at": clock.now()}
                session.execute(update(Tally).where(Tally.name == name).values(grown))
