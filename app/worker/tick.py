"""One tick: versions whose day has come, timers that are due, the day's digests, what waits to be sent."""

from __future__ import annotations

import logging

from app.casework import lawbook
from app.casework.drain import drain_timers
from app.services import digest, effective, tidying
from app.settings import Settings
from app.worker import mail
from db.session import Database

log = logging.getLogger(__name__)


def tick(database: Database, settings: Settings) -> None:
    """Do whatever the clock asks for now; a part that fails never stops the others."""
    parts = (
        ("law", lambda: lawbook.catch_up(database)),
        ("procedures", lambda: effective.put_due_in_force(database)),
        ("refusals", lambda: effective.record_refusals(database)),
        ("timers", lambda: drain_timers(database)),
        ("digests", lambda: digest.write_due(database, by_mail=bool(settings.smtp))),
        ("tidying", lambda: tidying.tidy(database)),
        ("mail", lambda: mail.deliver_due(database, settings)),
    )
    for name, part in parts:
        try:
            part()
        except Exception:  # the next tick tries again
            log.exception("the clock could not see to the %s", name)
