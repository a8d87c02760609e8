"""One tick: versions whose day has come, timers that are due, the day's digests, what waits to be sent.

The embedded clock does all of it in turn; workers on several machines do its three parts as jobs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from app.casework import lawbook
from app.casework.drain import drain_timers
from app.services import digest, effective, recounts, tallies, tidying, timekeeping
from app.settings import Settings
from app.worker import mail
from db.session import Database

log = logging.getLogger(__name__)


def tick(database: Database, settings: Settings) -> None:
    """Do whatever the clock asks for now; a part that fails never stops the others."""
    keep_house(database, settings)
    fire(database)
    deliver(database, settings)


def keep_house(database: Database, settings: Settings) -> None:
    """See to what is done once, by whoever comes first: the law, versions, digests, tidying.

    What a day brings waits while nobody can tell whether the clock is right.
    """
    believed = _try("clock", lambda: timekeeping.keep(database))
    _try("law", lambda: lawbook.catch_up(database))
    _try("refusals", lambda: effective.record_refusals(database))
    if not believed:
        return
    _try("days off", lambda: recounts.carry_on(database))
    _try("procedures", lambda: effective.put_due_in_force(database))
    _try("digests", lambda: digest.write_due(database, by_mail=bool(settings.smtp)))
    _try("tidying", lambda: tidying.tidy(database))


def fire(database: Database, *, limit: int = 200) -> None:
    """Fire what is due, at most ``limit`` timers; any number of processes may do it at once.

    Nothing fires while nobody can tell whether the clock is right.
    """
    believed = _try("clock", lambda: timekeeping.keep(database))
    _try("law", lambda: lawbook.catch_up(database))  # of this process, which may serve no visitor
    most = limit if believed else 0
    _try("timers", lambda: tallies.count_drain(database, timers=drain_timers(database, limit=most)))


def deliver(database: Database, settings: Settings) -> None:
    """Hand on what waits to be sent."""
    _try("mail", lambda: mail.deliver_due(database, settings))


def _try(name: str, part: Callable[[], object]) -> object:
    try:
        return part()
    except Exception:  # the next tick tries again
        log.exception("the clock could not see to the %s", name)
        return None
