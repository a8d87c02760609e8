"""A worker from start to end: it listens for words, outlives the database's absence, stops when told."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from psycopg_pool import PoolTimeout

from app.settings import Settings
from app.worker.jobs import app_for
from db.session import Database

log = logging.getLogger(__name__)

HANDS = 2  # words done at once
AGAIN = 2.0  # seconds between two tries to reach the database
AWAY = (ConnectorException, psycopg.OperationalError, PoolTimeout, OSError)


def work(database: Database, settings: Settings, *, hands: int = HANDS) -> None:
    """Do what the words say until SIGTERM or SIGINT comes; what is in hand is finished first."""
    asyncio.run(_work(database, settings, hands))


async def _work(database: Database, settings: Settings, hands: int) -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    log.info("a worker begins, with %d hands", hands)
    while not told.is_set():
        try:
            await _shift(app_for(database, settings), hands, told)
        except AWAY as problem:
            log.warning("the queue does not answer: %s", type(problem).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), AGAIN)
    log.info("a worker ends")


async def _shift(app: App, hands: int, told: asyncio.Event) -> None:
    """Work until told to stop, or until the queue does not answer any more."""
    working = asyncio.ensure_future(_listen(app, hands))
    stopping = asyncio.ensure_future(told.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    working.cancel()  # finishes what is in hand, takes nothing new
    with suppress(asyncio.CancelledError):
        await working


async def _listen(app: App, hands: int) -> None:
    async with app.open_async():
        await app.run_worker_async(concurrency=hands, delete_jobs="successful", install_signal_handlers=False)
