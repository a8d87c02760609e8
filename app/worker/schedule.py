"""The embedded scheduler: one tick in the process, nothing statutory in its own store."""

from __future__ import annotations

from apscheduler.schedulers.background import BackgroundScheduler

from app.settings import Settings
from app.worker.tick import tick
from db.session import Database

SECONDS = 5


def start(database: Database, settings: Settings) -> BackgroundScheduler:
    """Let the clock tick every five seconds in this process.

    What is due stands in the office's own timer rows; the scheduler only says "look now", so a
    restart, however late, loses nothing.
    """
    scheduler = BackgroundScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    scheduler.add_job(tick, "interval", seconds=SECONDS, args=(database, settings))
    scheduler.start()
    return scheduler
