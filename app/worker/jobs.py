"""What the workers do when they hear a word: the three parts of the same tick as in the embedded office."""

from __future__ import annotations

import asyncio
import logging

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from app.listings import waiting
from app.settings import Settings
from app.worker import recovery, tick
from app.worker.queue import DELIVER, DRAIN, TICK, address, word
from db.session import Database

log = logging.getLogger(__name__)

EVERY = "* * * * * */5"  # the sixth field counts seconds
SLOTS = 8  # drains that wait at most; each fires up to SHARE timers and then makes room
SHARE = 50
FIRST = 10  # before any other word: the tick tells the others what there is to do
KEPT = 24  # hours in which words that failed can be looked at
HOUR = 3600  # seconds


def app_for(database: Database, settings: Settings) -> App:
    """Make the queue of an office and teach it its three words."""
    app = App(connector=_connector(settings))

    @app.periodic(cron=EVERY)
    # No ``lock``: the tick recovers what dead workers held, and so must never wait for one of them.
    @app.task(name=TICK, queue=TICK, queueing_lock=TICK, priority=FIRST)
    async def _tick(timestamp: int) -> None:
        await recovery.recover(app.job_manager)
        await _ask_for_what_waits(app, database, settings)
        await asyncio.to_thread(tick.keep_house, database, settings)
        if timestamp % HOUR == 0:
            await app.job_manager.delete_old_jobs(
                KEPT, include_failed=True, include_cancelled=True, include_aborted=True
            )

    @app.task(name=DRAIN, queue=DRAIN)
    def _drain() -> None:
        tick.fire(database, limit=SHARE)

    @app.task(name=DELIVER, queue=DELIVER)
    def _deliver() -> None:
        tick.deliver(database, settings)

    return app


async def _ask_for_what_waits(app: App, database: Database, settings: Settings) -> None:
    """Say "drain" as often as it takes hands, and "deliver" where something waits to be sent."""
    due, unsent = await asyncio.to_thread(_look, database)
    words = [word(DRAIN, about=str(slot)) for slot in range(max(1, min(SLOTS, -(-due // SHARE))))]
    if unsent and settings.smtp:
        words.append(word(DELIVER))
    for each in words:
        try:
            await app.job_manager.defer_job_async(each)
        except AlreadyEnqueued:
            log.debug("%s waits already", each.queueing_lock)


def _look(database: Database) -> tuple[int, bool]:
    with database.reading() as session:
        return waiting.due_timers(session, most=SLOTS * SHARE), waiting.has_unsent(session)


def _connector(settings: Settings) -> PsycopgConnector:
    kept = {"options": "-c timezone=UTC -c lock_timeout=5s"}
    return PsycopgConnector(conninfo=address(settings.database_url), min_size=1, max_size=4, kwargs=kept)
