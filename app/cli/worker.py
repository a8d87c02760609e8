"""``donthu worker``: one of any number of processes that do what the clock asks for, beside PostgreSQL."""

from __future__ import annotations

import sys

import click

from app import journal
from app.errors import OfficeError
from app.language import _
from app.settings import Settings, from_environment

MOST = 16


class ClockInside(OfficeError):
    """The embedded office has its clock in its own process: donthu serve is all. Workers need PostgreSQL."""


@click.command(help=_("Fire timers and send mail for an office on PostgreSQL; any number may run at once."))
@click.option("--hands", type=click.IntRange(1, MOST), default=2, show_default=True, help=_("Jobs at once."))
def worker(*, hands: int) -> None:
    """Answer with 0 after SIGTERM or SIGINT, when what was in hand is done; 2 when it cannot work here."""
    try:
        settings = from_environment()
        journal.begin(settings.log)
        _work(settings, hands)
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)


def _work(settings: Settings, hands: int) -> None:
    """Open the office and work.

    Raises: ClockInside, OtherRelease, DatabaseAway, KeyFileMissing.
    """
    if settings.embedded:
        raise ClockInside
    from app.services import procedures  # noqa: PLC0415 - `donthu --help` stays quick
    from app.services.office import OtherRelease, open_office  # noqa: PLC0415
    from app.services.post import DELIVERY  # noqa: PLC0415
    from app.worker import queue, queue_shape, running  # noqa: PLC0415

    database = open_office(settings, **{DELIVERY: queue.announce})
    try:
        if not queue_shape.is_current(settings.database_url):
            raise OtherRelease
        procedures.learn_english(database)
        running.work(database, settings, hands=hands)
    finally:
        database.close()
