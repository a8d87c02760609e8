"""Words for the workers: "drain" and "deliver", written with the change that gives the reason for them.

No word carries a case, a name or a day. What is due stands in the office's own rows; a word that is lost
costs five seconds, until the next tick says it again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import cast
from uuid import UUID

import psycopg
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job
from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

TICK, DRAIN, DELIVER = "tick", "drain", "deliver"

# Never opened: it writes on the connection of the change that it belongs to.
_beside = App(connector=SyncPsycopgConnector())


def announce(session: Session, waiting: Sequence[UUID]) -> None:
    """Say "deliver" for rows of the outbox within the change that writes them, once for each row.

    A word that cannot be written, because it waits already or the queue is not there, undoes nothing.
    """
    connection = session.connection()
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    words = [word(DELIVER, about=str(each)) for each in waiting]
    try:
        with connection.begin_nested():  # what is refused in it leaves the change as it was
            _beside.job_manager.batch_defer_jobs(words, connection=driver)
    except (AlreadyEnqueued, ConnectorException) as refusal:
        log.info("the word to deliver waits for the next tick: %s", type(refusal).__name__)


def word(name: str, *, about: str = "") -> Job:
    """Make a word that is said once until somebody takes it, however often it is written."""
    lock = f"{name}:{about}" if about else name
    alone = DELIVER if name == DELIVER else None  # mail leaves through one hand at a time
    return Job(queue=name, lock=alone, queueing_lock=lock, task_name=name, task_kwargs={})


def address(url: str) -> str:
    """Give the address as libpq reads it."""
    return url.replace("postgresql+psycopg://", "postgresql://")
